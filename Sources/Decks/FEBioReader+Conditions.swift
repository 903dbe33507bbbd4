import ConstitutiveModels
import Documents
import Models
import Tensors

extension FEBioReader {
  /// Supports and loads of the whole analysis, or of one step.
  mutating func readConditions(in holder: XMLElement, step: Int?) throws(DocumentError.Problem) {
    if let boundary = try holder.child("Boundary") { try readBoundary(boundary, step: step) }
    if let loads = try holder.child("Loads") { try readLoads(loads, step: step) }
  }

  // MARK: - Supports

  private mutating func readBoundary(_ boundary: XMLElement, step: Int?)
    throws(DocumentError.Problem)
  {
    for bc in boundary.all("bc") {
      let type = try bc.requiredAttribute("type")
      let (name, nodes) = (bc.attribute("name") ?? type, try self.nodes(at: bc))
      switch type {
      case "zero displacement":
        for (axis, key) in ["x_dof", "y_dof", "z_dof"].enumerated()
        where try bc.child(key)?.flag() ?? false {
          model.supports.append(
            Support(name: name, nodes: nodes, axis: axis, steps: step.map { $0...$0 }))
        }
      case "fix":
        try addFixed(try bc.required("dofs").content, at: bc, name: name, nodes: nodes, step: step)
      case "prescribed displacement", "prescribe":
        let dof = try bc.required("dof")
        guard let axis = Self.axis(dof.content) else {
          throw dof.problem("\"\(dof.content)\" is not one of x, y, z")
        }
        let value = try timeValue(try bc.required(anyOf: ["value", "scale"]))
        model.supports.append(
          Support(
            name: name, nodes: nodes, axis: axis, value: value,
            isRelative: try bc.child("relative")?.flag() ?? false, steps: step.map { $0...$0 }))
      default:
        throw bc.problem(
          "boundary condition of type \"\(type)\"; Turgor reads zero displacement, prescribed displacement"
        )
      }
    }
    for fix in boundary.all("fix") {
      try addFixed(
        try fix.requiredAttribute("bc"), at: fix, name: fix.attribute("name") ?? "fix",
        nodes: try nodes(at: fix), step: step)
    }
    for prescribe in boundary.all("prescribe") {
      let word = try prescribe.requiredAttribute("bc")
      guard let axis = Self.axis(word) else {
        throw prescribe.problem("bc=\"\(word)\" is not one of x, y, z")
      }
      model.supports.append(
        Support(
          name: prescribe.attribute("name") ?? "prescribe", nodes: try nodes(at: prescribe),
          axis: axis, value: try timeValue(try prescribe.required("scale")),
          isRelative: try prescribe.child("relative")?.flag() ?? false, steps: step.map { $0...$0 })
      )
    }
  }

  private mutating func addFixed(
    _ words: String, at element: XMLElement, name: String, nodes: [Int], step: Int?
  ) throws(DocumentError.Problem) {
    for word in words.split(separator: ",") {
      guard let axis = Self.axis(String(word).trimmingBlanks) else {
        throw element.problem("\"\(word)\" is not one of x, y, z")
      }
      model.supports.append(
        Support(name: name, nodes: nodes, axis: axis, steps: step.map { $0...$0 }))
    }
  }

  private static func axis(_ word: String) -> Int? {
    ["x": 0, "y": 1, "z": 2, "ux": 0, "uy": 1, "uz": 2][word]
  }

