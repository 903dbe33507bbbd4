import ConstitutiveModels
import Documents
import Models
import ReferenceElements
import Tensors

extension FEBioReader {
  /// Nodes, elements and sets; the blocks get their materials later.
  mutating func readMesh() throws(DocumentError.Problem) {
    let name = version == .v2 ? "Geometry" : "Mesh"
    let mesh = try root.required(name)
    for nodes in mesh.all("Nodes") { try readNodes(nodes) }
    for elements in mesh.all("Elements") { try readElements(elements) }
    for set in mesh.all("NodeSet") {
      nodeSets[try set.requiredAttribute("name")] = try nodes(of: set)
    }
    for surface in mesh.all("Surface") {
      surfaces[try surface.requiredAttribute("name")] = try facets(of: surface)
    }
    for set in mesh.all("ElementSet") {
      _ = set.attribute("type")
      let name = try set.requiredAttribute("name")
      cellSets[name] = try numbers(of: set, child: "e").compactMap { cellIndex[$0] }
    }
    for unused in ["Edge", "SurfacePair", "DiscreteSet"] {
      for element in mesh.all(unused) {
        element.takeAll()
        notes.ignore(unused)
      }
    }
    for parts in mesh.all("PartList") {
      let name = try parts.requiredAttribute("name")
      let names = parts.content.split(separator: ",").map { String($0).trimmingBlanks }
      cellSets[name] = names.flatMap { cellSets[$0] ?? [] }
    }
  }

  private mutating func readNodes(_ nodes: XMLElement) throws(DocumentError.Problem) {
    var indices: [Int] = []
    for node in nodes.all("node") {
      let number = try self.number(of: node)
      guard nodeIndex[number] == nil else {
        throw node.problem("there is a node \(number) already")
      }
      nodeIndex[number] = model.positions.count
      indices.append(model.positions.count)
      model.nodeNumbers.append(number)
      model.positions.append(try node.vector())
    }
    if let name = nodes.attribute("name") { nodeSets[name] = indices }
  }

  private func number(of element: XMLElement) throws(DocumentError.Problem) -> Int {
    let text = try element.requiredAttribute("id")
    guard let number = Int(text) else {
      throw element.problem("id=\"\(text)\" is no whole number")
    }
    return number
  }

  private mutating func readElements(_ elements: XMLElement) throws(DocumentError.Problem) {
    let type = try elements.requiredAttribute("type").lowercased()
    let name =
      elements.attribute("name") ?? elements.attribute("mat") ?? "Part \(model.blocks.count + 1)"
    guard let layout = FEBioCell(rawValue: type) else {
      let known = FEBioCell.allCases.map(\.rawValue).joined(separator: ", ")
      throw elements.problem("elements of type \"\(type)\"; Turgor reads \(known)")
    }
    var (numbers, nodes): ([Int], [Int32]) = ([], [])
    let first = model.cellCount
    var cells: [Int] = []
    for element in elements.all("elem") {
      let number = try self.number(of: element)
      if cellIndex[number] != nil {
        throw element.problem("there is an element \(number) already")
      }
      let read = try nodeIndices(element, count: layout.shape.nodeCount)
      cellIndex[number] = first + numbers.count
      cells.append(first + numbers.count)
      numbers.append(number)
      nodes += layout.order.map { read[$0] }
    }
    cellSets[name] = cells
    // The material is known once the domains are read.
    partMaterial.append(version == .v2 ? elements.attribute("mat") : nil)
    model.blocks.append(
      ModelBlock(
        name: name, shape: layout.shape, numbers: numbers, nodes: nodes, material: 0,
        formulation: .displacement))
  }

  private func nodeIndices(_ element: XMLElement, count: Int) throws(DocumentError.Problem)
    -> [Int32]
  {
    let numbers = try element.integers()
    guard numbers.count == count else {
      throw element.problem("has \(numbers.count) nodes; \(count) are needed")
    }
    var found: [Int32] = []
    for number in numbers {
      guard let index = nodeIndex[number] else {
        throw element.problem("there is no node \(number)")
      }
      found.append(Int32(index))
    }
    return found
  }

  /// Numbers in a list, or in children of their own as in older files.
  private func numbers(of set: XMLElement, child: String) throws(DocumentError.Problem) -> [Int] {
    var numbers = try set.integers()
    for entry in set.all("n") + set.all("node") + set.all(child) {
      numbers.append(try number(of: entry))
    }
    return numbers
  }

