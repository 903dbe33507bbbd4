import ConstitutiveModels
import Documents
import Models
import ReferenceElements
import Tensors

/// Reads the input files of Abaqus and CalculiX (`.inp`) into a model.
///
/// Nodes, solid elements, sets, surfaces, elastic and hyperelastic materials, supports, forces, pressures and gravity, static
/// steps with geometric nonlinearity. Whatever is not understood is an error with its line.
///
/// - Source: *Abaqus Keywords Guide*; Dhondt, *CalculiX CrunchiX User's Manual*, version 2.20.
public struct AbaqusReader {
  private var model = Model()
  private var notes = DeckNotes()
  private var nodeIndex: [Int: Int] = [:]
  private var cellIndex: [Int: Int] = [:]
  private var nodeSets: [String: [Int]] = [:]
  private var cellSets: [String: [Int]] = [:]
  private var surfaces: [String: [Facet]] = [:]
  private var curves: [String: LoadCurve] = [:]
  private var materials: [AbaqusMaterial] = []
  private var sections: [(set: String, material: String, block: KeywordBlock)] = []
  /// Elements as they come; a part of one shape and material is a block of the model.
  private var elements: [(type: AbaqusCell, numbers: [Int], nodes: [Int32])] = []
  private var histories = LoadHistories()
  private var isInStep = false
  /// Gravity of this step, with the cells it acts on so far and what to say if they are not all.
  private var weights: [(weight: Weight, cells: Set<Int>, problem: DocumentError.Problem)] = []

  /// A gravity, which a deck may give part by part.
  private struct Weight: Equatable {
    static let partial = "gravity on a part of the body is not supported"
    var direction: Vector3
    var size: Double
    var curve: LoadCurve?
  }

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  /// - Returns: the model and what was left out or filled in.
  /// - Throws: `DocumentError` with the first thing that is not understood.
  public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> ReadDeck {
    do throws(DocumentError.Problem) {
      var reader = AbaqusReader()
      for var block in try KeywordFile(bytes).blocks { try reader.read(&block) }
      try reader.finish()
      return ReadDeck(model: reader.model, notes: reader.notes)
    } catch {
      throw DocumentError(file: file, problems: [error])
    }
  }

  private mutating func read(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    switch block.keyword {
    case "HEADING":
      model.title = block.data.first?.words.joined(separator: ",") ?? ""
      return
    case "NODE PRINT", "EL PRINT", "NODE FILE", "EL FILE", "OUTPUT", "NODE OUTPUT",
      "ELEMENT OUTPUT", "ENERGY OUTPUT", "CONTROLS", "RESTART", "PREPRINT", "PRINT",
      "CONTACT OUTPUT":
      notes.ignore("*\(block.keyword)")
      return
    case "NODE": try readNodes(&block)
    case "ELEMENT": try readElements(&block)
    case "NSET": try readNodeSet(&block)
    case "ELSET": try readCellSet(&block)
    case "SURFACE": try readSurface(&block)
    case "MATERIAL":
      materials.append(AbaqusMaterial(name: try block.required("NAME").uppercased()))
    case "ELASTIC", "HYPERELASTIC", "DENSITY":
      guard !materials.isEmpty else { throw block.problem("stands before any *MATERIAL") }
      try materials[materials.count - 1].read(&block)
    case "SOLID SECTION":
      sections.append(
        (
          try block.required("ELSET").uppercased(), try block.required("MATERIAL").uppercased(),
          block
        ))
    case "AMPLITUDE": try readAmplitude(&block)
    case "STEP": try readStep(&block)
    case "STATIC": try readStatic(&block)
    case "BOUNDARY": try readBoundary(&block)
    case "CLOAD": try readForces(&block)
    case "DLOAD": try readDistributed(&block)
    case "DSLOAD": try readSurfacePressures(&block)
    case "END STEP": try endStep()
    default: throw block.problem("Turgor does not understand this keyword")
    }
    try block.checkParameters()
  }

  // MARK: - Mesh

