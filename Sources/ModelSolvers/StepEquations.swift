import Models
import SparseAlgebra
import Tensors

/// Which displacements are unknown in a step, and the matrix of their equations.
struct StepEquations {
  /// Number of each unknown, −1 where the displacement is given; three to a node.
  let unknowns: [Int32]
  /// Supports that hold in this step, the last word on a displacement counts.
  let supports: [Support]
  private(set) var loads: [ActiveLoad]
  let order: Int
  private(set) var matrix: SparseMatrix

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
    (self.unknowns, self.order) = (unknowns, Int(order))
    matrix = SparseMatrix(
      order: Int(order),
      coupling: body.cells.all.map { cell in Self.group(cell.nodes, unknowns) })
  }

  private static func group(_ nodes: [Int32], _ unknowns: [Int32]) -> [Int32] {
    nodes.flatMap { node in (0..<3).map { unknowns[3 * Int(node) + $0] } }
  }

  /// Takes the tangents of all loads as they are; false if they were so before.
  mutating func becomeExact() -> Bool {
    guard loads.contains(where: \.isSymmetrized) else { return false }
    for k in loads.indices { loads[k].becomeExact() }
    return true
  }

  /// This value, which is left without its matrix.
  mutating func moved() -> StepEquations {
    let all = self
    matrix.values = []
    return all
  }

  mutating func setToZero() { matrix.setToZero() }

  /// Adds the tangent of a cell, and what given increments of its displacements do to the right-hand side.
  ///
  /// - Parameters:
  ///   - nodes: of the contribution.
  ///   - tangent: by columns.
  ///   - increments: of all displacements that are given, three to a node; nil where there are none.
  ///   - right: gains −K Δu.
  mutating func add(
    _ nodes: [Int32], _ tangent: [Double], increments: [Double]?, to right: inout [Double]
  ) {
    let group = Self.group(nodes, unknowns)
    matrix.add(tangent, at: group)
    guard let increments else { return }
    let n = group.count
    for (column, unknown) in group.enumerated() where unknown < 0 {
      let du = increments[3 * Int(nodes[column / 3]) + column % 3]
      guard du != 0 else { continue }
      for (row, equation) in group.enumerated() where equation >= 0 {
        right[Int(equation)] -= tangent[column * n + row] * du
      }
    }
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

/// Solves one system after the other whose matrices have one pattern.
struct TangentSolver {
  private var cholesky: CholeskyFactor?
  /// Whether the matrix has been seen not to be positive definite; then LU is taken at once.
  private var isIndefinite = false

  /// The solution of K x = b.
  ///
  /// Cholesky's factorization where K is symmetric and positive definite, LU otherwise.
  mutating func solve(_ K: SparseMatrix, isSymmetric: Bool, _ b: [Double])
    throws(FactorizationError) -> [Double]
  {
    if b.isEmpty { return [] }
    if isSymmetric && !isIndefinite {
      let upper = K.upperTriangle
      let factor: CholeskyFactor
      if let cholesky {
        factor = cholesky
      } else {
        factor = try CholeskyFactor(analyzing: upper)
        cholesky = factor
      }
      do throws(FactorizationError) {
        try factor.factorize(upper)
        return factor.solve(b)
      } catch {
        guard case .notPositiveDefinite = error else { throw error }
        isIndefinite = true
      }
    }
    return try LUFactor(K).solve(b)
  }

  /// Tries Cholesky's factorization again.
  mutating func forgetIndefiniteness() { isIndefinite = false }
}
