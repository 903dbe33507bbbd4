import Anatomy
import Foundation

/// Makes the files of the atlas anew.
enum AtlasCommand {
  static let declaration = CommandDeclaration(
    name: "atlas", summary: "Make the atlas anew from its parameter file",
    arguments: [.init("FOLDER", help: "the folder that holds \(AtlasFiles.parameters)")],
    examples: [
      ("turgor atlas meshes", "make surfaces, landmarks and zones from the parameters there"),
      ("turgor render meshes/atlas.ply -o atlas.png", "look at the result"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let folder = URL(filePath: words.arguments[0], directoryHint: .isDirectory)
    guard
      FileManager.default.fileExists(atPath: folder.appending(path: AtlasFiles.parameters).path)
    else {
      throw CommandFailure(
        .badInput, "\(words.arguments[0]): there is no \(AtlasFiles.parameters) in this folder")
    }
    try AtlasFiles.write(to: folder)
    console.note("wrote the atlas in \(words.arguments[0])")
    return .done
  }
}
