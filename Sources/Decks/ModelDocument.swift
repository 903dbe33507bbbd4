import ConstitutiveModels
import Documents
import Foundation
import Models
import ReferenceElements
import Tensors

/// Turgor's own deck, `model.json`: a mesh or the name of its file, materials, supports, loads and steps.
///
/// Lengths are in mm, stresses in kPa, times in s; so are the results (forces in mN).
public struct ModelDocument {
  /// Name and version of the format.
  public static let schema = "turgor.model/1"

  struct Cells {
    var region = "body"
    var shape = CellShape.hexahedron8
    var nodes: [[Int]] = []
  }
  struct Surface {
    var name = ""
    var shape = CellShape.quadrilateral4
    var nodes: [[Int]] = []
  }
  struct MeshSource {
    var file: String?
    /// From the unit of the file to mm.
    var unit = LengthChoice.millimetre
    var positions: [[Double]] = []
    var cells: [Cells] = []
    var surfaces: [Surface] = []
  }
  enum LengthChoice: String, CaseIterable {
    case millimetre = "mm"
    case metre = "m"

    var factor: Double { self == .metre ? 1000 : 1 }
  }
  struct Law {
    var constitution: Constitution
    var volumetric: VolumetricEnergy?
  }
  struct Material {
    var name = ""
    var regions: [String] = []
    /// In kg/m³.
    var density = 1000.0
    var law: Law?
    var fibre: [Double]?
    var relaxation: [RelaxationTerms.Term] = []
  }
  enum Direction: String, CaseIterable {
    case x, y, z

    var axis: Int { self == .x ? 0 : self == .y ? 1 : 2 }
  }
  struct SupportEntry {
    var place = ""
    var held: [Direction] = []
    var moved: Direction?
    var distance: Double?
    var curve: String?
  }
  struct LoadEntry {
    var place: String?
    /// kPa.
    var pressure: Double?
    /// kPa.
    var traction: [Double]?
    /// mN.
    var force: [Double]?
    /// m/s².
    var gravity: [Double]?
    var curve: String?
  }
  struct CurveEntry {
    var name = ""
    var points: [[Double]] = []
  }
  struct StepEntry {
    var name = ""
    var duration: Double?
    var size: Double?
  }

  var title: String?
  var mesh: MeshSource?
  var materials: [Material] = []
  var supports: [SupportEntry] = []
  var loads: [LoadEntry] = []
  var curves: [CurveEntry] = []
  var steps: [StepEntry] = []

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name; a mesh that it names lies relative to it.
  /// - Returns: the model and what was left out.
  /// - Throws: `DocumentError`.
  public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> ReadDeck {
    let document = try StrictJSON(parsing: bytes, file: file)
    let read = shape.value(at: document.root)
    try document.finish()
    guard let read else { throw DocumentError(file: file, "is no model") }
    return try read.model(file: file)
  }

  // MARK: - Making the model

  private func model(file: String) throws(DocumentError) -> ReadDeck {
    var notes = DeckNotes()
    let mesh = try builtMesh(file: file, notes: &notes)
    let place = { (message: String) in DocumentError(file: file, message) }
    var model = Model()
    model.title = title ?? ""
    (model.nodeNumbers, model.positions) = (mesh.nodeNumbers, mesh.positions)
    let total = steps.reduce(0) { $0 + ($1.duration ?? 1) }
    model.steps = steps.map {
      LoadStep(
        name: $0.name, duration: $0.duration ?? 1, stepSize: min($0.size ?? 0.1, $0.duration ?? 1))
    }
    var materialOfRegion: [String: Int] = [:]
    for material in materials {
      for region in material.regions {
        guard mesh.regions.contains(region) else {
          throw place(
            "materials: there is no region \"\(region)\"; there are \(mesh.regions.joined(separator: ", "))"
          )
        }
        if materialOfRegion[region] != nil {
          throw place("materials: the region \"\(region)\" has two materials")
        }
        materialOfRegion[region] = model.materials.count
      }
      model.materials.append(try built(material, file: file))
    }
    for block in mesh.blocks {
      guard let index = materialOfRegion[block.region] else {
        throw place("materials: the region \"\(block.region)\" has no material")
      }
      let isSplit = model.materials[index].volumetric != nil
      let isLinear = [.hexahedron8, .wedge6, .pyramid5].contains(block.shape)
      model.blocks.append(
        ModelBlock(
          name: block.region, shape: block.shape, numbers: block.numbers, nodes: block.nodes,
          material: index,
          formulation: isSplit && isLinear ? .meanDilatation(augmented: nil) : .displacement))
    }
    for entry in supports {
      guard let nodes = mesh.nodes(of: entry.place) else {
        throw place("supports: there is no surface, region or node set \"\(entry.place)\"")
      }
      for axis in entry.held.map(\.axis) {
        model.supports.append(Support(name: entry.place, nodes: nodes, axis: axis))
      }
      if let moved = entry.moved {
        let value = try course(entry.curve, factor: entry.distance ?? 0, total: total, file: file)
        model.supports.append(
          Support(name: entry.place, nodes: nodes, axis: moved.axis, value: value))
      }
    }
    for entry in loads {
      let scale = try course(
        entry.curve, factor: entry.pressure ?? 1, total: total, file: file)
      model.loads.append(
        Load(
          name: entry.place ?? "gravity", kind: try kind(of: entry, mesh, file: file), scale: scale)
      )
    }
    return ReadDeck(model: model, notes: notes)
  }

