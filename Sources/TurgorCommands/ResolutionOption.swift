import Anatomy
import Scenarios

extension OptionDeclaration {
  static let resolution = OptionDeclaration(
    "resolution", value: .text("preview|standard|fine|MM"),
    help: "fineness of the mesh, or its edge in mm")
}

extension ParsedWords {
  /// What `--resolution` says; nil where it is not given.
  ///
  /// - Throws: `UsageError`.
  func resolution() throws(UsageError) -> Scenario.Resolution? {
    guard let text = text(OptionDeclaration.resolution.name) else { return nil }
    if let level = AtlasLevel(rawValue: text) { return Scenario.Resolution(level) }
    guard let edge = Double(text), (1...30).contains(edge) else {
      let levels = AtlasLevel.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(
        message: "--resolution: \"\(text)\" is not \(levels) or an edge of 1 to 30 mm")
    }
    return .edge(edge * 1e-3)
  }
}
