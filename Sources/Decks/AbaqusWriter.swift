import ConstitutiveModels
import Foundation
import Models
import ReferenceElements
import Tensors

/// Writes a model as an input file of Abaqus and CalculiX (`.inp`), which `AbaqusReader` reads back.
///
/// Static steps with geometric nonlinearity; supports and loads go in straight lines. Displacements of all nodes are asked
/// for at the end of every increment (`*NODE PRINT`, in CalculiX the `.dat` file).
///
/// - Source: Dhondt, *CalculiX CrunchiX User's Manual*, version 2.20.
public struct AbaqusWriter {
  private let model: Model
  private let sets: WrittenNodeSets
  private var lines: [String] = []

  /// The set of all nodes, and that of all elements.
  static let (allNodes, allCells) = ("NALL", "EALL")
  /// CalculiX reads a number in twenty columns.
  private static let columns = 20
  /// Dᵢ of a term 1/Dᵢ (J − 1)²ⁱ that is not there: for 0 CalculiX takes a value of its own.
  private static let noTerm = 1e20
  /// Residual force over the mean force, and correction over the increment, at which an increment has converged.
  ///
  /// CalculiX' own 0.005 and 0.01 leave errors of 1e-4 of the displacement.
  private static let tolerances = [1e-5, 1e-3]

