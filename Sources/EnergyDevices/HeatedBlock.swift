import SparseAlgebra

/// A block of layered tissue in which Pennes' equation holds:
/// ρc ∂T/∂t = ∇·(k∇T) + w ρ_b c_b (T_b − T) + q + Q.
///
/// Unknown is the excess θ = T − T_b over the temperature of the blood; with shape functions N,
/// C θ̇ + (K + P + H) θ = f. The lower end is held at T_b, where `hasBodyBelow`; axis and outer wall are insulated.
///
/// - Source: Pennes, J. Appl. Physiol. 1 (1948) 93.
public struct HeatedBlock: Sendable {
  public let grid: AxisymmetricGrid
  /// The tissue of each cell.
  let tissues: [ThermalTissue]
  public let hasBodyBelow: Bool
  let operators: GridOperators
  /// C: ∫ ρc Nₐ N_b, in J/K.
  let capacity: SymmetricMatrix
  /// K + P: conduction and what blood takes away, in W/K.
  let interior: SymmetricMatrix
  /// ∫ ρc Nₐ and ∫ w ρ_b c_b Nₐ: heat, and loss to blood, for each kelvin.
  let capacityLoad, perfusionLoad: [Double]
  /// q in W for each node.
  let metabolicLoad: [Double]

  /// - Parameters:
  ///   - grid: of the block.
  ///   - tissues: one for each cell.
  ///   - hasBodyBelow: whether the lower end is held at the temperature of the body, instead of insulated.
  public init(
    grid: AxisymmetricGrid, tissues: [ThermalTissue], hasBodyBelow: Bool = true
  ) {
    precondition(tissues.count == grid.rows * grid.columns, "one tissue for each cell")
    (self.grid, self.tissues, self.hasBodyBelow) = (grid, tissues, hasBodyBelow)
    let operators = GridOperators(grid)
    self.operators = operators
    let capacities = tissues.map(\.volumetricCapacity)
    let losses = tissues.map(\.perfusionLoss)
    capacity = operators.mass(capacities)
    interior = operators.diffusion(tissues.map(\.conductivity))
      .adding(1, operators.mass(losses))
    capacityLoad = operators.load { cell, _, _ in capacities[cell] }
    perfusionLoad = operators.load { cell, _, _ in losses[cell] }
    metabolicLoad = operators.load { cell, _, _ in tissues[cell].metabolicHeat }
  }

  /// Nodes whose temperature is that of the body.
  var held: [Bool] {
    var held = [Bool](repeating: false, count: grid.nodes.count)
    if hasBodyBelow { for node in grid.bottomNodes { held[node] = true } }
    return held
  }

  /// Heat that a density generates, in W for each node.
  ///
  /// - Parameter density: in W/m³ at radius and depth in m.
  /// - Returns: for `HeatPhase.load`.
  public func load(_ density: (_ radius: Double, _ depth: Double) -> Double) -> [Double] {
    operators.load { _, _, place in density(place.x, place.y) }
  }

  /// No heat.
  public var noLoad: [Double] { [Double](repeating: 0, count: grid.nodes.count) }

  /// What flows through the surface, K + P + H and f, under some exchanges and a load.
  func equations(load: [Double], exchanges: [SurfaceExchange]) -> HeatEquations {
    var matrix = interior
    var right = zip(load, metabolicLoad).map { $0 + $1 }
    var surfaceLoss = noLoad
    var surfaceOffset = 0.0
    for exchange in exchanges where exchange.coefficient > 0 {
      let h = exchange.coefficient
      matrix = matrix.adding(h, operators.surfaceMass(in: exchange.ring))
      let excess = exchange.temperature - Blood.temperature
      for (node, area) in operators.surfaceLoad(in: exchange.ring).enumerated() {
        right[node] += h * area * excess
        surfaceLoss[node] += h * area
        surfaceOffset -= h * area * excess
      }
    }
    return HeatEquations(
      matrix: matrix, right: right, surfaceLoss: surfaceLoss, surfaceOffset: surfaceOffset)
  }

  /// The temperatures that stay as they are, as excess over blood in K.
  ///
  /// - Parameters:
  ///   - load: in W for each node, beside the heat of metabolism.
  ///   - exchanges: at the surface.
  /// - Returns: θ of each node.
  /// - Throws: `FactorizationError` where nothing holds the temperature.
  public func steadyExcess(load: [Double], exchanges: [SurfaceExchange]) throws(FactorizationError)
    -> [Double]
  {
    let equations = equations(load: load, exchanges: exchanges)
    let held = held
    let matrix = equations.matrix.holding(held)
    let factor = try CholeskyFactor(analyzing: matrix)
    try factor.factorize(matrix)
    return factor.solve(zip(equations.right, held).map { $1 ? 0 : $0 })
  }
}

/// The spatial part of the equation of heat in one phase: θ̇ C + matrix θ = right.
struct HeatEquations: Sendable {
  var matrix: SymmetricMatrix
  var right: [Double]
  /// What leaves through the surface is `surfaceLoss`·θ + `surfaceOffset`, in W.
  var surfaceLoss: [Double]
  var surfaceOffset: Double
}

/// Σ aᵢ bᵢ, in the order of the nodes.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}
