import Tensors

extension Measure {
  /// The height of the brow above the rim of the orbit at the outer corner of the eye.
  ///
  /// The rim is bone and no scan shows it; the atlas puts the lower border of its zone `brow` there.
  static let browHeight = Measure(
    "brow-height", .millimetres, isPaired: true,
    definition:
      "height of the brow's middle line above the upper rim of the orbit, in the sagittal "
      + "plane through the exocanthion as captured; the rim is where the zone brow ends below as "
      + "captured; positive upwards"
  ) { face in
    guard let corner = face.capturedLandmarks["exocanthion_l"] else { return nil }
    let plane = CuttingPlane(through: corner, normal: Vector3(1, 0, 0))
    let brow = face.triangles(of: ["brow"])
    func heights(_ lines: [(Vector3, Vector3)]) -> [Double] { lines.flatMap { [$0.0.y, $0.1.y] } }
    guard let rim = heights(face.captured.lines(in: plane, of: brow)).min(),
      let low = heights(face.skin.lines(in: plane, of: brow)).min(),
      let high = heights(face.skin.lines(in: plane, of: brow)).max()
    else { return nil }
    return (low + high) / 2 - rim
  }
}