  /// - Parameters:
  ///   - model: what is to be written.
  ///   - remarks: lines of the comment at the top.
  /// - Returns: the file.
  /// - Throws: `UnwritableModel` with the first thing that the format has no word for.
  public static func text(_ model: Model, remarks: [String] = []) throws(UnwritableModel) -> String
  {
    var writer = AbaqusWriter(model)
    for remark in remarks { writer.lines.append("** \(remark)") }
    try writer.write()
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private init(_ model: Model) { (self.model, sets) = (model, WrittenNodeSets(model)) }

  private static func unwritable(_ what: String) -> UnwritableModel {
    UnwritableModel(format: "CalculiX (.inp)", what: what)
  }

  /// A number in twenty columns: fourteen digits where all do not fit.
  static func number(_ value: Double) -> String {
    let exact = "\(value)"
    return exact.count <= columns ? exact : String(format: "%.13e", value)
  }

  private mutating func write() throws(UnwritableModel) {
    lines += ["*HEADING", model.title.isEmpty ? "Turgor" : model.title]
    try writeMesh()
    for (index, material) in model.materials.enumerated() { try write(material, index: index) }
    for (index, block) in model.blocks.enumerated() {
      lines.append(
        "*SOLID SECTION, ELSET=\(elementSet(index)), MATERIAL=\(materialName(block.material))")
    }
    let surfaces = try writeSurfaces()
    let held = model.supports.filter(isHeld)
    if !held.isEmpty { lines.append("*BOUNDARY") }
    lines += held.map { "\(sets.name(of: $0.nodes)), \($0.axis + 1)" }
    var start = 0.0
    for (index, step) in model.steps.enumerated() {
      try write(step, index: index, from: start, surfaces)
      start += step.duration
    }
  }

  /// Whether a support keeps nodes where they are in every step.
  private func isHeld(_ support: Support) -> Bool {
    support.value == TimeValue(0) && support.steps == nil
  }

  // MARK: - Mesh

  private mutating func writeMesh() throws(UnwritableModel) {
    lines.append("*NODE, NSET=\(Self.allNodes)")
    for (number, X) in zip(model.nodeNumbers, model.positions) {
      lines.append("\(number), \(Self.numbers([X.x, X.y, X.z]))")
    }
    for (index, block) in model.blocks.enumerated() { try write(block, index: index) }
    lines.append("*ELSET, ELSET=\(Self.allCells)")
    lines += model.blocks.indices.map { elementSet($0) }
    for (name, nodes) in sets.sets {
      lines.append("*NSET, NSET=\(name)")
      lines += Self.rows(nodes.map { "\(model.nodeNumbers[$0])" })
    }
  }

  private func elementSet(_ block: Int) -> String {
    "\(WrittenNodeSets.plain(model.blocks[block].name))_E\(block + 1)"
  }

  private func materialName(_ index: Int) -> String {
    "\(WrittenNodeSets.plain(model.materials[index].name))_M\(index + 1)"
  }

  private mutating func write(_ block: ModelBlock, index: Int) throws(UnwritableModel) {
    let material = model.materials[block.material]
    let type = AbaqusCell.allCases.first {
      $0.shape == block.shape && $0.formulation(of: material) == block.formulation
    }
    guard let type else {
      throw Self.unwritable(
        "elements \(block.name): \(block.shape.rawValue) as \(block.formulation)")
    }
    lines.append("*ELEMENT, TYPE=\(type.rawValue), ELSET=\(elementSet(index))")
    for (cell, number) in block.numbers.enumerated() {
      let words = block.nodes(ofCell: cell).map { "\(model.nodeNumbers[Int($0)])" }
      lines += Self.rows(["\(number)"] + words, isOneRecord: true)
    }
  }

  /// Lines of words with commas between them; of one record, each but the last ends with a comma.
  private static func rows(_ words: [String], isOneRecord: Bool = false) -> [String] {
    // At most sixteen entries stand in a line.
    stride(from: 0, to: words.count, by: 16).map { first in
      let end = min(first + 16, words.count)
      return words[first..<end].joined(separator: ", ")
        + (isOneRecord && end < words.count ? "," : "")
    }
  }

  private static func numbers(_ values: [Double]) -> String {
    values.map(number).joined(separator: ", ")
  }

  // MARK: - Materials

  private mutating func write(_ material: ModelMaterial, index: Int) throws(UnwritableModel) {
    lines.append("*MATERIAL, NAME=\(materialName(index))")
    let place = "material \(material.name): "
    guard case .law(let law) = material.constitution else {
      throw Self.unwritable(place + "laws put together, axes, relaxation, growth or prestrain")
    }
    if let solid = law as? SaintVenantKirchhoff, material.volumetric == nil {
      let (mu, lambda) = (solid.mu, solid.lambda)
      let E = mu * (3 * lambda + 2 * mu) / (lambda + mu)
      lines += ["*ELASTIC", Self.numbers([E, 0.5 * lambda / (lambda + mu)])]
    } else {
      guard let volumetric = material.volumetric, volumetric.form == .quadratic else {
        throw Self.unwritable(place + "a volume energy other than K/2 (J − 1)²")
      }
      let D = 2 / volumetric.bulkModulus
      switch law {
      case let solid as MooneyRivlinSolid where solid.c2 == 0:
        lines += ["*HYPERELASTIC, NEO HOOKE", Self.numbers([solid.c1, D])]
      case let solid as MooneyRivlinSolid:
        lines += ["*HYPERELASTIC, MOONEY-RIVLIN", Self.numbers([solid.c1, solid.c2, D])]
      case let solid as YeohSolid where solid.coefficients.count <= 3:
        let zeros = Array(repeating: 0.0, count: 3 - solid.coefficients.count)
        let constants = solid.coefficients + zeros + [D, Self.noTerm, Self.noTerm]
        lines += ["*HYPERELASTIC, YEOH", Self.numbers(constants)]
      case let solid as OgdenSolid where solid.terms.count <= 3:
        let count = solid.terms.count
        let D = [D] + Array(repeating: Self.noTerm, count: count - 1)
        let constants = solid.terms.flatMap { [0.5 * $0.modulus, $0.exponent] } + D
        lines.append("*HYPERELASTIC, OGDEN, N=\(count)")
        // Eight constants stand in a line.
        lines += stride(from: 0, to: constants.count, by: 8).map {
          Self.numbers(Array(constants[$0..<min($0 + 8, constants.count)]))
        }
      default: throw Self.unwritable(place + "the law \(type(of: law))")
      }
    }
    lines += ["*DENSITY", Self.number(material.density)]
  }

  // MARK: - Steps

  /// Surfaces of the loads that press, by the index of the load.
  private mutating func writeSurfaces() throws(UnwritableModel) -> [Int: String] {
    var names: [Int: String] = [:]
    let faces = CellFaces(model)
    for (index, load) in model.loads.enumerated() {
      guard case .pressure(let facets, let follows, _) = load.kind else { continue }
      guard follows else {
        throw Self.unwritable("load \(load.name): a pressure that does not follow the surface")
      }
      let name = "\(WrittenNodeSets.plain(load.name))_P\(index + 1)"
      lines.append("*SURFACE, NAME=\(name), TYPE=ELEMENT")
      for facet in facets {
        guard let (cell, face) = faces.face(of: facet) else {
          throw Self.unwritable("load \(load.name): a facet that is no face of an element")
        }
        lines.append("\(cell), S\(face + 1)")
      }
      names[index] = name
    }
    return names
  }

  private mutating func write(
    _ step: LoadStep, index: Int, from start: Double, _ surfaces: [Int: String]
  ) throws(UnwritableModel) {
    lines += ["*STEP, NLGEOM, INC=10000", step.stepping == nil ? "*STATIC, DIRECT" : "*STATIC"]
    var times = [step.stepSize, step.duration]
    if let stepping = step.stepping {
      times += [stepping.smallest, stepping.largest.value(at: start)]
    }
    lines.append(Self.numbers(times))
    lines += ["*CONTROLS, PARAMETERS=FIELD", Self.numbers(Self.tolerances)]
    let clock = start...start + step.duration
    for support in model.supports where !isHeld(support) {
      guard support.steps == nil, !support.isRelative else {
        throw Self.unwritable(
          "support \(support.name): one that holds in some steps only, or counts from where it is")
      }
      let value = try end(of: support.value, clock, "support \(support.name)")
      let (set, axis) = (sets.name(of: support.nodes), support.axis + 1)
      lines += ["*BOUNDARY", "\(set), \(axis), \(axis), \(Self.number(value))"]
    }
    try writeForces(during: clock)
    for (number, load) in model.loads.enumerated() {
      let value = try end(of: load.scale, clock, "load \(load.name)")
      // What has not begun, and what was over before.
      if value == 0 && (index == 0 || load.scale.value(at: start) == 0) { continue }
      switch load.kind {
      case .nodal: break
      case .gravity(let g):
        let n = g.normalized
        lines += [
          "*DLOAD",
          "\(Self.allCells), GRAV, \(Self.numbers([value * g.length, n.x, n.y, n.z]))",
        ]
      case .pressure: lines += ["*DSLOAD", "\(surfaces[number] ?? ""), P, \(Self.number(value))"]
      case .traction, .total:
        throw Self.unwritable("load \(load.name): a traction of fixed direction")
      }
    }
    lines += ["*NODE PRINT, NSET=\(Self.allNodes)", "U", "*END STEP"]
  }

  /// The sum of all nodal loads at each node: of two on one node CalculiX would take the last.
  private mutating func writeForces(during clock: ClosedRange<Double>) throws(UnwritableModel) {
    var forces: [Int: Vector3] = [:]
    for load in model.loads {
      guard load.steps == nil else {
        throw Self.unwritable("load \(load.name): one that acts in some steps only")
      }
      guard case .nodal(let nodes, let force) = load.kind else { continue }
      let value = try end(of: load.scale, clock, "load \(load.name)")
      for node in nodes { forces[node, default: .zero] += value * force }
    }
    if !forces.isEmpty { lines.append("*CLOAD") }
    for (node, force) in forces.sorted(by: { $0.key < $1.key }) {
      lines += (0..<3).map {
        "\(model.nodeNumbers[node]), \($0 + 1), \(Self.number(force[$0]))"
      }
    }
  }

  /// The value at the end of a step, to which it must go in a straight line.
  private func end(of value: TimeValue, _ clock: ClosedRange<Double>, _ what: String)
    throws(UnwritableModel) -> Double
  {
    let (first, last) = (value.value(at: clock.lowerBound), value.value(at: clock.upperBound))
    // The first step begins without load, whatever the course.
    let begin = clock.lowerBound == 0 ? 0 : first
    for part in [0.25, 0.5, 0.75] {
      let time = clock.lowerBound + part * (clock.upperBound - clock.lowerBound)
      let straight = begin + part * (last - begin)
      guard abs(value.value(at: time) - straight) <= 1e-9 * max(abs(begin), abs(last)) else {
        throw Self.unwritable("\(what): a course within a step that is no straight line")
      }
    }
    return last
  }
}

/// Which face of which cell a facet is.
private struct CellFaces {
  private typealias Place = (cell: Int, face: Int, nodes: [Int32])
  private var places: [[Int32]: [Place]] = [:]

  init(_ model: Model) {
    for block in model.blocks {
      for (cell, number) in block.numbers.enumerated() {
        let nodes = Array(block.nodes(ofCell: cell))
        for (face, corners) in block.shape.faces.enumerated() {
          let own = corners.nodes.map { nodes[$0] }
          places[own.sorted(), default: []].append((number, face, own))
        }
      }
    }
  }

  /// Number of the cell and index of the face with the same nodes in the same turn: between two cells, the one behind it.
  func face(of facet: Facet) -> (cell: Int, face: Int)? {
    let corners = facet.shape.linear.nodeCount
    let found = places[facet.nodes.sorted()]?.first { place in
      let first = place.nodes.prefix(corners).firstIndex(of: facet.nodes[0])
      return first.map { place.nodes[($0 + 1) % corners] } == facet.nodes[1]
    }
    return found.map { ($0.cell, $0.face) }
  }
}
