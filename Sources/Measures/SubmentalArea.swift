import Tensors

extension Measure {
  /// What hangs below the line from the chin to the corner of the neck.
  static let submentalArea = Measure(
    "submental-area", .squareMillimetres, isPaired: false,
    definition:
      "area between the skin and the chord from menton to cervical point in the midsagittal "
      + "plane; positive where the skin lies below the chord"
  ) { face in
    guard let menton = face.landmarks["menton"], let corner = face.landmarks["cervical_point"]
    else { return nil }
    let (from, to) = (menton.inMidline, corner.inMidline)
    let along = (to - from).normalized
    // Backwards along the chord, below lies to the left as seen from the left.
    let below = along.cross(Vector3(1, 0, 0))
    return SkinProfile(
      face.skin.curves(in: .midsagittal), near: (from + to) / 2, origin: from, along: along,
      outward: below, within: 0...(to - from).length
    )?.area
  }
}

extension Vector3 {
  fileprivate var inMidline: Vector3 { Vector3(0, y, z) }
}
