import Tensors

extension Measure {
  /// The depth of the fold between nose and mouth.
  static let nasolabialDepth = Measure(
    "nasolabial-depth", .millimetres, isPaired: true,
    definition: "largest depth of the skin below the line that touches lip and cheek, in the plane "
      + "perpendicular to the fold half-way between alar curvature and cheilion, within 15 mm on "
      + "either side; 0 without a fold"
  ) { face in
    guard let wing = face.landmarks["alar_curvature_l"], let mouth = face.landmarks["cheilion_l"]
    else { return nil }
    let fold = (mouth - wing).normalized
    let middle = (wing + mouth) / 2
    let outward = face.outward(of: "nasolabial-fold", across: fold)
    return SkinProfile(
      face.skin.curves(in: CuttingPlane(through: middle, normal: fold)), near: middle,
      origin: middle, along: fold.cross(outward), outward: outward, within: -15e-3...15e-3
    )?.deepestHollow
  }
}
