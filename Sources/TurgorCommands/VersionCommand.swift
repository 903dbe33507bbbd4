/// Prints the version.
enum VersionCommand {
  static let declaration = CommandDeclaration(
    name: "version", summary: "Print the version",
    examples: [
      ("turgor version", "print the version of the program"),
      ("turgor doctor", "print the versions of everything it uses as well"),
    ])

  @discardableResult
  static func run(_ words: ParsedWords, console: Console) -> ExitCode {
    console.data("turgor \(Turgor.version)")
    return .done
  }
}
