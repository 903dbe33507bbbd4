import Tensors

extension Measure {
  /// The depth of the hollow between lower lid and cheek.
  static let tearTroughDepth = Measure(
    "tear-trough-depth", .millimetres, isPaired: true,
    definition:
      "largest depth of the skin below the line that touches lower lid and malar convexity, "
      + "in the sagittal plane through the middle of the pupil (palpebrale inferius as captured), "
      + "from the lid margin down to the level of the alare; 0 without a hollow"
  ) { face in
    guard let pupil = face.capturedLandmarks["palpebrale_inferius_l"],
      let alare = face.capturedLandmarks["alare_l"], alare.y < pupil.y
    else { return nil }
    let plane = CuttingPlane(through: pupil, normal: Vector3(1, 0, 0))
    // From the middle of the stretch, where the curve is far from the folds of the lids.
    let middle = Vector3(pupil.x, (pupil.y + alare.y) / 2, pupil.z)
    return SkinProfile(
      face.skin.curves(in: plane), near: middle, origin: pupil, along: Vector3(0, -1, 0),
      outward: Vector3(0, 0, 1), within: 0...(pupil.y - alare.y))?.deepestHollow
  }
}
