/// Solves M x = b by generalized conjugate residuals, where M is known by its products and nearly inverted by a
/// factor.
///
/// The directions zᵢ = P⁻¹ r are kept so that their images M zᵢ are orthogonal; each step leaves the smallest
/// residual |b − M x| in the space they span. M need not be symmetric.
///
/// - Source: Eisenstat, Elman & Schultz, SIAM J. Numer. Anal. 20 (1983) 345.
struct ConjugateResiduals {
  /// The solution so far.
  private(set) var solution: [Double]
  /// b − M x.
  private(set) var residual: [Double]
  /// Largest entry that the last step changed the solution by, over the largest of the solution.
  private(set) var lastChange = Double.infinity
  private var directions: [(z: [Double], image: [Double])] = []

  init(rightHandSide: [Double]) {
    residual = rightHandSide
    solution = Array(repeating: 0, count: rightHandSide.count)
  }

  /// Takes a step along a direction.
  ///
  /// - Parameters:
  ///   - direction: P⁻¹ r of the present residual.
  ///   - image: M times it.
  mutating func advance(along direction: [Double], image: [Double]) {
    var (z, q) = (direction, image)
    for known in directions {
      let part = Self.dot(q, known.image)
      Self.add(-part, known.image, to: &q)
      Self.add(-part, known.z, to: &z)
    }
    let length = Self.dot(q, q).squareRoot()
    guard length > 0 else {
      lastChange = 0
      return
    }
    for i in q.indices { (z[i], q[i]) = (z[i] / length, q[i] / length) }
    let step = Self.dot(residual, q)
    Self.add(step, z, to: &solution)
    Self.add(-step, q, to: &residual)
    directions.append((z, q))
    lastChange = abs(step) * Self.largest(z) / Self.largest(solution)
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private static func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
    for i in a.indices { b[i] += factor * a[i] }
  }

  private static func largest(_ a: [Double]) -> Double {
    a.reduce(.leastNormalMagnitude) { max($0, abs($1)) }
  }
}
