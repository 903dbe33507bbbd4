import ConstitutiveModels
import Documents
import Models
import Tensors

extension FEBioReader {
  mutating func readMaterials() throws(DocumentError.Problem) {
    let section = try root.required("Material")
    for element in section.all("material") {
      let id = try element.requiredAttribute("id")
      let name = element.attribute("name") ?? id
      let read = try material(element, name: name)
      materialIndex[version == .v2 ? id : name] = model.materials.count
      model.materials.append(read)
    }
  }

  private mutating func material(_ element: XMLElement, name: String)
    throws(DocumentError.Problem) -> ModelMaterial
  {
    var values = FEBioParameters(element, name: name)
    let density = try values.number("density", default: 1)
    let part = try constitution(&values)
    notes.merge(values.notes)
    if let volumetric = part.volumetric, volumetric.bulkModulus == 0 {
      throw element.problem("needs a bulk modulus <k>")
    }
    return ModelMaterial(
      name: name, density: density, constitution: part.constitution, volumetric: part.volumetric)
  }

  /// A material, or a part of one.
  private struct Part {
    var constitution: Constitution
    var volumetric: VolumetricEnergy?
  }

  /// A part that stands inside another, under a key such as `elastic` or `solid`.
  private mutating func part(_ element: XMLElement, in outer: FEBioParameters)
    throws(DocumentError.Problem) -> Part
  {
    var values = FEBioParameters(element, name: outer.name)
    _ = element.attribute("name")
    // Inside, the density is that of the whole material.
    try element.child("density")?.takeAll()
    let part = try constitution(&values)
    notes.merge(values.notes)
    return part
  }

  private mutating func constitution(_ values: inout FEBioParameters)
    throws(DocumentError.Problem) -> Part
  {
    var part = try plainConstitution(&values)
    // The first axis of a fibre law is its fibre; both turn on top of what is outside.
    if let fibre = try values.element.child("fiber") {
      part.constitution = .turned(try direction(fibre), part.constitution)
    }
    if let axes = try values.element.child("mat_axis") {
      part.constitution = .turned(try materialAxes(axes), part.constitution)
    }
    return part
  }

  private mutating func plainConstitution(_ values: inout FEBioParameters)
    throws(DocumentError.Problem) -> Part
  {
    let element = values.element
    let type = try element.requiredAttribute("type")
    if let law = try values.coupledLaw(type, reader: self) {
      return Part(constitution: .law(law))
    }
    if let laws = try values.uncoupledLaws(type, reader: self) {
      let constitution: Constitution =
        laws.count == 1 ? .law(laws[0]) : .mixture(laws.map { .law($0) })
      return Part(constitution: constitution, volumetric: try values.volumetric())
    }
    switch type {
    case "solid mixture", "uncoupled solid mixture":
      var parts: [Part] = []
      for solid in element.all("solid") { parts.append(try part(solid, in: values)) }
      guard !parts.isEmpty else { throw element.problem("needs <solid>") }
      let isUncoupled = type != "solid mixture"
      return try whole(
        .mixture(parts.map(\.constitution)), of: parts, isUncoupled: isUncoupled, &values)
    case "viscoelastic", "uncoupled viscoelastic":
      let terms = try values.relaxation()
      let inner = try part(try element.required("elastic"), in: values)
      return try whole(
        .relaxing(terms, inner.constitution), of: [inner], isUncoupled: type != "viscoelastic",
        &values)
    case "continuous fiber distribution":
      return Part(constitution: .law(try fibreDistribution(values)))
    case "kinematic growth":
      return try growth(values)
    case "prestrain elastic":
      return try prestrained(values)
    case "multigeneration":
      return try generations(values)
    default:
      throw element.problem(
        "material of type \"\(type)\" is not supported; see Documentation/how-to/decks.md")
    }
  }

  /// A material around others: coupled around coupled ones, uncoupled around uncoupled ones.
  private func whole(
    _ constitution: Constitution, of parts: [Part], isUncoupled: Bool,
    _ values: inout FEBioParameters
  ) throws(DocumentError.Problem) -> Part {
    guard parts.allSatisfy({ ($0.volumetric != nil) == isUncoupled }) else {
      throw values.element.problem(
        "mixes coupled and uncoupled materials, which is not supported")
    }
    guard isUncoupled else { return Part(constitution: constitution) }
    var own = try values.volumetric()
    // A mixture without a bulk modulus of its own has those of its parts; around one material they add.
    let inner = parts.reduce(0) { $0 + ($1.volumetric?.bulkModulus ?? 0) }
    if own.bulkModulus == 0 || parts.count == 1 { own.bulkModulus += inner }
    return Part(constitution: constitution, volumetric: own)
  }

  // MARK: - Axes

  /// The direction of fibres, as axes of which it is the first.
  private func direction(_ element: XMLElement) throws(DocumentError.Problem) -> MaterialAxes {
    switch element.attribute("type") ?? "vector" {
    case "vector":
      let vector = try (try element.child("vector") ?? element).vector()
      guard let axes = MaterialAxes.along(vector) else {
        throw element.problem("the direction has no length")
      }
      return axes
    case "local": return try localAxes(element)
    case "angles", "spherical angles": return try angles(element)
    case "user": return .map("fiber")
    case "map": return .map(element.content)
    case let other:
      throw element.problem(
        "fibres of type \"\(other)\"; Turgor reads vector, local, angles, user, map")
    }
  }

