import Rendering

extension OptionDeclaration {
  /// In place of the quality of pictures that the scenario says, or the standard one.
  static let qualities = [
    OptionDeclaration("draft", help: "pictures for a first look, in a fifth of the time"),
    OptionDeclaration("final", help: "pictures for print: smoother, in five times the time"),
  ]
}

extension ParsedWords {
  /// The quality that `--draft` or `--final` asks for; nil where neither is given.
  ///
  /// - Throws: `UsageError` when both are.
  func quality() throws(UsageError) -> PictureQuality? {
    switch (has("draft"), has("final")) {
    case (true, true): throw UsageError(message: "--draft and --final exclude each other")
    case (true, false): .draft
    case (false, true): .final
    case (false, false): nil
    }
  }
}
