import Tensors

extension Measure {
  /// The depth of the fold below the corner of the mouth.
  static let marionetteDepth = Measure(
    "marionette-depth", .millimetres, isPaired: true,
    definition: "largest depth of the skin below the line that touches chin and cheek, in the "
      + "horizontal plane 10 mm below the cheilion, within 15 mm on either side of it; 0 without a "
      + "fold"
  ) { face in
    guard let corner = face.landmarks["cheilion_l"] else { return nil }
    let up = Vector3(0, 1, 0)
    let below = corner - 10e-3 * up
    let outward = face.outward(of: "marionette", across: up)
    return SkinProfile(
      face.skin.curves(in: CuttingPlane(through: below, normal: up)), near: below, origin: below,
      along: up.cross(outward), outward: outward, within: -15e-3...15e-3)?.deepestHollow
  }
}