  private func nodes(of set: XMLElement) throws(DocumentError.Problem) -> [Int] {
    var found: [Int] = []
    for number in try numbers(of: set, child: "n") {
      guard let index = nodeIndex[number] else {
        throw set.problem("there is no node \(number)")
      }
      found.append(index)
    }
    return found
  }

  private func facets(of surface: XMLElement) throws(DocumentError.Problem) -> [Facet] {
    let shapes: [(String, CellShape)] = [
      ("tri3", .triangle3), ("tri6", .triangle6), ("tri7", .triangle7),
      ("quad4", .quadrilateral4), ("quad8", .quadrilateral8), ("quad9", .quadrilateral9),
    ]
    var facets: [Facet] = []
    for (name, shape) in shapes {
      for facet in surface.all(name) {
        _ = facet.attribute("id")
        facets.append(Facet(shape, try nodeIndices(facet, count: shape.nodeCount)))
      }
    }
    return facets
  }

  // MARK: - Data of single elements

  /// Tables of vectors, axes and tensors; other data must be of a kind that nothing asks for.
  mutating func readMeshData() throws(DocumentError.Problem) {
    let section = try root.child("MeshData")
    let old = version == .v2 ? try root.child("Geometry")?.all("ElementData") ?? [] : []
    for data in (section?.all("ElementData") ?? []) + old {
      let setName = try data.requiredAttribute("elem_set")
      guard let cells = cellSets[setName] else {
        throw data.problem("there is no element set \"\(setName)\"")
      }
      let type = data.attribute("type") ?? data.attribute("var")
      let name = data.attribute("name") ?? type
      guard let name else { throw data.problem("needs a name") }
      let dataType = data.attribute("data_type") ?? data.attribute("datatype")
      var table = model.tables[name] ?? [:]
      for entry in data.all("e") + data.all("elem") {
        let text = try entry.requiredAttribute("lid")
        guard let lid = Int(text), cells.indices.contains(lid - 1) else {
          throw entry.problem("lid=\"\(text)\" is not one of 1 to \(cells.count)")
        }
        table[cells[lid - 1]] = try tensor(entry, dataType: dataType)
      }
      model.tables[name] = table
    }
  }

  /// Two axes, a vector that becomes the first axis, or nine numbers.
  private func tensor(_ entry: XMLElement, dataType: String?) throws(DocumentError.Problem)
    -> Matrix3
  {
    if let a = try entry.child("a"), let d = try entry.child("d") {
      guard let frame = MaterialAxes.frame(try a.vector(), try d.vector()) else {
        throw entry.problem("its axes a and d are parallel or have no length")
      }
      return frame
    }
    if dataType == "mat3" || dataType == "mat3d" { return try entry.matrix() }
    let numbers = try entry.numbers()
    switch numbers.count {
    case 9: return try entry.matrix()
    case 3:
      guard let frame = MaterialAxes.frame(along: try entry.vector()) else {
        throw entry.problem("the direction has no length")
      }
      return frame
    case 1: return Matrix3.identity * numbers[0]
    default: throw entry.problem("has \(numbers.count) numbers; 1, 3 or 9 are read")
    }
  }

  // MARK: - Domains

  /// Gives every part its material and formulation.
  mutating func readDomains() throws(DocumentError.Problem) {
    let domains = try root.child("MeshDomains")
    var assigned: Set<String> = []
    for domain in domains?.all("SolidDomain") ?? [] {
      let name = try domain.requiredAttribute("name")
      guard let block = model.blocks.firstIndex(where: { $0.name == name }) else {
        throw domain.problem("there is no part \"\(name)\"")
      }
      assigned.insert(name)
      let material = try material(named: try domain.requiredAttribute("mat"), at: domain)
      model.blocks[block].material = material
      if let type = domain.attribute("elem_type"),
        type.uppercased() != model.blocks[block].shape.febioRule
      {
        throw domain.problem(
          "elem_type=\"\(type)\"; Turgor integrates with \(model.blocks[block].shape.febioRule)")
      }
      model.blocks[block].formulation = try formulation(
        of: domain, shape: model.blocks[block].shape, material: material)
    }
    for (index, block) in model.blocks.enumerated() where !assigned.contains(block.name) {
      guard let mat = partMaterial[index] else {
        throw (domains ?? root).problem("the part \"\(block.name)\" has no <SolidDomain>")
      }
      let material = try material(named: mat, at: root)
      model.blocks[index].material = material
      model.blocks[index].formulation = usualFormulation(block.shape, material)
    }
    turnMaterials()
  }

