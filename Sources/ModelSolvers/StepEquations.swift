import Models
import Tensors

/// Which displacements are unknown in a step, and the matrix of their equations.
struct StepEquations {
  /// Supports that hold in this step, the last word on a displacement counts.
  let supports: [Support]
  private(set) var loads: [ActiveLoad]
  private(set) var pattern: TangentPattern
  /// Of the matrix, in the order of the pattern.
  var values: [Double]

  init(_ body: ModelBody, step: Int) {
    let model = body.model
    supports = model.supports.filter { $0.steps?.contains(step) ?? true }
    loads = model.loads.filter { $0.steps?.contains(step) ?? true }
      .map { ActiveLoad($0, on: model) }
    // Nodes without a cell have no equations.
    var unknowns = [Int32](repeating: -1, count: 3 * model.positions.count)
    for cell in body.cells.all {
      for node in cell.nodes { for i in 0..<3 { unknowns[3 * Int(node) + i] = 0 } }
    }
    for support in supports {
      for node in support.nodes { unknowns[3 * node + support.axis] = -1 }
    }
    var order: Int32 = 0
    for k in unknowns.indices where unknowns[k] == 0 {
      unknowns[k] = order
      order += 1
    }
    pattern = TangentPattern(
      cells: body.cells.all, unknowns: unknowns, order: Int(order),
      isUpper: loads.allSatisfy(\.isSymmetric))
    values = Array(repeating: 0, count: pattern.rows.count)
  }

  /// Number of each unknown, −1 where the displacement is given; three to a node.
  var unknowns: [Int32] { pattern.unknowns }
  var order: Int { pattern.order }

  /// Takes the tangents of all loads as they are, of a body; false if they were so before.
  mutating func becomeExact(for body: ModelBody) -> Bool {
    guard loads.contains(where: \.isSymmetrized) else { return false }
    for k in loads.indices { loads[k].becomeExact() }
    pattern = TangentPattern(
      cells: body.cells.all, unknowns: unknowns, order: order,
      isUpper: loads.allSatisfy(\.isSymmetric))
    values = Array(repeating: 0, count: pattern.rows.count)
    return true
  }
}

extension [Support] {
  /// The given displacements at a time.
  ///
  /// - Parameters:
  ///   - time: at the end of a step in time.
  ///   - start: displacements when the step began.
  /// - Returns: place, three to a node, and value.
  func given(at time: Double, start: [Vector3]) -> [(place: Int, value: Double)] {
    flatMap { support in
      let value = support.value.value(at: time)
      return support.nodes.map { node in
        (
          3 * node + support.axis,
          support.isRelative ? start[node][support.axis] + value : value
        )
      }
    }
  }
}
