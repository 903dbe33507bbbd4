import ConstitutiveModels
import Documents
import Tensors

/// How many fibres point in each direction, in material axes, not normalised.
enum FibreDensity {
  case spherical
  /// Semi-axes of an ellipsoid; the density is its radius.
  case ellipsoidal(Vector3)
  case circular
  /// Semi-axes of an ellipse in the plane of axes 1 and 2.
  case elliptical(Double, Double)
  /// Concentration about axis 1, in space or in the plane of axes 1 and 2.
  case vonMises(Double, inSpace: Bool)

  init(_ element: XMLElement) throws(DocumentError.Problem) {
    switch try element.requiredAttribute("type") {
    case "spherical": self = .spherical
    case "circular": self = .circular
    case "ellipsoidal":
      if let spa = try element.child("spa") {
        self = .ellipsoidal(try spa.vector())
      } else {
        self = .ellipsoidal(
          Vector3(
            try element.required("spa1").number(), try element.required("spa2").number(),
            try element.required("spa3").number()))
      }
    case "elliptical":
      self = .elliptical(
        try element.required("spa1").number(), try element.required("spa2").number())
    case "von-Mises-3d": self = .vonMises(try element.required("b").number(), inSpace: true)
    case "von-Mises-2d": self = .vonMises(try element.required("b").number(), inSpace: false)
    case let other:
      throw element.problem(
        "distribution \"\(other)\"; Turgor reads spherical, ellipsoidal, circular, elliptical, von-Mises-3d, von-Mises-2d"
      )
    }
  }

  private var isPlane: Bool {
    switch self {
    case .circular, .elliptical, .vonMises(_, inSpace: false): true
    case .spherical, .ellipsoidal, .vonMises: false
    }
  }

  private func value(along n: Vector3) -> Double {
    switch self {
    case .spherical, .circular: return 1
    case .ellipsoidal(let a):
      let s = n / a
      return 1 / s.length
    case .elliptical(let a, let b): return 1 / Vector3(n.x / a, n.y / b, 0).length
    // From the largest, so that a strong concentration does not overflow; normalised anyway.
    case .vonMises(let b, _): return Double.exponential(2 * b * (n.x * n.x - 1))
    }
  }

  /// Directions and shares that sum to 1.
  ///
  /// In the plane, equal steps of the angle, as FEBio's trapezoidal rule. On the sphere, Gauss points of the height times
  /// equal steps of the angle, about as many as the deck asks for: FEBio's own tables of points are not used.
  func directions(_ scheme: XMLElement) throws(DocumentError.Problem) -> [(
    direction: Vector3, share: Double
  )] {
    let type = try scheme.requiredAttribute("type")
    let points: [(direction: Vector3, share: Double)]
    switch (type, isPlane) {
    case ("fibers-2d-trapezoidal", true):
      let count = try scheme.required("nth").integer()
      guard (1...10_000).contains(count) else { throw scheme.problem("nth is out of range") }
      points = Self.equalSteps(count)
    case ("fibers-3d-fei", false):
      let count = try scheme.required("resolution").integer()
      guard (1...100_000).contains(count) else {
        throw scheme.problem("resolution is out of range")
      }
      points = Self.sphere(about: count)
    case ("fibers-3d-gkt", false):
      let (heights, angles) = (
        try scheme.required("nph").integer(), try scheme.required("nth").integer()
      )
      guard (1...200).contains(heights), (1...1000).contains(angles) else {
        throw scheme.problem("nph or nth is out of range")
      }
      points = Self.sphere(heights: heights, angles: angles)
    default:
      throw scheme.problem(
        "scheme \"\(type)\"; Turgor reads fibers-2d-trapezoidal in the plane, fibers-3d-fei and fibers-3d-gkt in space"
      )
    }
    let weighted = points.map { ($0.direction, $0.share * value(along: $0.direction)) }
    let sum = weighted.reduce(0) { $0 + $1.1 }
    guard sum > 0, sum.isFinite else { throw scheme.problem("the distribution has no fibres") }
    return weighted.map { (direction: $0.0, share: $0.1 / sum) }
  }

  private static func equalSteps(_ count: Int) -> [(direction: Vector3, share: Double)] {
    (0..<count).map { k in
      let angle = Double.pi * Double(k) / Double(count)
      return (Vector3(Double.cosine(angle), Double.sine(angle), 0), 1)
    }
  }

  /// Half the sphere, which is enough because a fibre has no sense: Gauss points in the height.
  private static func sphere(about count: Int) -> [(direction: Vector3, share: Double)] {
    // Over the whole sphere n heights and 2n angles.
    let n = max(4, Int((Double(count) / 2).squareRoot().rounded(.up)))
    return sphere(heights: n, angles: 2 * n)
  }

  private static func sphere(heights: Int, angles: Int) -> [(direction: Vector3, share: Double)] {
    let rule = GaussLegendre(points: heights)
    return zip(rule.points, rule.weights).flatMap { z, weight in
      (0..<angles).map { k in
        let angle = 2 * Double.pi * (Double(k) + 0.5) / Double(angles)
        let r = max(0, 1 - z * z).squareRoot()
        return (Vector3(r * Double.cosine(angle), r * Double.sine(angle), z), weight)
      }
    }
  }

  /// Half a circle in panels of ten Gauss points.
  ///
  /// - Parameters:
  ///   - count: points, a multiple of ten.
  ///   - start: angle at which the half circle begins.
  ///   - density: per angle.
  /// - Returns: directions with their shares, not normalised.
  static func circle(_ count: Int, from start: Double, density: (Double) -> Double) -> [(
    direction: Vector3, share: Double
  )] {
    let rule = GaussLegendre(points: 10)
    let panel = Double.pi / Double(count / 10)
    return (0..<count / 10).flatMap { k in
      zip(rule.points, rule.weights).map { x, weight in
        let angle = start + panel * (Double(k) + 0.5 * (1 + x))
        return (
          Vector3(Double.cosine(angle), Double.sine(angle), 0),
          0.5 * panel * weight * density(angle)
        )
      }
    }
  }
}

/// Gauss–Legendre on [−1, 1] with any number of points.
struct GaussLegendre {
  private(set) var points: [Double] = []
  private(set) var weights: [Double] = []

  /// The zeros of the Legendre polynomial by Newton's method.
  ///
  /// - Source: Press et al., *Numerical Recipes*, 3rd ed. (2007), §4.6.
  init(points n: Int) {
    for i in 0..<n {
      var x = Double.cosine(Double.pi * (Double(i) + 0.75) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (p, last) = (1.0, 0.0)
        for k in 1...n {
          (p, last) = (
            ((2 * Double(k) - 1) * x * p - (Double(k) - 1) * last) / Double(k), p
          )
        }
        slope = Double(n) * (x * p - last) / (x * x - 1)
        let change = p / slope
        x -= change
        if abs(change) < 1e-15 { break }
      }
      points.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
  }
}

/// Modified Bessel functions of the first kind.
enum Bessel {
  /// I₀ by its series Σ (x/2)^(2k)/k!².
  static func i0(_ x: Double) -> Double { series(x, shift: 0) }
  /// I₁ by its series Σ (x/2)^(2k+1)/(k! (k+1)!).
  static func i1(_ x: Double) -> Double { 0.5 * x * series(x, shift: 1) }

  private static func series(_ x: Double, shift: Double) -> Double {
    let q = 0.25 * x * x
    var (term, sum, k) = (1.0, 1.0, 1.0)
    while term > 1e-17 * sum, k < 10_000 {
      term *= q / (k * (k + shift))
      sum += term
      k += 1
    }
    return sum
  }
}
