import Rendering

extension OptionDeclaration {
  /// Where a face is drawn from; `usual` is what is drawn without them.
  static func views(usual: String) -> [OptionDeclaration] {
    [
      OptionDeclaration(
        "view", value: .choice(PortraitView.standard.map(\.id) + ["all"]),
        help: "where from (default: \(usual))"),
      OptionDeclaration(
        "azimuth", value: .integer(-180...180),
        help: "in place of --view: degrees from the front towards the subject's left"),
      OptionDeclaration(
        "elevation", value: .integer(-90...90),
        help: "in place of --view: degrees above the horizontal"),
    ]
  }
}

extension ParsedWords {
  /// The views that the options ask for; nil where they ask for none.
  ///
  /// - Throws: `UsageError` when they name one and say angles as well.
  func views() throws(UsageError) -> [PortraitView]? {
    let (azimuth, elevation) = (integer("azimuth"), integer("elevation"))
    guard azimuth != nil || elevation != nil else {
      guard let view = text("view") else { return nil }
      return PortraitView.standard(named: view).map { [$0] } ?? PortraitView.standard
    }
    guard text("view") == nil else {
      throw UsageError(
        message: "--view says where from; --azimuth and --elevation exclude it")
    }
    let radians = Double.pi / 180
    return [
      PortraitView(
        id: "free", azimuth: radians * Double(azimuth ?? 0),
        elevation: radians * Double(elevation ?? 0))
    ]
  }
}
