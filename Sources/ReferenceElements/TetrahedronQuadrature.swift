import Tensors

extension Quadrature {
  /// Eight points in the tetrahedron, exact to degree 3; the weights sum to ⅙.
  ///
  /// - Source: Keast, Comput. Methods Appl. Mech. Eng. 55 (1986) 339.
  public static let tetrahedron8 = Quadrature(orbits: [
    .three(weight: 0.138_527_966_511_862_1 / 6, 0.328_054_696_711_426_6),
    .three(weight: 0.111_472_033_488_137_9 / 6, 0.106_952_273_932_930_6),
  ])

  /// Fifteen points in the tetrahedron, exact to degree 5; the weights sum to ⅙.
  ///
  /// - Source: Keast, Comput. Methods Appl. Mech. Eng. 55 (1986) 339.
  public static let tetrahedron15 = Quadrature(orbits: [
    .centre(weight: 0.181_702_068_582_535_05 / 6),
    .three(weight: 0.036_160_714_285_714_285 / 6, 1.0 / 3),
    .three(weight: 0.069_871_494_516_173_816 / 6, 1.0 / 11),
    .two(weight: 0.065_694_849_368_318_756 / 6, 0.066_550_153_573_664_281),
  ])

  /// The point in the middle of the tetrahedron, exact to degree 1.
  public static let tetrahedron1 = Quadrature(orbits: [.centre(weight: 1.0 / 6)])

  /// Points of a tetrahedron that are images of each other, and the weight of each.
  private enum TetrahedronOrbit {
    case centre(weight: Double)
    /// Four points with three barycentric coordinates alike.
    case three(weight: Double, Double)
    /// Six points with two pairs of coordinates alike: a, a and ½ − a, ½ − a.
    case two(weight: Double, Double)

    var points: (weight: Double, points: [Vector3]) {
      switch self {
      case .centre(let weight): return (weight, [Vector3(repeating: 0.25)])
      case .three(let weight, let a):
        let b = 1 - 3 * a
        return (
          weight, [Vector3(a, a, a), Vector3(b, a, a), Vector3(a, b, a), Vector3(a, a, b)]
        )
      case .two(let weight, let a):
        let b = 0.5 - a
        return (
          weight,
          [
            Vector3(a, a, b), Vector3(a, b, a), Vector3(b, a, a), Vector3(a, b, b),
            Vector3(b, a, b), Vector3(b, b, a),
          ]
        )
      }
    }
  }

  private init(orbits: [TetrahedronOrbit]) {
    let all = orbits.map(\.points)
    self.init(
      points: all.flatMap(\.points),
      weights: all.flatMap { orbit in orbit.points.map { _ in orbit.weight } })
  }
}