  private mutating func readNodes(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let set = block.parameter("NSET")?.uppercased()
    for (words, line) in block.data {
      let number = try block.integer(words[0], line: line)
      var position = Vector3.zero
      for (axis, word) in words.dropFirst().prefix(3).enumerated() where !word.isEmpty {
        position[axis] = try block.number(word, line: line)
      }
      if nodeIndex[number] != nil {
        throw block.problem("there is a node \(number) already", line: line)
      }
      nodeIndex[number] = model.positions.count
      if let set { nodeSets[set, default: []].append(model.positions.count) }
      model.nodeNumbers.append(number)
      model.positions.append(position)
    }
  }

  private mutating func readElements(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let word = try block.required("TYPE").uppercased()
    guard let type = AbaqusCell(rawValue: word) else {
      let known = AbaqusCell.allCases.map(\.rawValue).joined(separator: ", ")
      throw block.problem("elements of type \(word); Turgor reads \(known)")
    }
    let set = block.parameter("ELSET")?.uppercased()
    // An element may go on over several lines.
    var (words, line): ([String], Int) = ([], block.line)
    var (numbers, nodes): ([Int], [Int32]) = ([], [])
    for (more, at) in block.data {
      if words.isEmpty { line = at }
      words += more.filter { !$0.isEmpty }
      guard words.count > type.shape.nodeCount else { continue }
      guard words.count == type.shape.nodeCount + 1 else {
        throw block.problem(
          "has \(words.count - 1) nodes; \(type.shape.nodeCount) are needed", line: line)
      }
      let number = try block.integer(words[0], line: line)
      if cellIndex[number] != nil {
        throw block.problem("there is an element \(number) already", line: line)
      }
      cellIndex[number] = cellIndex.count
      if let set { cellSets[set, default: []].append(number) }
      numbers.append(number)
      for word in words.dropFirst() {
        guard let index = nodeIndex[try block.integer(word, line: line)] else {
          throw block.problem("there is no node \(word)", line: line)
        }
        nodes.append(Int32(index))
      }
      words = []
    }
    guard words.isEmpty else { throw block.problem("an element lacks nodes", line: line) }
    elements.append((type, numbers, nodes))
  }

  /// Numbers, names of other sets, or ranges.
  private func members(
    _ block: inout KeywordBlock, sets: [String: [Int]], number: (Int) -> Int?
  ) throws(DocumentError.Problem) -> [Int] {
    let isGenerated = block.parameter("GENERATE") != nil
    var found: [Int] = []
    for (words, line) in block.data {
      let words = words.filter { !$0.isEmpty }
      if isGenerated {
        var range: [Int] = []
        for word in words { range.append(try block.integer(word, line: line)) }
        guard range.count >= 2, range[1] >= range[0], range.count < 3 || range[2] > 0,
          range[1] - range[0] < 10_000_000
        else { throw block.problem("is no range of first, last and step", line: line) }
        let step = range.count > 2 ? range[2] : 1
        found += stride(from: range[0], through: range[1], by: step).compactMap(number)
        continue
      }
      for word in words {
        if let own = Int(word) {
          guard let member = number(own) else {
            throw block.problem("there is no \(own)", line: line)
          }
          found.append(member)
        } else if let set = sets[word.uppercased()] {
          found += set
        } else {
          throw block.problem("there is no set \(word)", line: line)
        }
      }
    }
    return found
  }

  private mutating func readNodeSet(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let name = try block.required("NSET").uppercased()
    nodeSets[name, default: []] += try members(&block, sets: nodeSets) { nodeIndex[$0] }
  }

  private mutating func readCellSet(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let name = try block.required("ELSET").uppercased()
    let own = try members(&block, sets: cellSets) { cellIndex[$0] == nil ? nil : $0 }
    cellSets[name, default: []] += own
  }

  private mutating func readSurface(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let name = try block.required("NAME").uppercased()
    let type = block.parameter("TYPE")?.uppercased() ?? "ELEMENT"
    guard type == "ELEMENT" else {
      throw block.problem("surface of type \(type); Turgor reads ELEMENT")
    }
    for (words, line) in block.data {
      guard words.count >= 2, words[1].uppercased().hasPrefix("S"),
        let face = Int(words[1].dropFirst())
      else { throw block.problem("needs an element or a set, and a face as S1", line: line) }
      surfaces[name, default: []] += try facets(words[0], face: face, block, line: line)
    }
  }

