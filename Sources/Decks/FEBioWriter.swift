import ConstitutiveModels
import Foundation
import Models
import ReferenceElements
import Tensors

/// Writes a model as an input file of FEBio (`.feb`, specification 4.0), which `FEBioReader` reads back.
///
/// - Source: *FEBio User Manual*, version 4.
public struct FEBioWriter {
  private let model: Model
  private let sets: WrittenNodeSets
  private var curves: [LoadCurve] = []
  private var lines: [String] = []

  /// - Parameters:
  ///   - model: what is to be written.
  ///   - remarks: lines of the comment at the top.
  /// - Returns: the file.
  /// - Throws: `UnwritableModel` with the first thing that the format, or this writer, has no word for.
  public static func text(_ model: Model, remarks: [String] = []) throws(UnwritableModel) -> String
  {
    var writer = FEBioWriter(model)
    writer.lines.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    if !remarks.isEmpty {
      // Two dashes would end the comment.
      let safe = remarks.map { $0.replacing("--", with: "- -") }
      writer.lines += ["<!--"] + safe + ["-->"]
    }
    try writer.write()
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private init(_ model: Model) { (self.model, sets) = (model, WrittenNodeSets(model)) }

  private static func unwritable(_ what: String) -> UnwritableModel {
    UnwritableModel(format: "FEBio (.feb)", what: what)
  }

  private mutating func write() throws(UnwritableModel) {
    guard model.prestrainCorrection == nil, model.tables.isEmpty else {
      throw Self.unwritable("prestrains, and axes of single elements, as this writer goes")
    }
    lines += ["<febio_spec version=\"4.0\">", "<Module type=\"solid\"/>"]
    if let only = model.steps.first, model.steps.count == 1 { lines += try control(only) }
    lines.append("<Material>")
    for (index, material) in model.materials.enumerated() {
      lines += try FEBioLaw.lines(material, id: index + 1, name: materialName(index))
    }
    lines.append("</Material>")
    try writeMesh()
    writeSupports()
    try writeLoads()
    writeCurves()
    if model.steps.count > 1 {
      lines.append("<Step>")
      for (index, step) in model.steps.enumerated() {
        lines.append("<step id=\"\(index + 1)\" name=\"\(Self.escaped(step.name))\">")
        lines += try control(step) + ["</step>"]
      }
      lines.append("</Step>")
    }
    lines += [
      "<Output>", "<plotfile type=\"febio\">", "<var type=\"displacement\"/>",
      "<var type=\"stress\"/>", "</plotfile>", "<logfile>",
      "<node_data data=\"ux;uy;uz\" delim=\",\"/>", "</logfile>", "</Output>", "</febio_spec>",
    ]
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private static func list(_ v: Vector3) -> String { "\(v.x),\(v.y),\(v.z)" }

  // MARK: - Mesh

  private func partName(_ block: Int) -> String {
    "\(WrittenNodeSets.plain(model.blocks[block].name))_P\(block + 1)"
  }

  private func materialName(_ index: Int) -> String {
    "\(WrittenNodeSets.plain(model.materials[index].name))_M\(index + 1)"
  }

  private mutating func writeMesh() throws(UnwritableModel) {
    lines += ["<Mesh>", "<Nodes name=\"all\">"]
    for (number, X) in zip(model.nodeNumbers, model.positions) {
      lines.append("<node id=\"\(number)\">\(Self.list(X))</node>")
    }
    lines.append("</Nodes>")
    for (index, block) in model.blocks.enumerated() {
      guard let type = FEBioCell.allCases.first(where: { $0.shape == block.shape }) else {
        throw Self.unwritable("elements \(block.name): \(block.shape.rawValue)")
      }
      lines.append("<Elements type=\"\(type.rawValue)\" name=\"\(partName(index))\">")
      for (cell, number) in block.numbers.enumerated() {
        let own = Array(block.nodes(ofCell: cell))
        var nodes = own
        for (place, source) in type.order.enumerated() { nodes[source] = own[place] }
        let words = nodes.map { "\(model.nodeNumbers[Int($0)])" }
        lines.append("<elem id=\"\(number)\">\(words.joined(separator: ","))</elem>")
      }
      lines.append("</Elements>")
    }
    for (name, nodes) in sets.sets {
      let words = nodes.map { "\(model.nodeNumbers[$0])" }
      lines.append("<NodeSet name=\"\(name)\">\(words.joined(separator: ","))</NodeSet>")
    }
    for node in loadedNodes {
      let number = model.nodeNumbers[node]
      lines.append("<NodeSet name=\"N\(number)\">\(number)</NodeSet>")
    }
    for (index, load) in model.loads.enumerated() {
      guard case .pressure(let facets, _, _) = load.kind else { continue }
      lines.append("<Surface name=\"\(surfaceName(index))\">")
      for (number, facet) in facets.enumerated() {
        guard let tag = facet.shape.febioFacet else {
          throw Self.unwritable("load \(load.name): facets of \(facet.shape.rawValue)")
        }
        let words = facet.nodes.map { "\(model.nodeNumbers[Int($0)])" }
        lines.append("<\(tag) id=\"\(number + 1)\">\(words.joined(separator: ","))</\(tag)>")
      }
      lines.append("</Surface>")
    }
    lines += ["</Mesh>", "<MeshDomains>"]
    for (index, block) in model.blocks.enumerated() {
      let type: String
      switch block.formulation {
      case .displacement: type = "elastic-solid"
      case .meanDilatation(nil): type = "three-field-solid"
      case .meanDilatation, .nodalAverage, .reduced:
        throw Self.unwritable("elements \(block.name): \(block.formulation), as this writer goes")
      }
      lines.append(
        "<SolidDomain name=\"\(partName(index))\" mat=\"\(materialName(block.material))\" type=\"\(type)\"/>"
      )
    }
    lines.append("</MeshDomains>")
  }

  /// Nodes that nodal loads act on, in ascending order.
  private var loadedNodes: [Int] {
    Set(
      model.loads.flatMap { load -> [Int] in
        if case .nodal(let nodes, _) = load.kind { nodes } else { [] }
      }
    ).sorted()
  }

  private func surfaceName(_ load: Int) -> String {
    "\(WrittenNodeSets.plain(model.loads[load].name))_S\(load + 1)"
  }

  // MARK: - Supports and loads

  /// The attribute that names the curve of a value, if it follows one.
  private mutating func curve(_ value: TimeValue) -> String {
    guard let curve = value.curve else { return "" }
    if let known = curves.firstIndex(of: curve) { return " lc=\"\(known + 1)\"" }
    curves.append(curve)
    return " lc=\"\(curves.count)\""
  }

  private mutating func writeSupports() {
    lines.append("<Boundary>")
    for (index, support) in model.supports.enumerated() {
      let (set, axis) = (sets.name(of: support.nodes), ["x", "y", "z"][support.axis])
      let head = "<bc name=\"\(set)_\(index + 1)\" node_set=\"\(set)\" type="
      if support.value == TimeValue(0) && !support.isRelative {
        let flags = ["x", "y", "z"].map { "<\($0)_dof>\($0 == axis ? 1 : 0)</\($0)_dof>" }
        lines.append(head + "\"zero displacement\">\(flags.joined())</bc>")
      } else {
        lines.append(
          head + "\"prescribed displacement\"><dof>\(axis)</dof><value\(curve(support.value))>"
            + "\(support.value.factor)</value><relative>\(support.isRelative ? 1 : 0)</relative></bc>"
        )
      }
    }
    lines.append("</Boundary>")
  }

  private mutating func writeLoads() throws(UnwritableModel) {
    guard model.loads.allSatisfy({ $0.steps == nil }),
      model.supports.allSatisfy({ $0.steps == nil })
    else { throw Self.unwritable("loads and supports of some steps only, as this writer goes") }
    guard !model.loads.isEmpty else { return }
    lines.append("<Loads>")
    for (index, load) in model.loads.enumerated() {
      let lc = curve(load.scale)
      switch load.kind {
      case .nodal(let nodes, let force):
        for node in nodes {
          lines.append(
            "<nodal_load type=\"nodal_force\" node_set=\"N\(model.nodeNumbers[node])\"><value\(lc)>"
              + "\(Self.list(load.scale.factor * force))</value></nodal_load>")
        }
      case .gravity(let g):
        // FEBio pushes against the vector.
        lines.append(
          "<body_load type=\"body force\"><force\(lc)>\(Self.list(-load.scale.factor * g))</force></body_load>"
        )
      case .pressure(_, let follows, let isSymmetrized):
        lines.append(
          "<surface_load type=\"pressure\" surface=\"\(surfaceName(index))\"><pressure\(lc)>"
            + "\(load.scale.factor)</pressure><linear>\(follows ? 0 : 1)</linear>"
            + "<symmetric_stiffness>\(isSymmetrized ? 1 : 0)</symmetric_stiffness></surface_load>")
      case .traction, .total:
        throw Self.unwritable("load \(load.name): a traction, as this writer goes")
      }
    }
    lines.append("</Loads>")
  }

  private mutating func writeCurves() {
    guard !curves.isEmpty else { return }
    lines.append("<LoadData>")
    for (index, curve) in curves.enumerated() {
      lines += [
        "<load_controller id=\"\(index + 1)\" type=\"loadcurve\">",
        "<interpolate>\(curve.interpolation.rawValue)</interpolate>",
        "<extend>\(curve.extending.rawValue)</extend>", "<points>",
      ]
      lines += curve.points.map { "<pt>\($0.x),\($0.y)</pt>" }
      lines += ["</points>", "</load_controller>"]
    }
    lines.append("</LoadData>")
  }

  private func control(_ step: LoadStep) throws(UnwritableModel) -> [String] {
    let count = (step.duration / step.stepSize).rounded()
    guard count >= 1, abs(count * step.stepSize - step.duration) <= 1e-9 * step.duration else {
      throw Self.unwritable("step \(step.name): a duration that is no multiple of the step in time")
    }
    var lines = [
      "<Control>", "<analysis>STATIC</analysis>", "<time_steps>\(Int(count))</time_steps>",
      "<step_size>\(step.stepSize)</step_size>",
    ]
    if let stepping = step.stepping {
      guard stepping.largest.curve == nil else {
        throw Self.unwritable("step \(step.name): must-points, as this writer goes")
      }
      lines.append(
        "<time_stepper type=\"default\"><max_retries>\(stepping.retries)</max_retries><opt_iter>"
          + "\(stepping.optimalIterations)</opt_iter><dtmin>\(stepping.smallest)</dtmin><dtmax>"
          + "\(stepping.largest.factor)</dtmax></time_stepper>")
    }
    return lines + ["</Control>"]
  }
}

extension CellShape {
  /// FEBio's name of a facet; nil for a cell.
  fileprivate var febioFacet: String? {
    switch self {
    case .triangle3: "tri3"
    case .triangle6: "tri6"
    case .triangle7: "tri7"
    case .quadrilateral4: "quad4"
    case .quadrilateral8: "quad8"
    case .quadrilateral9: "quad9"
    default: nil
    }
  }
}

/// A material in FEBio's words.
private enum FEBioLaw {
  static func lines(_ material: ModelMaterial, id: Int, name: String) throws(UnwritableModel)
    -> [String]
  {
    guard case .law(let law) = material.constitution, let (type, constants) = words(law) else {
      throw UnwritableModel(
        format: "FEBio (.feb)",
        what: "material \(material.name): \(material.constitution), as this writer goes")
    }
    var all = [("density", "\(material.density)")] + constants.map { ($0.0, "\($0.1)") }
    if let volumetric = material.volumetric {
      all += [("k", "\(volumetric.bulkModulus)"), ("pressure_model", volumetric.form.rawValue)]
    }
    return ["<material id=\"\(id)\" name=\"\(name)\" type=\"\(type)\">"]
      + all.map { "<\($0.0)>\($0.1)</\($0.0)>" } + ["</material>"]
  }

  /// The type of a law and its constants.
  private static func words(_ law: any StrainLaw) -> (String, [(String, Double)])? {
    switch law {
    case let law as NeoHookeanSolid: return ("neo-Hookean", lame(mu: law.mu, lambda: law.lambda))
    case let law as SaintVenantKirchhoff:
      return ("isotropic elastic", lame(mu: law.mu, lambda: law.lambda))
    case let law as MooneyRivlinSolid: return ("Mooney-Rivlin", [("c1", law.c1), ("c2", law.c2)])
    case let law as YeohSolid where law.coefficients.count <= 6:
      return ("Yeoh", law.coefficients.enumerated().map { ("c\($0 + 1)", $1) })
    case let law as OgdenSolid where law.terms.count <= 6:
      return (
        "Ogden",
        law.terms.enumerated().flatMap {
          [("c\($0 + 1)", $1.modulus), ("m\($0 + 1)", $1.exponent)]
        }
      )
    case let law as VerondaWestmannSolid:
      return ("Veronda-Westmann", [("c1", law.c1), ("c2", law.c2)])
    case let law as ExponentialDistortion:
      return ("uncoupled Holmes-Mow", [("mu", law.mu), ("beta", law.beta)])
    default: return nil
    }
  }

  private static func lame(mu: Double, lambda: Double) -> [(String, Double)] {
    [
      ("E", mu * (3 * lambda + 2 * mu) / (lambda + mu)),
      ("v", 0.5 * lambda / (lambda + mu)),
    ]
  }
}
