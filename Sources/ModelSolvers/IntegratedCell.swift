import ConstitutiveModels
import Models
import ReferenceElements
import Tensors

/// What an element integrates: gradients of its shapes at points, and the volume of each.
///
/// A cell of the mesh, or the patch of cells around a node over which a nodal average is taken: a cell with one point
/// and the mean gradients of all.
struct IntegratedCell {
  /// Indices of nodes.
  var nodes: [Int32]
  /// The slopes of its shapes; nil for a patch.
  var table: SlopeTable?
  /// ∇N of a patch, at its one point; empty for a cell.
  var gradients: [Vector3]
  /// w det(∂X/∂ξ) of each point.
  var volumes: [Double]
  var material: BoundConstitution
  var volumetric: VolumetricEnergy?
  var share: StressShare
  /// Whether the pressure is one for all points.
  var hasMeanDilatation: Bool
  /// Index of the first point among all points.
  var firstPoint: Int

  var pointCount: Int { volumes.count }

  /// Whether its tangent is symmetric; a share of a deviator need not have an energy.
  var isSymmetric: Bool { share == .whole }
}

/// Which part of the stress a cell bears; of two that overlap, each bears its own.
enum StressShare: Equatable {
  case whole
  /// α of it, or of its deviator.
  case part(Double, ofDeviator: Bool)
  /// All but that.
  case rest(Double, ofDeviator: Bool)

  func applied(to S: StrainTensor, at C: StrainTensor) -> StrainTensor {
    switch self {
    case .whole: S
    case .part(let alpha, let isDeviator): alpha * (isDeviator ? S.deviator(in: C) : S)
    case .rest(let alpha, true): S - alpha * S.deviator(in: C)
    case .rest(let alpha, false): (1 - alpha) * S
    }
  }
}

/// Why a model cannot be computed.
public enum ModelError: Error, Equatable, Sendable {
  /// A cell has no volume, or its nodes are in the wrong order.
  case inverted(cell: Int, block: String)
  /// The axes or tables of a material have no value in a cell.
  case unbound(cell: Int, block: String, what: String)
  /// A pressure of its own asked of a material that has none.
  case notUncoupled(block: String, material: String)
  /// A step did not converge, even after it was shortened.
  case diverged(step: String, time: Double, reason: String)
  /// A matrix that could not be factorized.
  case singular(step: String, time: Double)
}

extension ModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .inverted(let cell, let block):
      "cell \(cell) of \"\(block)\" has no positive volume: its nodes are in another order, or coincide"
    case .unbound(let cell, let block, let what):
      "cell \(cell) of \"\(block)\" has no \(what)"
    case .notUncoupled(let block, let material):
      "\"\(block)\": a three-field element needs an uncoupled material, and \"\(material)\" is none"
    case .diverged(let step, let time, let reason):
      "step \"\(step)\": no convergence at time \(time): \(reason)"
    case .singular(let step, let time):
      "step \"\(step)\": the equations at time \(time) are singular: is the body held?"
    }
  }
}

extension CellShape {
  /// The rule that decks mean when they name none.
  ///
  /// - Source: *FEBio User Manual*, "element types".
  public var deckQuadrature: Quadrature {
    switch self {
    case .tetrahedron4: .tetrahedron1
    case .tetrahedron10: .tetrahedron8
    case .wedge15: .wedge(.degree5, pointsThroughThickness: 3)
    default: quadrature
    }
  }
}

extension ModelBlock {
  /// The rule of the formulation; only quadratic bricks and wedges have a reduced one that needs no stabilization.
  ///
  /// - Source: Dhondt, *CalculiX CrunchiX User's Manual*, version 2.20, §6.2: C3D20R has 8 points, C3D15 has 9.
  var quadrature: Quadrature {
    switch (formulation, shape) {
    case (.reduced, .hexahedron20): .cube(pointsPerLine: 2)
    case (.reduced, .wedge15): .wedge(.degree2, pointsThroughThickness: 3)
    default: shape.deckQuadrature
    }
  }
}

/// The cells of a model with what they integrate.
struct IntegratedCells {
  private(set) var all: [IntegratedCell] = []
  /// For each cell of the mesh, its place in `all`.
  private(set) var meshCells: [Int] = []
  private(set) var pointCount = 0