  private func materialAxes(_ element: XMLElement) throws(DocumentError.Problem) -> MaterialAxes {
    switch element.attribute("type") ?? "vector" {
    case "vector":
      let (a, d) = (try element.required("a"), try element.required("d"))
      guard let axes = MaterialAxes.vectors(try a.vector(), try d.vector()) else {
        throw element.problem("the axes a and d are parallel or have no length")
      }
      return axes
    case "local": return try localAxes(element)
    case "angles", "spherical angles": return try angles(element)
    case "user": return .map("mat_axis")
    case "map": return .map(element.content)
    case let other:
      throw element.problem(
        "axes of type \"\(other)\"; Turgor reads vector, local, angles, user, map")
    }
  }

  private func localAxes(_ element: XMLElement) throws(DocumentError.Problem) -> MaterialAxes {
    let nodes = try (try element.child("local") ?? element).integers()
    guard (2...3).contains(nodes.count), nodes.allSatisfy({ $0 > 0 }) else {
      throw element.problem("needs two or three nodes of the element, counted from 1")
    }
    return .nodes(nodes[0] - 1, nodes[1] - 1, nodes.count > 2 ? nodes[2] - 1 : nil)
  }

  private func angles(_ element: XMLElement) throws(DocumentError.Problem) -> MaterialAxes {
    let degree = Double.pi / 180
    return .angles(
      azimuth: (try element.child("theta")?.number() ?? 0) * degree,
      polar: (try element.child("phi")?.number() ?? 90) * degree)
  }

  // MARK: - Materials around others

  private mutating func growth(_ values: FEBioParameters) throws(DocumentError.Problem) -> Part {
    let element = try values.element.required("growth")
    let type = try element.requiredAttribute("type")
    guard let kind = KinematicGrowth.Kind(rawValue: type) else {
      let all = KinematicGrowth.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw element.problem("growth of type \"\(type)\" is not one of \(all)")
    }
    var growth = KinematicGrowth(
      kind, multiplier: try timeValue(try element.required("multiplier")))
    if let fibre = try element.child("fiber") {
      guard case .fixed(let Q) = try direction(fibre) else {
        throw fibre.problem("growth needs a fixed direction")
      }
      growth.fibre = Vector3(Q.xx, Q.yx, Q.zx)
    }
    let inner = try part(try values.element.required("elastic"), in: values)
    try requireCoupled(inner, values)
    return Part(constitution: .grown(growth, inner.constitution))
  }

  private mutating func prestrained(_ values: FEBioParameters) throws(DocumentError.Problem) -> Part
  {
    let inner = try part(try values.element.required("elastic"), in: values)
    try requireCoupled(inner, values)
    let element = try values.element.required("prestrain")
    var ramp = TimeValue(1)
    if let element = try element.child("ramp") { ramp = try timeValue(element) }
    let type = try element.requiredAttribute("type")
    switch type {
    case "prestrain gradient":
      let F0 = try element.required("F0")
      let isMap = F0.attributes.contains { $0.name == "type" && $0.value == "map" }
      if isMap { F0.take() }
      _ = isMap ? F0.attribute("type") : nil
      let prestrain: Prestrain =
        isMap ? .map(F0.content, ramp: ramp) : .gradient(try F0.matrix(), ramp: ramp)
      return Part(constitution: .prestrained(prestrain, inner.constitution))
    case "in-situ stretch":
      let stretch = try element.required("stretch").number()
      guard stretch > 0 else { throw element.problem("the stretch is not positive") }
      let isIsochoric = try element.child("isochoric")?.flag() ?? true
      // The fibre is that of the material inside.
      guard case .turned(let axes, let law) = inner.constitution else {
        throw element.problem("in-situ stretch needs a material with <fiber>")
      }
      return Part(
        constitution: .turned(
          axes,
          .prestrained(
            .inSituStretch(stretch, isIsochoric: isIsochoric, ramp: ramp), law)))
    default:
      throw element.problem(
        "prestrain of type \"\(type)\"; Turgor reads prestrain gradient, in-situ stretch")
    }
  }

  private mutating func generations(_ values: FEBioParameters) throws(DocumentError.Problem) -> Part
  {
    var parts: [(start: Double, Constitution)] = []
    for generation in values.element.all("generation") {
      _ = generation.attribute("id")
      let start = try generation.required("start_time").number()
      if let last = parts.last, last.start >= start {
        throw generation.problem("generations must begin one after the other")
      }
      let inner = try part(try generation.required("solid"), in: values)
      try requireCoupled(inner, values)
      parts.append((start, inner.constitution))
    }
    guard !parts.isEmpty else { throw values.element.problem("needs <generation>") }
    return Part(constitution: .generations(parts))
  }

  private func requireCoupled(_ part: Part, _ values: FEBioParameters)
    throws(DocumentError.Problem)
  {
    if part.volumetric != nil {
      throw values.element.problem("needs a coupled material inside")
    }
  }

  // MARK: - Fibres in many directions

  private func fibreDistribution(_ values: FEBioParameters) throws(DocumentError.Problem) -> Fibres
  {
    let fibres = try values.element.required("fibers")
    var inner = FEBioParameters(fibres, name: values.name)
    guard let law = try inner.fibreLaw(try fibres.requiredAttribute("type")) else {
      throw fibres.problem("fibres that Turgor does not know")
    }
    let distribution = try values.element.required("distribution")
    let density = try FibreDensity(distribution)
    let scheme = try values.element.required("scheme")
    let directions = try density.directions(scheme)
    return Fibres(law, directions)
  }
}

extension DeckNotes {
  mutating func merge(_ other: DeckNotes) {
    other.ignored.forEach { ignore($0) }
    other.defaults.forEach { fillIn($0) }
  }
}
