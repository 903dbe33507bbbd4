import ConstitutiveModels
import Models
import ReferenceElements
import SparseAlgebra
import Tensors

/// A model ready to be assembled: forces and tangent at any displacement.
struct ModelBody {
  let model: Model
  let cells: IntegratedCells
  let chunks: [CellChunk]
  /// Whether any material remembers what it went through.
  let hasMemory: Bool
  let threads: Int
  /// What the points remember at the beginning of a step.
  var histories: [[Double]]
  /// Fc of the points; empty where no prestrain is corrected.
  var corrections: [Matrix3]
  /// Multipliers of the volume, one per integrated cell; empty without augmentation.
  var multipliers: [Double]

  init(_ model: Model, threads: Int) throws(ModelError) {
    self.model = model
    self.threads = threads
    cells = try IntegratedCells(model)
    chunks = CellChunk.chunks(of: cells.all)
    hasMemory = cells.all.contains { !$0.material.isMemoryless }
    histories = Array(repeating: [], count: cells.pointCount)
    corrections =
      model.prestrainCorrection == nil ? [] : Array(repeating: .identity, count: cells.pointCount)
    let isAugmented = model.blocks.contains { $0.formulation.augmented != nil }
    multipliers = isAugmented ? Array(repeating: 0, count: cells.all.count) : []
  }

  /// Everything that a displacement gives.
  struct Response {
    /// Internal less external force at each node.
    var residual: [Vector3]
    /// The norm of the forces of all cells, unassembled: what a residual is measured by.
    var forceScale: Double
    var histories: [[Double]]
    /// Mean Cauchy stress, Green–Lagrange strain and J of each integrated cell.
    var stresses: [Matrix3]
    var strains: [Matrix3]
    var volumeRatios: [Double]
  }

  /// A step in time, and where the nodes are at both ends.
  struct Instant {
    var time: Double
    var step: Double
    var displacements: [Vector3]
    var before: [Vector3]
  }

  /// The residual at an instant, and where it is wanted the tangent of cells and loads.
  ///
  /// - Parameters:
  ///   - instant: where the nodes are.
  ///   - loads: those that act.
  ///   - target: where the tangent is added.
  /// - Returns: the residual and what belongs to it.
  /// - Throws: `InvertedCell`.
  func response(at instant: Instant, loads: [ActiveLoad], target: TangentTarget? = nil)
    throws(InvertedCell) -> Response
  {
    let u = instant.displacements
    var result = Response(
      residual: Array(repeating: .zero, count: u.count), forceScale: 0, histories: [],
      stresses: [], strains: [], volumeRatios: [])
    let pass = CellPass(body: self, instant: instant, target: target, threads: threads)
    try pass.run(into: &result)
    for load in loads {
      load.add(
        at: instant.time, positions: model.positions, displacements: u,
        addForce: { result.residual[Int($0)] -= $1 },
        addTangent: target.map { target in { target.add($0, $1) } })
    }
    return result
  }
}

extension CellFormulation {
  var augmented: AugmentedPressure? {
    if case .meanDilatation(let augmented) = self { augmented } else { nil }
  }
}

/// A load as forces on nodes, or on facets that move.
struct ActiveLoad {
  private var scale: TimeValue
  private var nodal: [(node: Int32, force: Vector3)] = []
  private var surface: SurfaceLoad?

  init(_ load: Load, on model: Model) {
    scale = load.scale
    switch load.kind {
    case .nodal(let nodes, let force): nodal = nodes.map { (Int32($0), force) }
    case .pressure(let facets, true, let isSymmetrized):
      surface = SurfaceLoad(
        kind: .followingPressure(isSymmetrized: isSymmetrized), facets: facets)
    case .pressure(let facets, false, _):
      surface = SurfaceLoad(kind: .fixedPressure, facets: facets)
    case .traction(let facets, let t, true):
      surface = SurfaceLoad(kind: .deformedTraction(t), facets: facets)
    case .traction(let facets, let t, false):
      surface = SurfaceLoad(kind: .fixed(t), facets: facets)
    case .total(let facets, let force):
      var area = 0.0
      SurfaceLoad(kind: .fixed(Vector3(1, 0, 0)), facets: facets).add(
        scale: 1, positions: model.positions, displacements: [], addForce: { area += $1.x },
        addTangent: nil)
      surface = SurfaceLoad(kind: .fixed(force / area), facets: facets)
    case .gravity(let acceleration): nodal = Self.weights(of: model, acceleration)
    }
  }

  /// Whether its tangent is symmetric.
  var isSymmetric: Bool { surface?.isSymmetric ?? true }

  /// Whether its tangent has been made symmetric, at the cost of the rate of convergence.
  var isSymmetrized: Bool { surface?.isSymmetrized ?? false }

  /// Takes the tangent as it is from now on.
  mutating func becomeExact() { surface?.becomeExact() }

  func add(
    at time: Double, positions: [Vector3], displacements: [Vector3],
    addForce: (Int32, Vector3) -> Void, addTangent: (([Int32], [Double]) -> Void)?
  ) {
    let factor = scale.value(at: time)
    for (node, force) in nodal { addForce(node, force * factor) }
    surface?.add(
      scale: factor, positions: positions, displacements: displacements, addForce: addForce,
      addTangent: addTangent)
  }

  /// ∫ N ρ b dV in the undeformed body.
  private static func weights(of model: Model, _ b: Vector3) -> [(node: Int32, force: Vector3)] {
    var forces = [Vector3](repeating: .zero, count: model.positions.count)
    for block in model.blocks {
      let density = model.materials[block.material].density
      let (reference, rule) = (block.shape.reference, block.quadrature)
      for cell in 0..<block.count {
        let nodes = block.nodes(ofCell: cell)
        for (p, weight) in zip(rule.points, rule.weights) {
          var jacobian = Matrix3.zero
          for (node, g) in zip(nodes, reference.gradients(at: p)) {
            jacobian = jacobian + Matrix3(outer: model.positions[Int(node)], g)
          }
          let mass = density * weight * jacobian.determinant
          for (node, N) in zip(nodes, reference.shapes(at: p)) {
            forces[Int(node)] += (mass * N) * b
          }
        }
      }
    }
    return forces.enumerated().filter { $0.element != .zero }
      .map { (Int32($0.offset), $0.element) }
  }
}
