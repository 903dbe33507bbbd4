import Anatomy
import Documents
import Foundation
import Rendering

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Parameter path: of the file; paths in it are relative to its folder.
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(contentsOf path: String) throws(DocumentError) {
    let document = try StrictJSON(contentsOf: URL(fileURLWithPath: path), name: path)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) + "/" } ?? ""
    try self.init(reading: document, folder: folder)
  }

  /// Reads the bytes of a scenario file.
  ///
  /// - Parameters:
  ///   - text: the bytes, in UTF-8.
  ///   - file: its name, for messages.
  ///   - folder: put before relative paths; empty, or ending in a slash.
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(parsing text: [UInt8], file: String, folder: String = "") throws(DocumentError) {
    try self.init(reading: StrictJSON(parsing: text, file: file), folder: folder)
  }

  private init(reading document: StrictJSON, folder: String) throws(DocumentError) {
    let scenario = Self.read(document.root, folder: folder)
    try document.finish()
    guard let scenario else {
      preconditionFailure("a scenario that was not understood, and no reason why")
    }
    self = scenario
  }

  /// nil where a problem was noted that leaves nothing to fill in.
  private static func read(_ root: JSONCursor, folder: String) -> Scenario? {
    let keys = [
      "schema", "title", "face", "subject", "tissue", "resolution", "steps", "outputs",
    ]
    guard let object = root.object(keys: keys) else { return nil }
    if let schema = object.required("schema"), let name = schema.string(), name != Self.schema {
      schema.note(
        "\"\(name)\" is not a schema that this version reads; it reads \"\(Self.schema)\"")
    }
    let title = object.required("title")?.string()
    let face = object["face"].map { readFace($0, folder: folder) } ?? Face()
    let subject = object["subject"].map(readSubject) ?? Subject()
    let tissue = object["tissue"].map(readTissue) ?? Tissue()
    let resolution = object["resolution"].flatMap(readResolution) ?? .standard
    let steps = object.required("steps").flatMap(readSteps)
    let views = object["outputs"].flatMap(readViews) ?? [.front, .leftOblique]
    guard let title, let steps else { return nil }
    return Scenario(
      title: title, face: face, subject: subject, tissue: tissue, resolution: resolution,
      steps: steps, views: views)
  }

  private static func readFace(_ cursor: JSONCursor, folder: String) -> Face {
    guard let object = cursor.object(keys: ["surface", "landmarks", "captured"]) else {
      return Face()
    }
    func path(_ key: String) -> String? {
      object[key]?.string().map { $0.hasPrefix("/") ? $0 : folder + $0 }
    }
    if object["landmarks"] != nil && object["surface"] == nil {
      object["landmarks"]?.note("landmarks need the surface that they lie on: add \"surface\"")
    }
    var face = Face(surface: path("surface"), landmarks: path("landmarks"))
    if let captured = object["captured"]?.choice(Posture.self) { face.captured = captured }
    return face
  }

  private static func readSubject(_ cursor: JSONCursor) -> Subject {
    guard let object = cursor.object(keys: ["age_years", "sex", "bmi"]) else { return Subject() }
    return Subject(
      ageInYears: object.quantity("age_years", in: 18...110),
      sex: object["sex"]?.choice(Sex.self),
      bodyMassIndex: object["bmi"]?.number(in: 12...70, unit: "kg/m²"))
  }

  private static func readTissue(_ cursor: JSONCursor) -> Tissue {
    guard
      let object = cursor.object(
        keys: ["preset", "layers", "ligament_factor", "skin_tension_factor"])
    else { return Tissue() }
    var tissue = Tissue()
    if let preset = object["preset"]?.choice(PresetName.self) { tissue.preset = preset }
    if let factor = object["ligament_factor"]?.number(in: 0...100, unit: "") {
      tissue.ligamentFactor = factor
    }
    // Beyond twice what was measured the skin would be stretched out of the range of its law.
    if let factor = object["skin_tension_factor"]?.number(in: 0...2, unit: "") {
      tissue.skinTensionFactor = factor
    }
    let layers = object["layers"]?.object(
      keys: TissueLayer.allCases.reversed().map(\.rawValue))
    for layer in TissueLayer.allCases {
      guard let entry = layers?[layer.rawValue]?.object(of: "a law or a shear modulus") else {
        continue
      }
      if entry["law"] != nil {
        tissue.laws[layer] = entry.law(beside: [], of: layer)
      } else {
        entry.rejectUnknown(["shear_modulus_kPa", "law"])
        // Softer than any tissue, stiffer than any soft one: outside, a unit was mistaken.
        tissue.shearModuli[layer] = entry.quantity("shear_modulus_kPa", in: 0.01...10_000)
      }
    }
    return tissue
  }

  private static func readResolution(_ cursor: JSONCursor) -> Resolution? {
    if cursor.isString { return cursor.choice(AtlasLevel.self).map { Resolution($0) } }
    guard cursor.isObject else {
      cursor.expected("one of preview, standard, fine, or {\"edge_mm\": number}")
      return nil
    }
    guard let object = cursor.object(keys: ["edge_mm"]) else { return nil }
    _ = object.required("edge_mm")
    return object.quantity("edge_mm", in: 1...30).map { .edge($0) }
  }

  private static func readSteps(_ cursor: JSONCursor) -> [Step]? {
    guard let entries = cursor.array(of: "steps") else { return nil }
    if entries.isEmpty { cursor.note("needs at least one step") }
    var (steps, firstUse) = ([Step](), [String: String]())
    for entry in entries {
      guard let object = entry.object(keys: ["id", "posture"]) else { continue }
      let id = object.required("id")
      let posture = object.required("posture")?.choice(Posture.self)
      guard let id, let name = id.string() else { continue }
      checkName(name, at: id)
      if let first = firstUse[name] { id.note("\"\(name)\" is already the id of \(first)") }
      firstUse[name] = firstUse[name] ?? entry.path
      if let posture { steps.append(Step(id: name, posture: posture)) }
    }
    return steps
  }

  /// Ids become parts of file names.
  private static func checkName(_ name: String, at cursor: JSONCursor) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_".unicodeScalars.contains(scalar))
    }
    if !isPlain || name.count > 64 {
      cursor.note("\"\(name)\" is no id: use at most 64 letters, digits, - and _")
    }
  }

  private static func readViews(_ cursor: JSONCursor) -> [PortraitView]? {
    guard let object = cursor.object(keys: ["views"]) else { return nil }
    return object["views"]?.array(of: "views")?.compactMap { $0.choice(PortraitView.self) }
  }
}