  init(_ model: Model) throws(ModelError) {
    var cellIndex = 0
    for block in model.blocks {
      try append(block, of: model, firstCell: cellIndex)
      cellIndex += block.count
    }
  }

  private mutating func append(_ block: ModelBlock, of model: Model, firstCell: Int)
    throws(ModelError)
  {
    let material = model.materials[block.material]
    let reference = block.shape.reference
    let rule = block.quadrature
    let slopes = rule.points.map { reference.gradients(at: $0) }
    let table = SlopeTable(block.shape, rule: rule)
    var (share, isMean) = (StressShare.whole, false)
    switch block.formulation {
    case .displacement, .reduced: break
    case .meanDilatation:
      isMean = true
      if material.volumetric == nil {
        throw .notUncoupled(block: block.name, material: material.name)
      }
    case .nodalAverage(let alpha, let isDeviator): share = .part(alpha, ofDeviator: isDeviator)
    }
    var uniform: BoundConstitution?
    let first = all.count
    for cell in 0..<block.count {
      let nodes = Array(block.nodes(ofCell: cell))
      let positions = nodes.map { model.positions[Int($0)] }
      let tables = model.tables.compactMapValues { $0[firstCell + cell] }
      let bound: BoundConstitution
      if let uniform {
        bound = uniform
      } else {
        do throws(UnboundMaterial) {
          bound = try material.constitution.bound(
            to: CellFrame(nodes: positions, tables: tables))
        } catch {
          throw .unbound(cell: block.numbers[cell], block: block.name, what: error.what)
        }
        if material.constitution.isUniform { uniform = bound }
      }
      var integrated = IntegratedCell(
        nodes: nodes, table: table, gradients: [], volumes: [], material: bound,
        volumetric: material.volumetric, share: share, hasMeanDilatation: isMean,
        firstPoint: pointCount)
      for (weight, slopes) in zip(rule.weights, slopes) {
        var jacobian = Matrix3.zero
        for (X, g) in zip(positions, slopes) { jacobian = jacobian + Matrix3(outer: X, g) }
        let volume = weight * jacobian.determinant
        guard volume > 0 else {
          throw .inverted(cell: block.numbers[cell], block: block.name)
        }
        integrated.volumes.append(volume)
      }
      pointCount += integrated.pointCount
      meshCells.append(all.count)
      all.append(integrated)
    }
    if case .nodalAverage(let alpha, let isDeviator) = block.formulation {
      let corners = slopes[0]
      appendPatches(of: first..<all.count, share: .rest(alpha, ofDeviator: isDeviator)) { cell in
        var jacobian = Matrix3.zero
        for (node, g) in zip(cell.nodes, corners) {
          jacobian = jacobian + Matrix3(outer: model.positions[Int(node)], g)
        }
        let toReference = jacobian.inverse.transpose
        return corners.map { toReference * $0 }
      }
    }
  }

  /// A cell around each node: a quarter of every tetrahedron at it, with the mean of their gradients.
  private mutating func appendPatches(
    of cells: Range<Int>, share: StressShare, gradientsOf: (IntegratedCell) -> [Vector3]
  ) {
    var cellsOfNode: [Int32: [Int]] = [:]
    for cell in cells {
      for node in all[cell].nodes { cellsOfNode[node, default: []].append(cell) }
    }
    for node in cellsOfNode.keys.sorted() {
      let around = cellsOfNode[node] ?? []
      let volume = around.reduce(0) { $0 + 0.25 * all[$1].volumes[0] }
      var (nodes, gradients, places): ([Int32], [Vector3], [Int32: Int]) = ([], [], [:])
      for cell in around {
        let weight = 0.25 * all[cell].volumes[0] / volume
        for (other, g) in zip(all[cell].nodes, gradientsOf(all[cell])) {
          if let place = places[other] {
            gradients[place] += weight * g
          } else {
            places[other] = nodes.count
            nodes.append(other)
            gradients.append(weight * g)
          }
        }
      }
      all.append(
        IntegratedCell(
          nodes: nodes, table: nil, gradients: gradients, volumes: [volume],
          material: all[around[0]].material, volumetric: all[around[0]].volumetric, share: share,
          hasMeanDilatation: false, firstPoint: pointCount))
      pointCount += 1
    }
  }
}