  /// The face of a number of elements, as facets.
  private func facets(_ word: String, face: Int, _ block: KeywordBlock, line: Int)
    throws(DocumentError.Problem) -> [Facet]
  {
    var found: [Facet] = []
    for number in try cells(word, block, line: line) {
      guard let (type, nodes) = element(number) else { continue }
      guard type.shape.faces.indices.contains(face - 1) else {
        throw block.problem("\(type.rawValue) has no face \(face)", line: line)
      }
      let (shape, corners) = type.shape.faces[face - 1]
      found.append(Facet(shape, corners.map { nodes[nodes.startIndex + $0] }))
    }
    return found
  }

  /// Numbers of elements: one, or those of a set.
  private func cells(_ word: String, _ block: KeywordBlock, line: Int)
    throws(DocumentError.Problem) -> [Int]
  {
    if let number = Int(word) {
      guard cellIndex[number] != nil else {
        throw block.problem("there is no element \(number)", line: line)
      }
      return [number]
    }
    guard let set = cellSets[word.uppercased()] else {
      throw block.problem("there is no element set \(word)", line: line)
    }
    return set
  }

  private func element(_ number: Int) -> (AbaqusCell, ArraySlice<Int32>)? {
    guard let index = cellIndex[number] else { return nil }
    var first = 0
    for (type, numbers, nodes) in elements {
      if index < first + numbers.count {
        let n = type.shape.nodeCount
        return (type, nodes[(index - first) * n..<(index - first + 1) * n])
      }
      first += numbers.count
    }
    return nil
  }

  // MARK: - Steps

  private mutating func readAmplitude(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let name = try block.required("NAME").uppercased()
    let numbers = try block.numbers()
    let points = stride(from: 0, to: numbers.count - 1, by: 2).map {
      SIMD2(numbers[$0], numbers[$0 + 1])
    }
    guard numbers.count.isMultiple(of: 2), let curve = LoadCurve(points: points) else {
      throw block.problem("needs pairs of times that ascend and values")
    }
    curves[name] = curve
  }

  private mutating func readStep(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    try endStep()
    isInStep = true
    let name = block.parameter("NAME") ?? "Step \(model.steps.count + 1)"
    _ = block.parameter("INC")
    let geometry = block.parameter("NLGEOM")?.uppercased()
    let isNonlinear = geometry == "" || geometry == "YES"
    let isHyperelastic = materials.contains { $0.isHyperelastic }
    guard isNonlinear || (geometry == nil && isHyperelastic) else {
      throw block.problem("a linear step; Turgor solves at finite strain: give NLGEOM")
    }
    model.steps.append(LoadStep(name: name, duration: 1, stepSize: 1))
    histories.beginStep()
  }

  private mutating func endStep() throws(DocumentError.Problem) {
    isInStep = false
    for (weight, cells, problem) in weights {
      guard cells.count == cellIndex.count else { throw problem }
      histories.set(.gravity(weight.direction), to: weight.size, curve: weight.curve)
    }
    weights = []
  }

  private mutating func readStatic(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    guard let last = model.steps.indices.last, isInStep else {
      throw block.problem("stands outside a step")
    }
    let isDirect = block.parameter("DIRECT") != nil
    _ = block.parameter("SOLVER")
    var values: [Double?] = []
    if let (words, line) = block.data.first {
      for word in words { values.append(word.isEmpty ? nil : try block.number(word, line: line)) }
    }
    func value(_ index: Int) -> Double? { values.indices.contains(index) ? values[index] : nil }
    let duration = value(1) ?? 1
    let size = value(0) ?? duration
    guard size > 0, duration > 0, size <= duration else {
      throw block.problem("needs 0 < first increment ≤ duration")
    }
    model.steps[last].duration = duration
    model.steps[last].stepSize = size
    model.steps[last].stepping =
      isDirect
      ? nil
      : AdaptiveStepping(
        optimalIterations: 10, smallest: value(2) ?? 1e-5 * duration,
        largest: TimeValue(value(3) ?? duration))
    histories.endStep(after: duration)
  }

