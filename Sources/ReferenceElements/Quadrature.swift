import Tensors

/// Points and weights with ∫ f dV ≈ Σ w_q f(ξ_q) over a reference cell.
public struct Quadrature: Sendable {
  public let points: [Vector3]
  public let weights: [Double]

  /// Symmetric rules on the unit triangle, exact for polynomials up to the degree named.
  ///
  /// - Source: Dunavant, Int. J. Numer. Methods Eng. 21 (1985) 1129 (3, 6 and 7 points).
  public enum TriangleRule: Sendable, CaseIterable {
    case degree2, degree4, degree5

    /// Highest degree that the rule integrates exactly.
    public var degree: Int {
      switch self {
      case .degree2: 2
      case .degree4: 4
      case .degree5: 5
      }
    }

    /// Weight (for area ½) and the two equal barycentric coordinates of each orbit; the centroid apart.
    var orbits: (centroid: Double, triples: [(weight: Double, a: Double)]) {
      switch self {
      case .degree2: (0, [(1.0 / 6, 1.0 / 6)])
      case .degree4:
        (
          0,
          [
            (0.223_381_589_678_011_466 / 2, 0.445_948_490_915_964_886),
            (0.109_951_743_655_321_868 / 2, 0.091_576_213_509_770_743),
          ]
        )
      case .degree5:
        (
          0.225 / 2,
          [
            (0.132_394_152_788_506_181 / 2, 0.470_142_064_105_115_090),
            (0.125_939_180_544_827_153 / 2, 0.101_286_507_323_456_339),
          ]
        )
      }
    }
  }

  /// A rule on the triangle with corners (0,0), (1,0), (0,1); the weights sum to ½.
  public static func triangle(_ rule: TriangleRule) -> Quadrature {
    let (centroid, triples) = rule.orbits
    var points: [Vector3] = []
    var weights: [Double] = []
    for (weight, a) in triples {
      let b = 1 - 2 * a
      points += [Vector3(a, a, 0), Vector3(b, a, 0), Vector3(a, b, 0)]
      weights += [weight, weight, weight]
    }
    if centroid > 0 {
      points.append(Vector3(1.0 / 3, 1.0 / 3, 0))
      weights.append(centroid)
    }
    return Quadrature(points: points, weights: weights)
  }

  /// Gauss–Legendre on [−1, 1], exact to degree 2n − 1, for one to four points.
  public static func line(points n: Int) -> (points: [Double], weights: [Double]) {
    switch n {
    case 1: return ([0], [2])
    case 2:
      let a = (1.0 / 3).squareRoot()
      return ([-a, a], [1, 1])
    case 3:
      let a = (3.0 / 5).squareRoot()
      return ([-a, 0, a], [5.0 / 9, 8.0 / 9, 5.0 / 9])
    case 4:
      let root = (6.0 / 5).squareRoot()
      let (a, b) = (
        (3.0 / 7 - 2.0 / 7 * root).squareRoot(), (3.0 / 7 + 2.0 / 7 * root).squareRoot()
      )
      let (wa, wb) = ((18 + 30.0.squareRoot()) / 36, (18 - 30.0.squareRoot()) / 36)
      return ([-b, -a, a, b], [wb, wa, wa, wb])
    default: preconditionFailure("Gauss–Legendre has 1 to 4 points here, not \(n)")
    }
  }

  /// The product of a rule on the triangle and one through the thickness.
  public static func wedge(_ rule: TriangleRule, pointsThroughThickness n: Int) -> Quadrature {
    let (base, line) = (triangle(rule), line(points: n))
    var (points, weights): ([Vector3], [Double]) = ([], [])
    for (z, wz) in zip(line.points, line.weights) {
      for (p, w) in zip(base.points, base.weights) {
        points.append(Vector3(p.x, p.y, z))
        weights.append(w * wz)
      }
    }
    return Quadrature(points: points, weights: weights)
  }

  /// The product rule on [−1, 1]².
  public static func square(pointsPerLine n: Int) -> Quadrature {
    let rule = line(points: n)
    var (points, weights): ([Vector3], [Double]) = ([], [])
    for (y, wy) in zip(rule.points, rule.weights) {
      for (x, wx) in zip(rule.points, rule.weights) {
        points.append(Vector3(x, y, 0))
        weights.append(wx * wy)
      }
    }
    return Quadrature(points: points, weights: weights)
  }

  /// The product rule on [−1, 1]³.
  public static func cube(pointsPerLine n: Int) -> Quadrature {
    let (base, line) = (square(pointsPerLine: n), line(points: n))
    var (points, weights): ([Vector3], [Double]) = ([], [])
    for (z, wz) in zip(line.points, line.weights) {
      for (p, w) in zip(base.points, base.weights) {
        points.append(Vector3(p.x, p.y, z))
        weights.append(w * wz)
      }
    }
    return Quadrature(points: points, weights: weights)
  }

  /// The product rule on [−1, 1]³ collapsed into the pyramid of `Pyramid5`: ξ = a (1 − ζ), η = b (1 − ζ).
  public static func pyramid(pointsPerLine n: Int) -> Quadrature {
    let cube = cube(pointsPerLine: n)
    // ζ = (1 + c)/2, so that dV = (1 − ζ)²/2 da db dc.
    let heights = cube.points.map { 0.5 * (1 - $0.z) }
    return Quadrature(
      points: zip(cube.points, heights).map { Vector3($0.x * $1, $0.y * $1, 1 - $1) },
      weights: zip(cube.weights, heights).map { 0.5 * $0 * $1 * $1 })
  }

  /// Four points in the tetrahedron with corners 0, (1,0,0), (0,1,0), (0,0,1), exact to degree 2; the
  /// weights sum to ⅙.
  ///
  /// - Source: Keast, Comput. Methods Appl. Mech. Eng. 55 (1986) 339.
  public static let tetrahedron: Quadrature = {
    let a = (5 - 5.0.squareRoot()) / 20
    let b = 1 - 3 * a
    return Quadrature(
      points: [Vector3(a, a, a), Vector3(b, a, a), Vector3(a, b, a), Vector3(a, a, b)],
      weights: Array(repeating: 1.0 / 24, count: 4))
  }()
}
