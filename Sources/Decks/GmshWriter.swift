import Models
import ReferenceElements
import Tensors

/// Writes a mesh as a Gmsh file (`.msh`, format 4.1, text), which `GmshReader` reads back.
///
/// Each region is a physical volume, each surface a physical surface, each by its name; a piece of the boundary may be in one
/// surface only.
///
/// - Source: *Gmsh Reference Manual*, "MSH file format".
public struct GmshWriter {
  /// Vectors on the nodes that Gmsh shows over the mesh, in the unit of their name.
  public struct NodeField: Sendable {
    public var name: String
    public var time: Double
    public var values: [Vector3]

    public init(name: String, time: Double, values: [Vector3]) {
      (self.name, self.time, self.values) = (name, time, values)
    }
  }

  private let mesh: DeckMesh
  private var lines: [String] = []

  /// - Parameters:
  ///   - mesh: what is to be written; node sets are left out.
  ///   - fields: on its nodes.
  /// - Returns: the file.
  /// - Throws: `UnwritableModel` for a cell that Gmsh does not have.
  public static func text(_ mesh: DeckMesh, fields: [NodeField] = []) throws(UnwritableModel)
    -> String
  {
    var writer = GmshWriter(mesh: mesh)
    try writer.write()
    for (step, field) in fields.enumerated() { writer.write(field, step: step) }
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private init(mesh: DeckMesh) { self.mesh = mesh }

  /// Facets of one surface and shape.
  private typealias Patch = (group: Int, shape: CellShape, facets: [Facet])

  private mutating func write() throws(UnwritableModel) {
    let (regions, surfaces) = (mesh.regions, mesh.surfaces.keys.sorted())
    lines += ["$MeshFormat", "4.1 0 8", "$EndMeshFormat", "$PhysicalNames"]
    lines.append("\(regions.count + surfaces.count)")
    lines += surfaces.enumerated().map { "2 \($0 + 1) \"\($1)\"" }
    lines += regions.enumerated().map { "3 \($0 + 1) \"\($1)\"" }
    lines += ["$EndPhysicalNames", "$Entities", "0 0 \(surfaces.count) \(regions.count)"]
    let box = self.box
    for index in surfaces.indices { lines.append("\(index + 1) \(box) 1 \(index + 1) 0") }
    for index in regions.indices { lines.append("\(index + 1) \(box) 1 \(index + 1) 0") }
    lines.append("$EndEntities")
    writeNodes()
    let patches = surfaces.enumerated().flatMap { index, name -> [Patch] in
      let facets = mesh.surfaces[name] ?? []
      return CellShape.allCases.compactMap { shape in
        let own = facets.filter { $0.shape == shape }
        return own.isEmpty ? nil : (index + 1, shape, own)
      }
    }
    try writeElements(regions: regions, patches: patches)
  }

  /// The corners of the box around the mesh.
  private var box: String {
    var (low, high) = (mesh.positions.first ?? .zero, mesh.positions.first ?? .zero)
    for X in mesh.positions {
      low = low.replacing(with: X, where: X .< low)
      high = high.replacing(with: X, where: X .> high)
    }
    return [low, high].map { "\($0.x) \($0.y) \($0.z)" }.joined(separator: " ")
  }

  private mutating func writeNodes() {
    let (count, numbers) = (mesh.positions.count, mesh.nodeNumbers)
    lines += [
      "$Nodes", "1 \(count) \(numbers.min() ?? 1) \(numbers.max() ?? 1)", "3 1 0 \(count)",
    ]
    lines += numbers.map { "\($0)" }
    lines += mesh.positions.map { "\($0.x) \($0.y) \($0.z)" }
    lines.append("$EndNodes")
  }

  private mutating func writeElements(regions: [String], patches: [Patch]) throws(UnwritableModel) {
    let facets = patches.reduce(0) { $0 + $1.facets.count }
    let cells = mesh.blocks.reduce(0) { $0 + $1.numbers.count }
    // Facets are numbered after all cells.
    var number = mesh.blocks.flatMap(\.numbers).max() ?? 0
    let least = mesh.blocks.flatMap(\.numbers).min() ?? 1
    lines += [
      "$Elements",
      "\(patches.count + mesh.blocks.count) \(facets + cells) \(least) \(number + facets)",
    ]
    for patch in patches {
      let type = try Self.type(.facet(patch.shape))
      lines.append("2 \(patch.group) \(type.rawValue) \(patch.facets.count)")
      for facet in patch.facets {
        number += 1
        lines.append(element(number, type, facet.nodes[...]))
      }
    }
    for block in mesh.blocks {
      let type = try Self.type(.solid(block.shape))
      let group = (regions.firstIndex(of: block.region) ?? 0) + 1
      lines.append("3 \(group) \(type.rawValue) \(block.numbers.count)")
      let n = block.shape.nodeCount
      for (cell, number) in block.numbers.enumerated() {
        lines.append(element(number, type, block.nodes[cell * n..<(cell + 1) * n]))
      }
    }
    lines.append("$EndElements")
  }

  private func element(_ number: Int, _ type: GmshCell, _ nodes: ArraySlice<Int32>) -> String {
    var words = Array(repeating: "", count: nodes.count)
    for (node, place) in zip(nodes, type.order) { words[place] = "\(mesh.nodeNumbers[Int(node)])" }
    return "\(number) " + words.joined(separator: " ")
  }

  private static func type(_ kind: GmshCell.Kind) throws(UnwritableModel) -> GmshCell {
    guard let type = GmshCell.allCases.first(where: { $0.kind == kind }) else {
      throw UnwritableModel(format: "Gmsh (.msh)", what: "cells of \(kind)")
    }
    return type
  }

  private mutating func write(_ field: NodeField, step: Int) {
    lines += [
      "$NodeData", "1", "\"\(field.name)\"", "1", "\(field.time)", "3", "\(step)", "3",
      "\(field.values.count)",
    ]
    lines += zip(mesh.nodeNumbers, field.values).map { "\($0) \($1.x) \($1.y) \($1.z)" }
    lines.append("$EndNodeData")
  }
}