  /// The nodes that the attribute `node_set` names, directly or through a surface or a part.
  private func nodes(at element: XMLElement) throws(DocumentError.Problem) -> [Int] {
    let word = try element.requiredAttribute("node_set")
    guard word.hasPrefix("@") else {
      guard let nodes = nodeSets[word] else {
        throw element.problem("there is no node set \"\(word)\"")
      }
      return nodes
    }
    let parts = word.dropFirst().split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("surface", 2):
      guard let facets = surfaces[parts[1]] else {
        throw element.problem("there is no surface \"\(parts[1])\"")
      }
      return Set(facets.flatMap(\.nodes)).sorted().map(Int.init)
    case ("elem_set", 2), ("part_list", 2), ("part", 2):
      guard let cells = cellSets[parts[1]] else {
        throw element.problem("there is no element set \"\(parts[1])\"")
      }
      return nodes(ofCells: Set(cells))
    default:
      throw element.problem("\"\(word)\": Turgor reads @surface:, @elem_set: and @part_list:")
    }
  }

  private func nodes(ofCells cells: Set<Int>) -> [Int] {
    var (found, index): (Set<Int32>, Int) = ([], 0)
    for block in model.blocks {
      for cell in 0..<block.count {
        if cells.contains(index) { found.formUnion(block.nodes(ofCell: cell)) }
        index += 1
      }
    }
    return found.sorted().map(Int.init)
  }

  // MARK: - Loads

  private mutating func readLoads(_ loads: XMLElement, step: Int?) throws(DocumentError.Problem) {
    for load in loads.all("nodal_load") { try readNodalLoad(load, step: step) }
    for load in loads.all("surface_load") { try readSurfaceLoad(load, step: step) }
    for load in loads.all("body_load") { try readBodyLoad(load, step: step) }
  }

  private mutating func readNodalLoad(_ load: XMLElement, step: Int?) throws(DocumentError.Problem)
  {
    let type = load.attribute("type") ?? "nodal_load"
    let (name, nodes) = (load.attribute("name") ?? type, try self.nodes(at: load))
    ignoreShellSettings(of: load)
    if try load.child("relative")?.flag() ?? false {
      throw load.problem("a relative nodal load is not supported")
    }
    if type == "nodal_force" {
      let value = try load.required("value")
      let curve = try curve(of: value)
      add(
        name, .nodal(nodes: nodes, try value.vector()), TimeValue(1, curve: curve), step)
      return
    }
    guard type == "nodal_load" else {
      throw load.problem("nodal load of type \"\(type)\"; Turgor reads nodal_force, nodal_load")
    }
    var word = load.attribute("bc")
    if let dof = try load.child("dof") { word = dof.content }
    guard let axis = word.flatMap(Self.axis) else {
      throw load.problem("needs a <dof>, one of x, y, z")
    }
    var direction = Vector3.zero
    direction[axis] = 1
    add(name, .nodal(nodes: nodes, direction), try timeValue(try load.required("scale")), step)
  }

  private mutating func readSurfaceLoad(_ load: XMLElement, step: Int?)
    throws(DocumentError.Problem)
  {
    let type = try load.requiredAttribute("type")
    let word = try load.requiredAttribute("surface")
    guard let facets = surfaces[word] else {
      throw load.problem("there is no surface \"\(word)\"")
    }
    let name = load.attribute("name") ?? type
    ignoreShellSettings(of: load)
    let isLinear = try load.child("linear")?.flag() ?? false
    switch type {
    case "pressure":
      let isSymmetrized = try load.child("symmetric_stiffness")?.flag() ?? true
      add(
        name, .pressure(facets: facets, follows: !isLinear, isSymmetrized: isSymmetrized),
        try timeValue(try load.required("pressure")), step)
    case "normal_traction":
      try load.child("effective")?.takeAll()
      var value = try timeValue(try load.required("traction"))
      value.factor = -value.factor
      add(name, .pressure(facets: facets, follows: !isLinear, isSymmetrized: false), value, step)
    case "traction":
      let traction = try load.required("traction")
      add(
        name,
        .traction(facets: facets, try traction.vector(), perDeformedArea: !isLinear),
        try factor(of: load, vector: traction), step)
    case "force":
      let force = try load.required("force")
      add(
        name, .total(facets: facets, try force.vector()),
        try factor(of: load, vector: force), step)
    default:
      throw load.problem(
        "surface load of type \"\(type)\"; Turgor reads pressure, normal_traction, traction, force"
      )
    }
  }

  /// The scale of a load, or the curve of its vector.
  private func factor(of load: XMLElement, vector: XMLElement) throws(DocumentError.Problem)
    -> TimeValue
  {
    if let scale = try load.child("scale") { return try timeValue(scale) }
    return TimeValue(1, curve: try curve(of: vector))
  }

  /// FEBio takes the vector of a body force with the opposite sign.
  private mutating func readBodyLoad(_ load: XMLElement, step: Int?) throws(DocumentError.Problem) {
    let type = try load.requiredAttribute("type")
    let name = load.attribute("name") ?? type
    switch type {
    case "body force":
      let force = try load.required("force")
      let curve = try curve(of: force)
      add(name, .gravity(-(try force.vector())), TimeValue(1, curve: curve), step)
    case "const":
      for (axis, key) in ["x", "y", "z"].enumerated() {
        guard let value = try load.child(key) else { continue }
        var direction = Vector3.zero
        direction[axis] = -1
        add(name, .gravity(direction), try timeValue(value), step)
      }
    default:
      throw load.problem("body load of type \"\(type)\"; Turgor reads body force, const")
    }
  }

  private mutating func ignoreShellSettings(of load: XMLElement) {
    for setting in load.all("shell_bottom") { setting.takeAll() }
  }

  private mutating func add(_ name: String, _ kind: Load.Kind, _ scale: TimeValue, _ step: Int?) {
    model.loads.append(Load(name: name, kind: kind, scale: scale, steps: step.map { $0...$0 }))
  }

  // MARK: - Constraints

  /// The correction of a prestrain is the only one.
  mutating func readConstraints(in holder: XMLElement) throws(DocumentError.Problem) {
    guard let section = try holder.child("Constraints") else { return }
    for constraint in section.all("constraint") {
      let type = try constraint.requiredAttribute("type")
      _ = constraint.attribute("name")
      guard type == "prestrain" else {
        throw constraint.problem("constraint of type \"\(type)\"; Turgor reads prestrain")
      }
      let isOn = try constraint.child("update")?.flag() ?? true
      let tolerance = try constraint.child("tolerance")?.number() ?? 0
      let least = try constraint.child("min_iters")?.integer() ?? 0
      let most = try constraint.child("max_iters")?.integer() ?? -1
      if isOn {
        model.prestrainCorrection = PrestrainCorrection(
          tolerance: tolerance, minimumRounds: least, maximumRounds: most < 0 ? nil : most)
      }
    }
  }
}
