import Assembly
import Materials
import Meshes
import Solvers
import Tensors

/// A unit cube of distorted cells of one material, deformed as a whole.
public struct CubeState {
  var problem: StaticProblem

  /// A cube on which nothing acts.
  ///
  /// - Parameters:
  ///   - material: of the cube.
  ///   - element: of which it is made.
  ///   - n: bricks along an edge.
  public init(_ material: Material, element: Element = .standard, bricks n: Int = 2) {
    var random = RandomSequence(seed: 7)
    let mesh = VolumeMesh.box(
      of: element.shape, bricks: SIMD3(n, n, n), size: Vector3(1, 1, 1)
    ) { X in
      var x = X
      for c in 0..<3 where X[c] > 1e-9 && X[c] < 1 - 1e-9 {
        x[c] += 0.15 * (2 * random.next() - 1) / Double(n)
      }
      return x
    }
    problem = StaticProblem(
      Solid(
        mesh: mesh, regions: [SolidRegion(material: material, density: 1000)],
        pressureBasis: element.basis))
  }

  static func isOnSurface(_ X: Vector3) -> Bool {
    (0..<3).contains { X[$0] < 1e-9 || X[$0] > 1 - 1e-9 }
  }

  /// P₁₁ in Pa when some sides are moved to stretches, the others free, faces at 0 on rollers.
  ///
  /// - Parameters:
  ///   - held: stretch along x, y, z; nil for a free side.
  ///   - free: the stretch that the free sides are expected to take, to begin from.
  /// - Returns: the mean nominal stress on the face x = 1 in Pa.
  /// - Throws: what the solver throws.
  public func nominalStress(held: [Double?], expecting free: Vector3) throws -> Double {
    var problem = problem
    for c in 0..<3 {
      problem.prescribe([c]) { $0[c] < 1e-9 }
      guard let stretch = held[c] else { continue }
      problem.prescribe([c], to: { _ in Vector3(repeating: stretch - 1) }) { $0[c] > 1 - 1e-9 }
    }
    problem.guess = problem.positions.map { $0 * (free - 1) }
    let reactions = try problem.solve().reactions
    return zip(problem.positions, reactions).reduce(0) { $0 + ($1.0.x > 0.5 ? $1.1.x : 0) }
  }

  /// The equilibrium when all of the surface moves by F X − X.
  func held(at F: Matrix3) throws -> (problem: StaticProblem, equilibrium: Equilibrium) {
    var problem = problem
    problem.prescribe(to: { F * $0 - $0 }, where: Self.isOnSurface)
    return (problem, try problem.solve())
  }

  /// (1/V) Σ f ⊗ X, the mean nominal stress in Pa.
  static func meanStress(_ problem: StaticProblem, _ result: Equilibrium) -> Matrix3 {
    zip(problem.positions, result.reactions).reduce(.zero) { $0 + Matrix3(outer: $1.1, $1.0) }
  }
}

/// Numbers in [0, 1) in a fixed sequence.
///
/// - Source: Steele, Lea & Flood, OOPSLA 2014 (SplitMix64).
struct RandomSequence {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
