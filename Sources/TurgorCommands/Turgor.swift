import Anatomy
import Documents
import Meshes
import Provenance
import Rendering
import Reports
import Scans
import Scenarios
import SparseAlgebra
import Sweeps

/// The program behind the command `turgor`.
public enum Turgor {
  public static let version = TurgorVersion.current

  /// Does what a command line says.
  ///
  /// - Parameters:
  ///   - words: of the command line, without the name of the program.
  ///   - console: where data and messages go.
  /// - Returns: how the process is to end.
  public static func main(_ words: [String], console: Console = .standard) -> ExitCode {
    BLASThreads.fix()
    do {
      return try run(words, console: console)
    } catch {
      return report(error, console: console)
    }
  }

  private static func run(_ words: [String], console: Console) throws -> ExitCode {
    let declarations = allCommands.map(\.declaration)
    guard let first = words.first else {
      console.note(overviewText(declarations))
      return .usage
    }
    if ["--help", "-h", "help"].contains(first) {
      if words.count > 1, let named = declarations.first(where: { $0.name == words[1] }) {
        console.data(named.helpText)
      } else {
        console.data(overviewText(declarations))
      }
      return .done
    }
    if first == "--version" { return VersionCommand.run(ParsedWords(), console: console) }
    guard let command = allCommands.first(where: { $0.declaration.name == first }) else {
      let names = declarations.map(\.name)
      let kind = first.hasPrefix("-") ? "option" : "command"
      let near = nearestSpelling(to: first, among: names).map { "; did you mean \($0)?" } ?? "."
      throw UsageError(
        message: "unknown \(kind) \(first)\(near) Commands: \(names.joined(separator: ", "))")
    }
    let parsed = try command.declaration.parse(Array(words.dropFirst()))
    if parsed.has(OptionDeclaration.help.name) {
      console.data(command.declaration.helpText)
      return .done
    }
    return try command.run(parsed, console)
  }

  /// Says what went wrong, and which exit code that is.
  private static func report(_ error: any Error, console: Console) -> ExitCode {
    switch error {
    case let error as UsageError:
      console.fail(error.message)
      console.note("`turgor --help` shows what there is.")
      return .usage
    case let error as CommandFailure:
      console.fail(error.message)
      return error.code
    case let error as DocumentError:
      for line in error.description.split(separator: "\n") { console.fail(String(line)) }
      return .badInput
    case let error as RunFailure:
      console.fail("\(error)")
      return error.isDivergence ? .notConverged : .unmet
    case let error as RunFolderError:
      console.fail("\(error)")
      if case .notOurs = error { return .badInput }
      return .temporary
    case let error as SweepFolderError:
      console.fail("\(error)")
      switch error {
      case .notOurs, .otherPlan: return .badInput
      case .full, .unwritable: return .temporary
      }
    case let error as SweepDatabaseError:
      console.fail("\(error)")
      return .temporary
    case is SurfaceFileError, is RegistrationError, is LandmarkError, is AtlasError,
      is UnbearableTension, is ScanError, is SessionError:
      console.fail("\(error)")
      return .badInput
    case let error as PictureError:
      console.fail("\(error)")
      return .temporary
    default:
      console.fail("an error that should not be, please report it: \(error)")
      return .unmet
    }
  }
}