  private func builtMesh(file: String, notes: inout DeckNotes) throws(DocumentError) -> DeckMesh {
    guard let source = mesh else { throw DocumentError(file: file, "has no mesh") }
    guard let name = source.file else { return try inlineMesh(source, file: file) }
    let path = URL(filePath: name, relativeTo: URL(filePath: file).deletingLastPathComponent()).path
    let read = try MeshFile.read(contentsOf: path)
    for line in read.notes.ignored { notes.ignore("\(name): \(line)") }
    var mesh = read.mesh
    for k in mesh.positions.indices { mesh.positions[k] *= source.unit.factor }
    return mesh
  }

  private func inlineMesh(_ source: MeshSource, file: String) throws(DocumentError) -> DeckMesh {
    var mesh = DeckMesh()
    mesh.positions = source.positions.map { Vector3($0[0], $0[1], $0[2]) }
    mesh.nodeNumbers = Array(1...max(1, mesh.positions.count))
    func indices(_ nodes: [Int], _ shape: CellShape, _ path: String) throws(DocumentError)
      -> [Int32]
    {
      guard nodes.count == shape.nodeCount,
        nodes.allSatisfy({ (1...mesh.positions.count).contains($0) })
      else {
        throw DocumentError(
          file: file,
          "\(path): needs \(shape.nodeCount) nodes, each from 1 to \(mesh.positions.count)")
      }
      return nodes.map { Int32($0 - 1) }
    }
    var number = 0
    for (k, cells) in source.cells.enumerated() {
      for (i, nodes) in cells.nodes.enumerated() {
        number += 1
        mesh.add(
          cells.shape, region: cells.region, number: number,
          nodes: try indices(nodes, cells.shape, "mesh.cells[\(k)].nodes[\(i)]"))
      }
    }
    for (k, surface) in source.surfaces.enumerated() {
      for (i, nodes) in surface.nodes.enumerated() {
        mesh.surfaces[surface.name, default: []].append(
          Facet(
            surface.shape,
            try indices(nodes, surface.shape, "mesh.surfaces[\(k)].nodes[\(i)]")))
      }
    }
    return mesh
  }

  private func built(_ material: Material, file: String) throws(DocumentError) -> ModelMaterial {
    guard let law = material.law else {
      throw DocumentError(file: file, "materials: \"\(material.name)\" has no law")
    }
    var constitution = law.constitution
    if let fibre = material.fibre {
      guard let axes = MaterialAxes.along(Vector3(fibre[0], fibre[1], fibre[2])) else {
        throw DocumentError(
          file: file, "materials: the fibre of \"\(material.name)\" has no length")
      }
      constitution = .turned(axes, constitution)
    }
    if !material.relaxation.isEmpty {
      constitution = .relaxing(
        RelaxationTerms(longTerm: 1, terms: material.relaxation), constitution)
    }
    // kg/m³ times m/s² is 10⁻⁶ kPa/mm.
    return ModelMaterial(
      name: material.name, density: 1e-6 * material.density, constitution: constitution,
      volumetric: law.volumetric)
  }

  /// A factor on a named curve, or on a straight line from 0 to 1 over all steps.
  private func course(_ name: String?, factor: Double, total: Double, file: String)
    throws(DocumentError) -> TimeValue
  {
    guard let name else {
      return TimeValue(factor, curve: LoadCurve(points: [SIMD2(0, 0), SIMD2(total, 1)]))
    }
    guard let entry = curves.first(where: { $0.name == name }) else {
      throw DocumentError(file: file, "there is no curve \"\(name)\"")
    }
    guard let curve = LoadCurve(points: entry.points.map { SIMD2($0[0], $0[1]) }) else {
      throw DocumentError(file: file, "curves: the times of \"\(name)\" do not ascend")
    }
    return TimeValue(factor, curve: curve)
  }

  private func kind(of entry: LoadEntry, _ mesh: DeckMesh, file: String) throws(DocumentError)
    -> Load.Kind
  {
    func vector(_ v: [Double]) -> Vector3 { Vector3(v[0], v[1], v[2]) }
    if let g = entry.gravity { return .gravity(vector(g)) }
    guard let name = entry.place else {
      throw DocumentError(file: file, "loads: a load needs the key on")
    }
    if let force = entry.force, mesh.surfaces[name] == nil {
      guard let nodes = mesh.nodes(of: name), !nodes.isEmpty else {
        throw DocumentError(file: file, "loads: there is no surface or node set \"\(name)\"")
      }
      return .nodal(nodes: nodes, vector(force) / Double(nodes.count))
    }
    guard let facets = mesh.surfaces[name] else {
      throw DocumentError(file: file, "loads: there is no surface \"\(name)\"")
    }
    if let force = entry.force { return .total(facets: facets, vector(force)) }
    if let traction = entry.traction {
      return .traction(facets: facets, vector(traction), perDeformedArea: false)
    }
    return .pressure(facets: facets, follows: true, isSymmetrized: true)
  }
}

/// Reads a mesh of any format, told by how it begins.
public enum MeshFile {
  /// - Parameter path: of the file.
  /// - Returns: the mesh and what was left out.
  /// - Throws: `DocumentError`.
  public static func read(contentsOf path: String) throws(DocumentError) -> (
    mesh: DeckMesh, notes: DeckNotes
  ) {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw DocumentError(file: path, "there is no such file, or it may not be read")
    }
    let bytes = Array(data)
    if bytes.starts(with: "$MeshFormat".utf8) { return try GmshReader.read(bytes, file: path) }
    if bytes.starts(with: "<".utf8) { return try VTUReader.read(bytes, file: path) }
    throw DocumentError(file: path, "is no mesh that Turgor reads: Gmsh .msh or VTK .vtu")
  }
}
