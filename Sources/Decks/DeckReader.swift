import Documents
import Foundation
import Models

/// The formats of decks, told by how a file begins.
public enum DeckFormat: String, CaseIterable, Sendable {
  case febio = "FEBio (.feb)"
  case abaqus = "Abaqus and CalculiX (.inp)"
  case model = "Turgor's model.json"

  /// The format of a file; nil where it is none that is read.
  public static func detect(_ bytes: [UInt8]) -> DeckFormat? {
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    switch bytes.first(where: { !blanks.contains($0) }) {
    case UInt8(ascii: "<"): return .febio
    case UInt8(ascii: "*"): return .abaqus
    case UInt8(ascii: "{"): return .model
    default: return nil
    }
  }
}

/// Reads a deck of any format.
public enum DeckReader {
  /// - Parameter path: of the file.
  /// - Returns: the model and what was left out or filled in.
  /// - Throws: `DocumentError` naming the file, the line and what is allowed.
  public static func read(contentsOf path: String) throws(DocumentError) -> ReadDeck {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw DocumentError(file: path, "there is no such file, or it may not be read")
    }
    return try read(Array(data), file: path)
  }

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages and for files that it names beside it.
  /// - Returns: the model and what was left out or filled in.
  /// - Throws: `DocumentError`.
  public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> ReadDeck {
    switch DeckFormat.detect(bytes) {
    case .febio: return try FEBioReader.read(bytes, file: file)
    case .abaqus: return try AbaqusReader.read(bytes, file: file)
    case .model: return try ModelDocument.read(bytes, file: file)
    case nil:
      let known = DeckFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw DocumentError(file: file, "is no deck that Turgor reads; it reads \(known)")
    }
  }
}
