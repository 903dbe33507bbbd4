import Assembly
import Solvers
import Tensors

/// The face as it was captured: the rest shape under it, and the equilibrium that loading that gives.
struct CapturedState: Sendable {
  /// The name of its file among the solved states.
  static let name = "rest"

  /// Positions at rest, in m.
  var positions: [Vector3]
  /// What holds the tension of the skin there, in N on each node.
  var holding: [Vector3]
  /// One entry per correction of the shape.
  var history: [NewtonIteration]
  /// Factorizations that the corrections took.
  var factorizations: Int
  var solved: SolvedState
}

extension CapturedState {
  var rows: [[Double]] {
    [flat(positions), flat(holding), history.numbers, [Double(factorizations)]] + solved.rows
  }

  /// Reads what `rows` gave; nil for rows of another body.
  ///
  /// - Parameters:
  ///   - rows: all of them.
  ///   - body: a state of the same body.
  init?(_ rows: [[Double]], like body: SolidState) {
    let nodes = 3 * body.displacements.count
    guard rows.count > 4, rows[0].count == nodes, rows[1].count == nodes, rows[3].count == 1,
      let history = [NewtonIteration](numbers: rows[2]),
      let solved = SolvedState(rows[4...], like: body), solved.tangentState == 0
    else { return nil }
    (positions, holding) = (vectors(rows[0]), vectors(rows[1]))
    (self.history, factorizations, self.solved) = (history, Int(rows[3][0]), solved)
  }
}
