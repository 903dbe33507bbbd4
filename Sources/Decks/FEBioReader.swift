import ConstitutiveModels
import Documents
import Models
import ReferenceElements
import Tensors

/// A model as it was read, and what to say about the reading.
public struct ReadDeck: Sendable {
  public var model: Model
  public var notes: DeckNotes

  public init(model: Model, notes: DeckNotes) { (self.model, self.notes) = (model, notes) }
}

/// Reads FEBio's input files (`.feb`, specifications 2.5, 3.0 and 4.0) into a model.
///
/// Whatever is not understood is an error with its line; settings that cannot change a converged solution are noted.
///
/// - Source: *FEBio User Manual*, versions 2.9, 3.7 and 4.0.
public struct FEBioReader {
  var model = Model()
  var notes = DeckNotes()
  let version: FEBioVersion
  let root: XMLElement
  /// Index of a node by its number.
  var nodeIndex: [Int: Int] = [:]
  /// Indices of cells by the name of a part or an element set.
  var cellSets: [String: [Int]] = [:]
  var nodeSets: [String: [Int]] = [:]
  var surfaces: [String: [Facet]] = [:]
  /// Index of a cell by its number, and the material that an old file names with a part.
  var cellIndex: [Int: Int] = [:]
  var partMaterial: [String?] = []
  var materialIndex: [String: Int] = [:]
  var curves: [String: LoadCurve] = [:]

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  /// - Returns: the model and what was left out or filled in.
  /// - Throws: `DocumentError` with all that is not understood.
  public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> ReadDeck {
    let reader: FEBioReader
    do throws(DocumentError.Problem) {
      var started = try FEBioReader(try XMLScanner.read(bytes))
      try started.readSections()
      reader = started
    } catch {
      throw DocumentError(file: file, problems: [error])
    }
    let leftovers = reader.root.leftovers
    guard leftovers.isEmpty else {
      throw DocumentError(file: file, problems: Array(leftovers.prefix(Self.mostProblems)))
    }
    return ReadDeck(model: reader.model, notes: reader.notes)
  }

  /// More would fill a terminal.
  private static let mostProblems = 20

  private init(_ root: XMLElement) throws(DocumentError.Problem) {
    self.root = root
    root.take()
    guard root.name == "febio_spec" else {
      throw root.problem("is no FEBio file: its outermost element is <febio_spec>")
    }
    let found = try root.requiredAttribute("version")
    guard let version = FEBioVersion(rawValue: found) else {
      let all = FEBioVersion.allCases.map(\.rawValue).joined(separator: ", ")
      throw root.problem("version \(found) is not one of \(all)")
    }
    self.version = version
  }

  private mutating func readSections() throws(DocumentError.Problem) {
    try readModule()
    for name in ["Globals", "Output"] {
      for section in root.all(name) {
        section.takeAll()
        notes.ignore(name)
      }
    }
    try readCurves()
    try readMaterials()
    try readMesh()
    try readMeshData()
    try readDomains()
    try readConditions(in: root, step: nil)
    try readSteps()
    try readConstraints(in: root)
    if model.cellCount == 0 { throw root.problem("has no elements") }
    if model.steps.isEmpty { throw root.problem("has no <Control>: nothing is to be solved") }
  }

  private func readModule() throws(DocumentError.Problem) {
    guard let module = try root.child("Module") else { return }
    let type = try module.requiredAttribute("type")
    guard type == "solid" else {
      throw module.problem("\"\(type)\" is not supported; Turgor reads \"solid\"")
    }
    try module.child("units")?.takeAll()
  }

  // MARK: - Load curves

  private mutating func readCurves() throws(DocumentError.Problem) {
    guard let section = try root.child("LoadData") else { return }
    for controller in section.all("load_controller") + section.all("loadcurve") {
      let id = try controller.requiredAttribute("id")
      _ = controller.attribute("name")
      let isOld = controller.name == "loadcurve"
      var interpolation = "LINEAR"
      if isOld {
        interpolation = (controller.attribute("type") ?? "linear").uppercased()
      } else if let type = controller.attribute("type"), type != "loadcurve" {
        throw controller.problem("load controller of type \"\(type)\"; Turgor reads \"loadcurve\"")
      }
      let kind = try controller.child("interpolate")
      let extending = try controller.child("extend")
      let holder = try controller.child("points") ?? controller
      let points = holder.all("pt") + holder.all("point") + holder.all("loadpoint")
      var pairs: [SIMD2<Double>] = []
      for point in points {
        let pair = try point.numbers(2)
        pairs.append(SIMD2(pair[0], pair[1]))
      }
      let word = kind?.content ?? interpolation
      guard let known = LoadCurve.Interpolation(rawValue: word.uppercased()) else {
        throw (kind ?? controller).problem(unknown(word, LoadCurve.Interpolation.allCases))
      }
      let end = extending?.content ?? (isOld ? controller.attribute("extend") : nil) ?? "CONSTANT"
      guard let knownEnd = LoadCurve.Extension(rawValue: end.uppercased()) else {
        throw (extending ?? controller).problem(unknown(end, LoadCurve.Extension.allCases))
      }
      guard let curve = LoadCurve(points: pairs, interpolation: known, extending: knownEnd) else {
        throw controller.problem("needs points whose times ascend")
      }
      curves[id] = curve
    }
  }

  private func unknown<Word: RawRepresentable>(_ found: String, _ known: [Word]) -> String
  where Word.RawValue == String {
    "\"\(found)\" is not one of \(known.map(\.rawValue).joined(separator: ", "))"
  }

  /// The number of an element, which may follow a load curve.
  func timeValue(_ element: XMLElement) throws(DocumentError.Problem) -> TimeValue {
    let curve = try curve(of: element)
    return TimeValue(try element.factor(), curve: curve)
  }

  /// The load curve that an element follows, if any.
  func curve(of element: XMLElement) throws(DocumentError.Problem) -> LoadCurve? {
    guard let id = element.attribute("lc") else { return nil }
    guard let curve = curves[id] else {
      throw element.problem("there is no load curve \(id)")
    }
    return curve
  }
}

/// The specifications of the file that are read.
public enum FEBioVersion: String, CaseIterable, Sendable {
  case v2 = "2.5"
  case v3 = "3.0"
  case v4 = "4.0"
}
