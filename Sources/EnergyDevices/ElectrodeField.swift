import SparseAlgebra

/// A quasi-static potential between electrodes, and the heat of its current: ∇·(σ∇V) = 0, Q = σ|∇V|².
///
/// Displacement currents are left out: at some MHz σ of skin and muscle is several times ωε, that of fat about as large.
struct ElectrodeField {
  /// V of each node, for the currents and potentials that were given.
  let potential: [Double]
  /// Power of that field in W.
  let power: Double
  /// Q of that field at the nine points of each cell, in W/m³.
  private let density: [[Double]]
  private let operators: GridOperators

  /// - Parameters:
  ///   - operators: of the grid.
  ///   - conductivity: σ of each cell in S/m, positive.
  ///   - potentials: nodes that are held, with V.
  ///   - currents: that enter at each node, in A.
  /// - Throws: `FactorizationError` where no node is held.
  init(
    _ operators: GridOperators, conductivity: [Double], potentials: [Int: Double],
    currents: [Double]
  ) throws(FactorizationError) {
    let matrix = operators.diffusion(conductivity)
    let count = matrix.order
    var held = [Bool](repeating: false, count: count)
    var prescribed = [Double](repeating: 0, count: count)
    for (node, value) in potentials { (held[node], prescribed[node]) = (true, value) }
    let pull = matrix.multiplied(by: prescribed)
    let heldMatrix = matrix.holding(held)
    let factor = try CholeskyFactor(analyzing: heldMatrix)
    try factor.factorize(heldMatrix)
    let potential = factor.solve(
      (0..<count).map { held[$0] ? prescribed[$0] : currents[$0] - pull[$0] })
    self.potential = potential
    self.operators = operators
    power = dot(potential, matrix.multiplied(by: potential))
    density = operators.grid.cells.indices.map { cell in
      operators.squaredGradients(of: potential, inCell: cell).map { conductivity[cell] * $0 }
    }
  }

  /// The heat of the field when it is scaled to a power in W, in W for each node.
  func load(power wanted: Double) -> [Double] {
    let scale = wanted / power
    return operators.load { cell, point, _ in scale * density[cell][point] }
  }
}
