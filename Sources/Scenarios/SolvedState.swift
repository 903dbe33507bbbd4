import Assembly
import Solvers
import Tensors

/// An equilibrium that was found, and the factor that was at hand then: where an interrupted run goes on.
struct SolvedState: Sendable {
  var equilibrium: Equilibrium
  /// What the factor was made of.
  var tangent: FactorizedTangent
  /// Number of the solved state whose materials it was made with; 0 is the face as captured.
  var tangentState: Int
}

extension SolvedState {
  var rows: [[Double]] {
    [[Double(tangentState), tangent.isProjected ? 1 : 0], flat(tangent.positions)]
      + tangent.state.rows + equilibrium.rows
  }

  /// Reads what `rows` gave; nil for rows of another body.
  ///
  /// - Parameters:
  ///   - rows: from their beginning.
  ///   - body: a state of the same body, for the lengths of the rows.
  init?(_ rows: ArraySlice<[Double]>, like body: SolidState) {
    var rest = rows
    let nodes = 3 * body.displacements.count
    guard let head = rest.popFirst(), head.count == 2, head[0] >= 0,
      let positions = rest.popFirst(), positions.count == nodes,
      let state = SolidState(&rest, like: body),
      let equilibrium = Equilibrium(&rest, like: body), rest.isEmpty
    else { return nil }
    tangent = FactorizedTangent(
      positions: vectors(positions), state: state, isProjected: head[1] == 1)
    (tangentState, self.equilibrium) = (Int(head[0]), equilibrium)
  }
}

extension SolidState {
  fileprivate var rows: [[Double]] {
    [flat(displacements)]
      + (pressures + dilatations).map { row in row.flatMap { l in (0..<4).map { l[$0] } } }
  }

  fileprivate init?(_ rest: inout ArraySlice<[Double]>, like body: SolidState) {
    self = body
    guard let row = rest.popFirst(), row.count == 3 * body.displacements.count else { return nil }
    displacements = vectors(row)
    func lanes(_ row: [Double]?, _ count: Int) -> [Lanes]? {
      guard let row, row.count == 4 * count else { return nil }
      return (0..<count).map { k in
        Lanes(row[4 * k], row[4 * k + 1], row[4 * k + 2], row[4 * k + 3])
      }
    }
    for block in pressures.indices {
      guard let read = lanes(rest.popFirst(), pressures[block].count) else { return nil }
      pressures[block] = read
    }
    for block in dilatations.indices {
      guard let read = lanes(rest.popFirst(), dilatations[block].count) else { return nil }
      dilatations[block] = read
    }
  }
}

extension Equilibrium {
  fileprivate var rows: [[Double]] {
    state.rows
      + [
        flat(reactions), [energy, worst.minimumJ, Double(worst.block), Double(worst.cell)],
        history.flatMap(\.numbers),
      ]
  }

  fileprivate init?(_ rest: inout ArraySlice<[Double]>, like body: SolidState) {
    guard let state = SolidState(&rest, like: body),
      let reactions = rest.popFirst(), reactions.count == 3 * body.displacements.count,
      let figures = rest.popFirst(), figures.count == 4, figures[2] >= 0, figures[3] >= 0,
      let history = rest.popFirst().flatMap([NewtonIteration].init(numbers:))
    else { return nil }
    self.init(
      state: state, reactions: vectors(reactions), energy: figures[0], history: history,
      worst: WorstCell(minimumJ: figures[1], block: Int(figures[2]), cell: Int(figures[3])))
  }
}

extension NewtonIteration {
  fileprivate static let tangents: [Tangent] = [.fresh, .kept, .projected, .iterated]

  fileprivate var numbers: [Double] {
    [
      loadFraction, correction, stepLength, imbalance, energy, minimumJ,
      Double(Self.tangents.firstIndex(of: tangent) ?? 0),
    ]
  }
}

extension [NewtonIteration] {
  /// Iterations as numbers, seven each.
  var numbers: [Double] { flatMap(\.numbers) }

  /// Reads what `numbers` gave; nil for anything else.
  init?(numbers: [Double]) {
    guard numbers.count % 7 == 0 else { return nil }
    self = stride(from: 0, to: numbers.count, by: 7).map { i in
      NewtonIteration(
        loadFraction: numbers[i], correction: numbers[i + 1], stepLength: numbers[i + 2],
        imbalance: numbers[i + 3], energy: numbers[i + 4], minimumJ: numbers[i + 5],
        tangent: NewtonIteration.tangents[Swift.min(2, Swift.max(0, Int(numbers[i + 6])))])
    }
  }
}

/// Components of vectors, one after the other.
func flat(_ vectors: [Vector3]) -> [Double] { vectors.flatMap { [$0.x, $0.y, $0.z] } }

/// The vectors of `flat`.
func vectors(_ numbers: [Double]) -> [Vector3] {
  stride(from: 0, to: numbers.count - 2, by: 3).map {
    Vector3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2])
  }
}
