import Documents
import Models
import ReferenceElements
import Tensors

/// Reads Gmsh meshes (`.msh`, formats 2.2 and 4.1, as text or bytes).
///
/// Volumes become regions, surfaces surfaces and points node sets, each by the name of its physical group, or by its
/// number where it has no name.
///
/// - Source: *Gmsh Reference Manual*, "MSH file format".
public struct GmshReader {
  private var source: GmshBytes
  private var mesh = DeckMesh()
  private var notes = DeckNotes()
  private var isVersion4 = false
  /// Names of physical groups by dimension and number.
  private var names: [SIMD2<Int>: String] = [:]
  /// Physical group of an entity by dimension and number; version 4 only.
  private var groups: [SIMD2<Int>: Int] = [:]
  private var nodeIndex: [Int: Int32] = [:]

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  /// - Returns: the mesh and what was left out.
  /// - Throws: `DocumentError`.
  public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> (
    mesh: DeckMesh, notes: DeckNotes
  ) {
    do throws(DocumentError.Problem) {
      var reader = GmshReader(source: GmshBytes(bytes))
      try reader.readSections()
      return (reader.mesh, reader.notes)
    } catch {
      throw DocumentError(file: file, problems: [error])
    }
  }

  private init(source: GmshBytes) { self.source = source }

  private mutating func readSections() throws(DocumentError.Problem) {
    try readFormat()
    while true {
      source.skipBlanks()
      guard !source.isAtEnd else { break }
      let section = try source.word()
      source.section = section
      switch section {
      case "$PhysicalNames": try readNames()
      case "$Entities": try readEntities()
      case "$Nodes":
        source.endLine()
        if isVersion4 { try readNodeBlocks() } else { try readNodes() }
      case "$Elements":
        source.endLine()
        if isVersion4 { try readElementBlocks() } else { try readElements() }
      case "$Periodic", "$Comments", "$NodeData", "$ElementData", "$ElementNodeData",
        "$InterpolationScheme":
        notes.ignore(section)
      default: throw source.problem("Turgor does not understand this section")
      }
      try source.skip(past: "$End\(section.dropFirst())")
    }
    source.section = ""
    guard !mesh.blocks.isEmpty else { throw source.problem("has no cells that are solids") }
  }

  private mutating func readFormat() throws(DocumentError.Problem) {
    guard try source.word() == "$MeshFormat" else {
      throw source.problem("does not begin with $MeshFormat")
    }
    source.section = "$MeshFormat"
    let version = try source.word()
    guard ["2.2", "4.1"].contains(version) else {
      throw source.problem("version \(version) is not one of 2.2, 4.1")
    }
    isVersion4 = version == "4.1"
    let type = try source.int()
    guard try source.int() == 8, type == 0 || type == 1 else {
      throw source.problem("needs a file type of 0 or 1 and numbers of 8 bytes")
    }
    source.endLine()
    source.isBinary = type == 1
    if source.isBinary, try source.int() != 1 {
      throw source.problem("bytes are in the order of another machine")
    }
    try source.skip(past: "$EndMeshFormat")
  }

  private mutating func readNames() throws(DocumentError.Problem) {
    let isBinary = source.isBinary
    source.isBinary = false
    for _ in 0..<(try source.count(of: "names", large: false, bytes: 4)) {
      let (dimension, number) = (try source.int(), try source.int())
      names[SIMD2(dimension, number)] = try source.word()
    }
    source.isBinary = isBinary
  }

  /// The name of a physical group, its number where it has none.
  private func name(dimension: Int, group: Int) -> String {
    names[SIMD2(dimension, group)] ?? "\(group)"
  }

  private mutating func readEntities() throws(DocumentError.Problem) {
    source.endLine()
    var counts: [Int] = []
    for _ in 0..<4 { counts.append(try source.count(of: "entities", large: true, bytes: 2)) }
    for (dimension, count) in counts.enumerated() {
      for _ in 0..<count {
        let tag = try source.int()
        for _ in 0..<(dimension == 0 ? 3 : 6) { _ = try source.double() }
        for index in 0..<(try source.count(of: "groups", large: true, bytes: 1)) {
          let group = try source.int()
          if index == 0 { groups[SIMD2(dimension, tag)] = group }
        }
        guard dimension > 0 else { continue }
        for _ in 0..<(try source.count(of: "entities", large: true, bytes: 1)) {
          _ = try source.int()
        }
      }
    }
  }

  // MARK: - Nodes

  private mutating func add(node tag: Int, at position: Vector3) throws(DocumentError.Problem) {
    guard nodeIndex[tag] == nil else { throw source.problem("there is a node \(tag) already") }
    nodeIndex[tag] = Int32(mesh.positions.count)
    mesh.nodeNumbers.append(tag)
    mesh.positions.append(position)
  }

  private mutating func position() throws(DocumentError.Problem) -> Vector3 {
    Vector3(try source.double(), try source.double(), try source.double())
  }

  private mutating func readNodes() throws(DocumentError.Problem) {
    let count = try textCount(of: "nodes")
    for _ in 0..<count { try add(node: try source.int(), at: try position()) }
  }

  /// A number that stands as text in binary files of version 2 as well.
  private mutating func textCount(of what: String) throws(DocumentError.Problem) -> Int {
    let isBinary = source.isBinary
    source.isBinary = false
    let count = try source.count(of: what, large: false, bytes: 4)
    source.isBinary = isBinary
    if isBinary { source.endLine() }
    return count
  }