  /// A curve of an amplitude, in the time of its step; nil for the usual ramp.
  private func amplitude(_ block: inout KeywordBlock) throws(DocumentError.Problem) -> LoadCurve? {
    if let operation = block.parameter("OP"), operation.uppercased() != "MOD" {
      throw block.problem("OP=\(operation) is not supported; loads and supports stay")
    }
    guard let name = block.parameter("AMPLITUDE")?.uppercased() else { return nil }
    guard let curve = curves[name] else { throw block.problem("there is no amplitude \(name)") }
    return curve
  }

  // MARK: - Supports and loads

  private func nodes(_ word: String, _ block: KeywordBlock, line: Int)
    throws(DocumentError.Problem) -> [Int]
  {
    if let number = Int(word) {
      guard let index = nodeIndex[number] else {
        throw block.problem("there is no node \(number)", line: line)
      }
      return [index]
    }
    guard let set = nodeSets[word.uppercased()] else {
      throw block.problem("there is no node set \(word)", line: line)
    }
    return set
  }

  private static let namedSupports: [String: [Int]] = [
    "ENCASTRE": [0, 1, 2], "PINNED": [0, 1, 2], "XSYMM": [0], "YSYMM": [1], "ZSYMM": [2],
  ]

  private mutating func readBoundary(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let curve = try amplitude(&block)
    for (words, line) in block.data {
      let nodes = try nodes(words[0], block, line: line)
      guard words.count >= 2 else { throw block.problem("needs a direction", line: line) }
      var (axes, value) = (Self.namedSupports[words[1].uppercased()] ?? [], 0.0)
      if axes.isEmpty {
        let first = try block.integer(words[1], line: line)
        let hasLast = words.count > 2 && !words[2].isEmpty
        let last = hasLast ? try block.integer(words[2], line: line) : first
        guard (1...3).contains(first), (first...3).contains(last) else {
          throw block.problem("directions \(first) to \(last); solids have 1 to 3", line: line)
        }
        axes = Array(first - 1...last - 1)
        if words.count > 3, !words[3].isEmpty { value = try block.number(words[3], line: line) }
      }
      if !isInStep, value != 0 {
        throw block.problem("a displacement that is not 0 belongs into a step", line: line)
      }
      for axis in axes {
        histories.set(
          .support(name: words[0].uppercased(), nodes: nodes, axis: axis), to: value, curve: curve)
      }
    }
  }

  private mutating func readForces(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let curve = try amplitude(&block)
    for (words, line) in block.data {
      let nodes = try nodes(words[0], block, line: line)
      guard words.count >= 3, let axis = Int(words[1]), (1...3).contains(axis) else {
        throw block.problem("needs a node or set, a direction 1 to 3 and a force", line: line)
      }
      histories.set(
        .force(name: words[0].uppercased(), nodes: nodes, axis: axis - 1),
        to: try block.number(words[2], line: line), curve: curve)
    }
  }

  private mutating func readDistributed(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let curve = try amplitude(&block)
    for (words, line) in block.data {
      guard words.count >= 3 else {
        throw block.problem("needs a set, a kind and a size", line: line)
      }
      let (kind, size) = (words[1].uppercased(), try block.number(words[2], line: line))
      if kind == "GRAV" {
        let cells =
          words[0].isEmpty ? Array(cellIndex.keys) : try cells(words[0], block, line: line)
        guard words.count >= 6 else { throw block.problem("GRAV needs a direction", line: line) }
        var direction = Vector3.zero
        for axis in 0..<3 { direction[axis] = try block.number(words[3 + axis], line: line) }
        guard direction.length > 0 else {
          throw block.problem("the direction has no length", line: line)
        }
        let weight = Weight(direction: direction.normalized, size: size, curve: curve)
        let place = weights.firstIndex { $0.weight == weight } ?? weights.count
        if place == weights.count {
          weights.append((weight, [], block.problem(Weight.partial, line: line)))
        }
        weights[place].cells.formUnion(cells)
      } else if kind.hasPrefix("P"), let face = Int(kind.dropFirst()) {
        histories.set(
          .pressure(
            name: "\(words[0].uppercased()) \(kind)",
            facets: try facets(words[0], face: face, block, line: line)), to: size, curve: curve)
      } else {
        throw block.problem("load \(kind); Turgor reads GRAV and P1 to P6", line: line)
      }
    }
  }

