import Assembly
import Solvers
import Tensors

/// A body, what holds it and what acts on it.
struct StaticProblem {
  var solid: Solid
  var loading: Loading
  /// Displacements to begin from, for a solution that is known; nil to begin undeformed.
  var guess: [Vector3]?

  init(_ solid: Solid) {
    self.solid = solid
    loading = Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
  }

  var positions: [Vector3] { solid.mesh.positions }

  /// Prescribes components of the displacement where a node fulfils a condition.
  ///
  /// - Parameters:
  ///   - components: 0, 1 and 2 for x, y and z.
  ///   - value: the displacement in m as a function of the undeformed position.
  ///   - condition: tells by its position in m whether a node is held.
  mutating func prescribe(
    _ components: [Int] = [0, 1, 2], to value: (Vector3) -> Vector3 = { _ in .zero },
    where condition: (Vector3) -> Bool
  ) {
    for (i, X) in positions.enumerated() where condition(X) {
      let u = value(X)
      for c in components {
        solid.constrained[i][c] = true
        loading.prescribed[i][c] = u[c]
      }
    }
  }

  /// The equilibrium, found with both cores.
  func solve() throws -> Equilibrium {
    let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
    guard let guess else { return try solver.solve(loading) }
    var state = solver.assembler.undeformedState()
    state.displacements = guess
    return try solver.solve(loading, from: state)
  }

  /// The node nearest to a place.
  func node(at place: Vector3) -> Int {
    positions.indices.min {
      (positions[$0] - place).length < (positions[$1] - place).length
    } ?? 0
  }

  /// Number of unknown components.
  var unknowns: Int {
    solid.constrained.reduce(0) { sum, mask in sum + (0..<3).count { !mask[$0] } }
  }
}