  private mutating func readNodeBlocks() throws(DocumentError.Problem) {
    let blocks = try source.count(of: "blocks", large: true, bytes: 4)
    for _ in 0..<3 { _ = try source.size() }
    for _ in 0..<blocks {
      let dimension = try source.int()
      _ = try source.int()
      let isParametric = try source.int() != 0
      let count = try source.count(of: "nodes", large: true, bytes: 4)
      var tags: [Int] = []
      for _ in 0..<count { tags.append(try source.size()) }
      for tag in tags {
        try add(node: tag, at: try position())
        if isParametric { for _ in 0..<min(3, max(0, dimension)) { _ = try source.double() } }
      }
    }
  }

  // MARK: - Elements

  private mutating func readElements() throws(DocumentError.Problem) {
    let count = try textCount(of: "elements")
    var read = 0
    while read < count {
      if source.isBinary {
        let type = try element(type: try source.int())
        let (many, tags) = (try source.int(), try source.int())
        guard many > 0, many <= count - read, (0...16).contains(tags) else {
          throw source.problem("a block of elements with wrong counts")
        }
        for _ in 0..<many { try readElement(type, number: try source.int(), tags: tags) }
        read += many
      } else {
        let number = try source.int()
        let type = try element(type: try source.int())
        let tags = try source.int()
        guard (0...16).contains(tags) else { throw source.problem("\(tags) tags of an element") }
        try readElement(type, number: number, tags: tags)
        read += 1
      }
    }
  }

  private mutating func readElement(_ type: GmshCell, number: Int, tags: Int)
    throws(DocumentError.Problem)
  {
    var group = 0
    for index in 0..<tags {
      let tag = try source.int()
      if index == 0 { group = tag }
    }
    var nodes: [Int32] = []
    for _ in 0..<type.nodeCount { nodes.append(try index(ofNode: try source.int())) }
    add(type, number: number, group: group, nodes: nodes)
  }

  private mutating func readElementBlocks() throws(DocumentError.Problem) {
    let blocks = try source.count(of: "blocks", large: true, bytes: 4)
    for _ in 0..<3 { _ = try source.size() }
    for _ in 0..<blocks {
      let (dimension, tag) = (try source.int(), try source.int())
      let type = try element(type: try source.int())
      let group = groups[SIMD2(dimension, tag)] ?? tag
      for _ in 0..<(try source.count(of: "elements", large: true, bytes: 4)) {
        let number = try source.size()
        var nodes: [Int32] = []
        for _ in 0..<type.nodeCount { nodes.append(try index(ofNode: try source.size())) }
        add(type, number: number, group: group, nodes: nodes)
      }
    }
  }

  private func element(type: Int) throws(DocumentError.Problem) -> GmshCell {
    guard let known = GmshCell(rawValue: type) else {
      throw source.problem("elements of type \(type), which Turgor does not read")
    }
    return known
  }

  private func index(ofNode tag: Int) throws(DocumentError.Problem) -> Int32 {
    guard let index = nodeIndex[tag] else { throw source.problem("there is no node \(tag)") }
    return index
  }

  private mutating func add(_ type: GmshCell, number: Int, group: Int, nodes: [Int32]) {
    switch type.kind {
    case .solid(let shape):
      mesh.add(
        shape, region: name(dimension: 3, group: group), number: number,
        nodes: type.order.map { nodes[$0] })
    case .facet(let shape):
      mesh.surfaces[name(dimension: 2, group: group), default: []].append(Facet(shape, nodes))
    case .line: break
    case .point:
      mesh.nodeSets[name(dimension: 0, group: group), default: []].append(Int(nodes[0]))
    }
  }
}

/// The elements of Gmsh that are read, by its numbers.
enum GmshCell: Int, CaseIterable {
  case line2 = 1
  case triangle3 = 2
  case quadrangle4 = 3
  case tetrahedron4 = 4
  case hexahedron8 = 5
  case prism6 = 6
  case pyramid5 = 7
  case line3 = 8
  case triangle6 = 9
  case quadrangle9 = 10
  case tetrahedron10 = 11
  case hexahedron27 = 12
  case point = 15
  case quadrangle8 = 16
  case hexahedron20 = 17
  case prism15 = 18

  enum Kind: Equatable {
    case solid(CellShape)
    case facet(CellShape)
    case line, point
  }

  var kind: Kind {
    switch self {
    case .line2, .line3: .line
    case .point: .point
    case .triangle3: .facet(.triangle3)
    case .triangle6: .facet(.triangle6)
    case .quadrangle4: .facet(.quadrilateral4)
    case .quadrangle8: .facet(.quadrilateral8)
    case .quadrangle9: .facet(.quadrilateral9)
    case .tetrahedron4: .solid(.tetrahedron4)
    case .tetrahedron10: .solid(.tetrahedron10)
    case .hexahedron8: .solid(.hexahedron8)
    case .hexahedron20: .solid(.hexahedron20)
    case .hexahedron27: .solid(.hexahedron27)
    case .prism6: .solid(.wedge6)
    case .pyramid5: .solid(.pyramid5)
    case .prism15: .solid(.wedge15)
    }
  }

  var nodeCount: Int {
    switch kind {
    case .solid(let shape), .facet(let shape): shape.nodeCount
    case .line: self == .line2 ? 2 : 3
    case .point: 1
    }
  }

  /// The place of each of our nodes in Gmsh's order, which sorts edges by their corners.
  var order: [Int] {
    let edges = [8, 11, 13, 9, 16, 18, 19, 17, 10, 12, 14, 15]
    return switch self {
    case .tetrahedron10: [0, 1, 2, 3, 4, 5, 6, 7, 9, 8]
    case .hexahedron20: Array(0..<8) + edges
    case .hexahedron27: Array(0..<8) + edges + [22, 23, 21, 24, 20, 25, 26]
    case .prism15: Array(0..<6) + [6, 9, 7, 12, 14, 13, 8, 10, 11]
    default: Array(0..<nodeCount)
    }
  }
}