  /// Parts whose cells have axes of their own get a material that is turned by them.
  private mutating func turnMaterials() {
    guard let table = model.tables["mat_axis"] else { return }
    var first = 0
    for index in model.blocks.indices {
      let cells = first..<first + model.blocks[index].count
      first = cells.upperBound
      guard cells.contains(where: { table[$0] != nil }) else { continue }
      for cell in cells where table[cell] == nil { model.tables["mat_axis"]?[cell] = .identity }
      var material = model.materials[model.blocks[index].material]
      material.constitution = .turned(.map("mat_axis"), material.constitution)
      model.blocks[index].material = model.materials.count
      model.materials.append(material)
    }
  }

  private func material(named name: String, at element: XMLElement) throws(DocumentError.Problem)
    -> Int
  {
    guard let index = materialIndex[name] else {
      throw element.problem("there is no material \"\(name)\"")
    }
    return index
  }

  private func usualFormulation(_ shape: CellShape, _ material: Int) -> CellFormulation {
    let isUncoupled = model.materials[material].volumetric != nil
    return isUncoupled && [.hexahedron8, .wedge6, .pyramid5].contains(shape)
      ? .meanDilatation(augmented: nil) : .displacement
  }

  private func formulation(of domain: XMLElement, shape: CellShape, material: Int)
    throws(DocumentError.Problem) -> CellFormulation
  {
    switch domain.attribute("type") {
    case nil, "default": return usualFormulation(shape, material)
    case "elastic-solid": return .displacement
    case "three-field-solid":
      guard model.materials[material].volumetric != nil else {
        throw domain.problem("three-field-solid needs an uncoupled material")
      }
      return .meanDilatation(augmented: try augmentation(of: domain))
    case "ut4-solid":
      guard shape == .tetrahedron4 else {
        throw domain.problem("ut4-solid needs tet4 elements")
      }
      let share = try domain.child("alpha")?.number() ?? 0.05
      let isIsochoric = try domain.child("iso_stab")?.flag() ?? false
      return .nodalAverage(share: share, isIsochoric: isIsochoric)
    case let other?:
      throw domain.problem(
        "domain of type \"\(other)\"; Turgor reads elastic-solid, three-field-solid, ut4-solid")
    }
  }

  private func augmentation(of domain: XMLElement) throws(DocumentError.Problem)
    -> AugmentedPressure?
  {
    let isOn = try domain.child("laugon")?.flag() ?? false
    let tolerance = try domain.child("atol")?.number() ?? 0.01
    let least = try domain.child("minaug")?.integer() ?? 0
    let most = try domain.child("maxaug")?.integer() ?? 0
    return isOn
      ? AugmentedPressure(
        tolerance: tolerance, minimumRounds: least, maximumRounds: most > 0 ? most : .max) : nil
  }
}

/// The elements of FEBio that are read, with the place of each of our nodes in its order.
enum FEBioCell: String, CaseIterable {
  case tet4, tet10, tet15, hex8, hex20, hex27, penta6, penta15, pyra5

  var shape: CellShape {
    switch self {
    case .tet4: .tetrahedron4
    case .tet10: .tetrahedron10
    case .tet15: .tetrahedron15
    case .hex8: .hexahedron8
    case .hex20: .hexahedron20
    case .hex27: .hexahedron27
    case .penta6: .wedge6
    case .penta15: .wedge15
    case .pyra5: .pyramid5
    }
  }

  /// The faces of hex27 come as −s, +r, +s, −r, bottom, top; ours as −ξ, +ξ, −η, +η, −ζ, +ζ.
  var order: [Int] {
    self == .hex27
      ? Array(0..<20) + [23, 21, 20, 22, 24, 25, 26] : Array(0..<shape.nodeCount)
  }
}

extension CellShape {
  /// FEBio's name of the rule that Turgor integrates this cell with.
  fileprivate var febioRule: String {
    switch self {
    case .tetrahedron4: "TET4G1"
    case .tetrahedron10: "TET10G8"
    case .tetrahedron15: "TET15G15"
    case .hexahedron8: "HEX8G8"
    case .hexahedron20: "HEX20G27"
    case .hexahedron27: "HEX27G27"
    case .wedge6: "PENTA6G6"
    case .wedge15: "PENTA15G21"
    case .pyramid5: "PYRA5G8"
    default: ""
    }
  }
}
