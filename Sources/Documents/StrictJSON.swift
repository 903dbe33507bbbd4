import CJansson

/// A JSON document that keeps where everything stands, and collects all that is wrong with it.
///
/// jansson reads it: RFC 8259, no doubled keys, at most 2048 levels deep. Comments, `//` to the end
/// of the line and `/* … */`, are allowed and count as blanks.
public final class StrictJSON {
  /// A longer file is refused, in bytes: the largest of ours, the zones of the atlas, has 0.1 MB.
  public static let largestFile = 4 << 20
  /// Problems after these are only counted.
  public static let mostProblems = 20

  /// What was found to be wrong, and with which value.
  private struct Note {
    var ordinal: Int
    var isAboutKey: Bool
    var path: String
    var message: String
  }

  private let value: JSONValue
  private let text: [UInt8]
  private var notes: [Note] = []
  private var noteCount = 0
  /// Name of the file, for messages.
  public let file: String

  /// Parses `text`, the bytes of a file in UTF-8.
  ///
  /// - Throws: `DocumentError` with the one place where the text stops to be JSON.
  public init(parsing text: [UInt8], file: String) throws(DocumentError) {
    self.file = file
    guard text.count <= Self.largestFile else {
      throw DocumentError(
        file: file, "is longer than \(Self.largestFile >> 20) MB, which no file of this kind is")
    }
    do {
      self.text = try blankingComments(text)
    } catch {
      throw DocumentError(file: file, problems: [error])
    }
    value = try Self.parse(self.text, file: file)
  }

  private static func parse(_ text: [UInt8], file: String) throws(DocumentError) -> JSONValue {
    var fault = json_error_t()
    let root = text.withUnsafeBytes { bytes in
      json_loadb(bytes.baseAddress, bytes.count, Int(JSON_REJECT_DUPLICATES), &fault)
    }
    guard let root else {
      let message = withUnsafeBytes(of: fault.text) { bytes in
        String(decoding: bytes.dropLast().prefix { $0 != 0 }, as: UTF8.self)
      }
      let place =
        fault.line > 0
        ? TextPlace(line: Int(fault.line), column: max(1, Int(fault.column))) : nil
      throw DocumentError(
        file: file, problems: [.init(place: place, path: "", message: "not JSON: \(message)")])
    }
    defer { json_decref(root) }
    var ordinal = 0
    return JSONValue(copying: root, ordinal: &ordinal)
  }

  /// The whole document.
  public var root: JSONCursor { JSONCursor(document: self, value: value, path: "") }

  /// Notes a problem with a value, or with its key, at `path`.
  func note(
    _ message: @autoclosure () -> String, with value: JSONValue, at path: @autoclosure () -> String,
    key: Bool = false
  ) {
    noteCount += 1
    guard notes.count < Self.mostProblems else { return }
    notes.append(
      Note(ordinal: value.ordinal, isAboutKey: key, path: path(), message: message()))
  }

  /// Ends the reading.
  ///
  /// - Throws: `DocumentError` with the problems that were noted, in the order of the file.
  public func finish() throws(DocumentError) {
    guard !notes.isEmpty else { return }
    let places = JSONPlaces(of: Set(notes.map(\.ordinal)), in: text)
    var problems = notes.map { note in
      let place = (note.isAboutKey ? places.keys : places.values)[note.ordinal]
      return DocumentError.Problem(place: place, path: note.path, message: note.message)
    }
    let end = TextPlace(line: .max, column: 0)
    problems = problems.enumerated().sorted { a, b in
      let (p, q) = (a.element.place ?? end, b.element.place ?? end)
      return (p.line, p.column, a.offset) < (q.line, q.column, b.offset)
    }.map(\.element)
    if noteCount > notes.count {
      problems.append(
        .init(place: nil, path: "", message: "and \(noteCount - notes.count) more of the kind"))
    }
    throw DocumentError(file: file, problems: problems)
  }
}
