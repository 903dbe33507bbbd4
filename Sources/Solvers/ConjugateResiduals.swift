/// Solves M x = b for several b by generalized conjugate residuals, where M is known by its products and nearly
/// inverted by a factor.
///
/// The directions z = P⁻¹ r of all systems are kept in one space, so that their images M z are orthonormal; each
/// direction leaves the smallest residual |b − M x| of every system in the space that is spanned so far. M need not
/// be symmetric.
///
/// - Source: Eisenstat, Elman & Schultz, SIAM J. Numer. Anal. 20 (1983) 345.
struct ConjugateResiduals {
  /// One per right-hand side.
  private(set) var solutions: [[Double]]
  /// b − M x of each.
  private(set) var residuals: [[Double]]
  private var directions: [(z: [Double], image: [Double])] = []

  init(rightHandSides: [[Double]]) {
    residuals = rightHandSides
    solutions = rightHandSides.map { Array(repeating: 0, count: $0.count) }
  }

  /// Takes a direction into the space.
  ///
  /// - Parameters:
  ///   - direction: P⁻¹ r of one system.
  ///   - image: M times it.
  mutating func advance(along direction: [Double], image: [Double]) {
    var (z, q) = (direction, image)
    let before = Self.dot(q, q)
    for known in directions {
      let part = Self.dot(q, known.image)
      Self.add(-part, known.image, to: &q)
      Self.add(-part, known.z, to: &z)
    }
    let square = Self.dot(q, q)
    // A direction that says nothing new would be amplified round-off.
    guard square > 1e-16 * before else { return }
    let scale = 1 / square.squareRoot()
    for i in q.indices { (z[i], q[i]) = (scale * z[i], scale * q[i]) }
    for system in residuals.indices {
      let step = Self.dot(residuals[system], q)
      Self.add(step, z, to: &solutions[system])
      Self.add(-step, q, to: &residuals[system])
    }
    directions.append((z, q))
  }

  /// Adds P⁻¹ r to the solution of each system.
  mutating func correct(by corrections: [[Double]]) {
    for (system, correction) in corrections.enumerated() {
      Self.add(1, correction, to: &solutions[system])
    }
  }

  /// Whether a correction P⁻¹ r of a system is at most a part of its solution, by their largest entries.
  func isSolved(_ system: Int, correction: [Double], accuracy: Double) -> Bool {
    Self.largest(correction) <= accuracy * Self.largest(solutions[system])
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private static func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
    for i in a.indices { b[i] += factor * a[i] }
  }

  private static func largest(_ a: [Double]) -> Double { a.reduce(0) { max($0, abs($1)) } }
}
