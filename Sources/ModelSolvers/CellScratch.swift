import Tensors

/// The memory in which one thread evaluates a cell: nodes and points of the largest, four nodes side by side.
///
/// Lanes beyond the last node of a cell hold zeros.
struct CellScratch {
  /// Reference positions, displacements and those at the beginning of the step, `[direction][group]`.
  let positions: UnsafeMutablePointer<Lanes>
  let displacements: UnsafeMutablePointer<Lanes>
  let before: UnsafeMutablePointer<Lanes>
  /// ∇N, `[point][direction][group]`.
  let gradients: UnsafeMutablePointer<Lanes>
  /// F of each point.
  let deformations: UnsafeMutablePointer<Matrix3>
  /// ∂(Σ v J)/∂u, `[direction][group]`.
  let dilatation: UnsafeMutablePointer<Lanes>
  /// ∂P_iJ/∂F_kL of the current point, `[k][L][i]`, a lane for each J.
  let moduli: UnsafeMutablePointer<Lanes>

  init(nodes: Int, points: Int) {
    func lanes(_ count: Int) -> UnsafeMutablePointer<Lanes> {
      let pointer = UnsafeMutablePointer<Lanes>.allocate(capacity: count)
      pointer.initialize(repeating: .zero, count: count)
      return pointer
    }
    let groups = (nodes + 3) / 4
    (positions, displacements) = (lanes(3 * groups), lanes(3 * groups))
    (before, dilatation) = (lanes(3 * groups), lanes(3 * groups))
    gradients = lanes(3 * groups * points)
    moduli = lanes(27)
    deformations = .allocate(capacity: points)
    deformations.initialize(repeating: .identity, count: points)
  }

  func deallocate() {
    for pointer in [positions, displacements, before, gradients, dilatation, moduli] {
      pointer.deallocate()
    }
    deformations.deallocate()
  }
}

/// Where a cell puts its forces and its tangent.
struct CellOutput {
  /// Internal forces, `[direction][group]`.
  let forces: UnsafeMutablePointer<Lanes>
  /// ∂f_ai/∂u_bk, `[b][k][i][group of a]`; nil if it is not wanted.
  let tangent: UnsafeMutablePointer<Lanes>?
  /// Whether only nodes a up to the group of b are filled, the rest being symmetric to them.
  let isHalf: Bool

  /// Lanes for forces, and for a tangent, of a cell.
  static func forceCount(nodes: Int) -> Int { 3 * ((nodes + 3) / 4) }
  static func tangentCount(nodes: Int) -> Int { 9 * nodes * ((nodes + 3) / 4) }
}

/// What a cell has besides forces.
struct CellSummary {
  /// Means over the points of Cauchy stress, Green–Lagrange strain and J.
  var stress = Matrix3.zero
  var strain = Matrix3.zero
  var volumeRatio = 0.0
  /// Whether J ≤ 0 at a point.
  var isInverted = false
}
