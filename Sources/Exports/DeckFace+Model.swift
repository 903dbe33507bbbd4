import Assembly
import ConstitutiveModels
import Foundation
import Materials
import Meshes
import Models
import Tensors

extension DeckFace {
  /// The unit of a deck: mm, N, s, and with them MPa and t.
  public static let units = "mm, N, s, MPa, t"
  private static let (millimetres, megapascals, tonnesPerCubicMillimetre) = (1e3, 1e-6, 1e-12)

  /// The face as a model, in mm, N, s, MPa and t; one second for each step.
  public var model: Model {
    var model = Model()
    model.title = title
    model.nodeNumbers = solid.mesh.positions.indices.map { $0 + 1 }
    model.positions = solid.mesh.positions.map { Self.millimetres * $0 }
    addCells(to: &model)
    addSupports(to: &model)
    addLoads(to: &model)
    model.steps = steps.map {
      LoadStep(
        name: $0.name, duration: 1, stepSize: 1,
        stepping: AdaptiveStepping(
          optimalIterations: 10, smallest: 1e-4, largest: TimeValue(1)))
    }
    return model
  }

  /// Cells of one material are a block; numbers go on through the blocks of the mesh.
  private func addCells(to model: inout Model) {
    var first = 1
    for (block, region) in zip(solid.mesh.blocks, solid.regions) {
      var groups: [[Double]: Int] = [:]
      var cells: [[Int]] = []
      for cell in 0..<block.count {
        let key = region.material(ofCell: cell).constants + [region.density(ofCell: cell)]
        if let group = groups[key] {
          cells[group].append(cell)
        } else {
          groups[key] = cells.count
          cells.append([cell])
        }
      }
      for (group, own) in cells.enumerated() {
        let name = cells.count == 1 ? block.region : "\(block.region) \(group + 1)"
        let material = region.material(ofCell: own[0])
        let density = region.density(ofCell: own[0])
        model.blocks.append(
          ModelBlock(
            name: name, shape: block.shape, numbers: own.map { first + $0 },
            nodes: own.flatMap { Array(block.nodes(ofCell: $0)) }, material: model.materials.count,
            formulation: program.formulation(of: block.shape)))
        model.materials.append(
          ModelMaterial(
            name: name, density: Self.tonnesPerCubicMillimetre * density,
            constitution: .law(material.strainLaw(scale: Self.megapascals)),
            volumetric: VolumetricEnergy(
              material.volumetric.deckForm,
              bulkModulus: Self.megapascals * material.constant("bulk_modulus"))))
      }
      first += block.count
    }
  }

  private func addSupports(to model: inout Model) {
    let held = solid.constrained.indices.filter { solid.constrained[$0][0] }
    let moved = Set(
      steps.flatMap { step in held.filter { (step.ground?[$0] ?? .zero) != .zero } })
    let still = held.filter { !moved.contains($0) }
    for axis in 0..<3 {
      model.supports.append(Support(name: "held", nodes: still, axis: axis))
      for node in moved.sorted() {
        let course = steps.map { $0.ground.map { Self.millimetres * $0[node][axis] } ?? 0 }
        model.supports.append(
          Support(name: "moved", nodes: [node], axis: axis, value: Self.value(course)))
      }
    }
  }

  private func addLoads(to model: inout Model) {
    var directions: [Vector3] = []
    for step in steps where step.gravity != .zero && !directions.contains(step.gravity) {
      directions.append(step.gravity)
    }
    for gravity in directions {
      model.loads.append(
        Load(
          name: "weight", kind: .gravity(Self.millimetres * gravity),
          scale: Self.value(steps.map { $0.gravity == gravity ? 1 : 0 })))
    }
    for (index, step) in steps.enumerated() {
      let course = Self.value(steps.indices.map { $0 == index ? 1 : 0 })
      for (node, force) in step.load.enumerated() where force != .zero {
        model.loads.append(
          Load(name: "load", kind: .nodal(nodes: [node], force), scale: course))
      }
    }
  }

  /// Zero at first, then straight lines to values at the ends of the steps.
  private static func value(_ ends: [Double]) -> TimeValue {
    let points = ([0] + ends).enumerated().map { SIMD2(Double($0), $1) }
    return TimeValue(1, curve: LoadCurve(points: points))
  }
}

extension Material {
  /// The law in the words of a deck, moduli multiplied by `scale`.
  fileprivate func strainLaw(scale: Double) -> any StrainLaw {
    func c(_ name: String) -> Double { scale * constant(name) }
    switch law {
    case .neoHookean: return MooneyRivlinSolid(c1: 0.5 * c("shear_modulus"), c2: 0)
    case .mooneyRivlin: return MooneyRivlinSolid(c1: c("c10"), c2: c("c01"))
    case .yeoh: return YeohSolid(coefficients: [c("c10"), c("c20"), c("c30")])
    case .verondaWestmann: return VerondaWestmannSolid(c1: c("c1"), c2: constant("c2"))
    case .fungExponential:
      return ExponentialDistortion(mu: c("shear_modulus"), beta: constant("b"))
    case .ogden:
      return OgdenSolid(
        terms: ogdenTerms.map { (modulus: 2 * scale * $0.mu, exponent: $0.alpha) })
    case .gasserOgdenHolzapfel:
      preconditionFailure("a law with fibres has been replaced before it is written")
    }
  }
}

extension VolumetricLaw {
  fileprivate var deckForm: VolumetricEnergy.Form {
    switch self {
    case .logarithmic: .logarithmic
    case .quadratic: .quadratic
    case .simoTaylor: .simoTaylor
    }
  }
}