  private mutating func readSurfacePressures(_ block: inout KeywordBlock)
    throws(DocumentError.Problem)
  {
    let curve = try amplitude(&block)
    for (words, line) in block.data {
      guard words.count >= 3, let facets = surfaces[words[0].uppercased()] else {
        throw block.problem("needs a surface that is defined, P and a pressure", line: line)
      }
      guard words[1].uppercased() == "P" else {
        throw block.problem("load \(words[1]); Turgor reads P", line: line)
      }
      histories.set(
        .pressure(name: words[0].uppercased(), facets: facets),
        to: try block.number(words[2], line: line), curve: curve)
    }
  }

  // MARK: - Putting together

  /// Blocks of one shape and material, then supports and loads with their courses.
  private mutating func finish() throws(DocumentError.Problem) {
    let nowhere = { (text: String) in DocumentError.Problem(place: nil, path: "", message: text) }
    guard !cellIndex.isEmpty else { throw nowhere("has no elements") }
    guard !model.steps.isEmpty else { throw nowhere("has no *STEP: nothing is to be solved") }
    try endStep()
    for material in materials {
      model.materials.append(try material.finished())
      if material.hasZeroTerms {
        notes.fillIn(
          "\(material.name): D2 and beyond = 0 as absent (Abaqus); CalculiX takes ν = 0.475 for them"
        )
      }
    }
    var materialOfCell: [Int: Int] = [:]
    for (set, name, block) in sections {
      guard let material = materials.firstIndex(where: { $0.name == name }) else {
        throw block.problem("there is no material \(name)")
      }
      guard let cells = cellSets[set] else { throw block.problem("there is no element set \(set)") }
      for cell in cells { materialOfCell[cell] = material }
    }
    for (index, (type, numbers, nodes)) in elements.enumerated() {
      let n = type.shape.nodeCount
      var places: [Int: [Int]] = [:]
      for (place, number) in numbers.enumerated() {
        guard let material = materialOfCell[number] else {
          throw nowhere("element \(number) has no *SOLID SECTION")
        }
        places[material, default: []].append(place)
      }
      for material in places.keys.sorted() {
        let own = places[material] ?? []
        model.blocks.append(
          ModelBlock(
            name: "\(model.materials[material].name) \(index + 1)", shape: type.shape,
            numbers: own.map { numbers[$0] },
            nodes: own.flatMap { nodes[$0 * n..<($0 + 1) * n] }, material: material,
            formulation: type.formulation(of: model.materials[material])))
      }
    }
    try histories.add(to: &model)
  }
}

/// The elements of Abaqus that are read.
enum AbaqusCell: String, CaseIterable {
  case C3D4, C3D10, C3D6, C3D15, C3D8, C3D20, C3D20R

  var shape: CellShape {
    switch self {
    case .C3D4: .tetrahedron4
    case .C3D10: .tetrahedron10
    case .C3D6: .wedge6
    case .C3D15: .wedge15
    case .C3D8: .hexahedron8
    case .C3D20, .C3D20R: .hexahedron20
    }
  }

  /// A linear brick or wedge has one pressure where its law splits volume from shape; a quadratic wedge has nine points.
  func formulation(of material: ModelMaterial) -> CellFormulation {
    switch self {
    case .C3D20R, .C3D15: .reduced
    case .C3D6, .C3D8: material.volumetric == nil ? .displacement : .meanDilatation(augmented: nil)
    case .C3D4, .C3D10, .C3D20: .displacement
    }
  }
}
