import CJansson

/// A JSON document that keeps where everything stands, and collects all that is wrong with it.
///
/// jansson reads it: RFC 8259, no doubled keys, at most 2048 levels deep. Comments, `//` to the end
/// of the line and `/* … */`, are allowed and count as blanks.
public final class StrictJSON {
  /// A value of the document.
  indirect enum Value {
    case object([(key: String, value: Value)])
    case array([Value])
    case string(String)
    case number(Double)
    case boolean(Bool)
    case null

    /// The kind of value, as it is called in messages.
    var kind: String {
      switch self {
      case .object: "an object"
      case .array: "a list"
      case .string(let text): "\"\(text)\""
      case .number(let number): shortest(number)
      case .boolean(let value): value ? "true" : "false"
      case .null: "null"
      }
    }
  }

  private let value: Value
  private let places: JSONPlaces
  /// Name of the file, for messages.
  public let file: String
  /// What was found to be wrong so far.
  public private(set) var problems: [ScenarioError.Problem] = []

  /// Parses `text`, the bytes of a file in UTF-8.
  ///
  /// - Throws: `ScenarioError` with the one place where the text stops to be JSON.
  public init(parsing text: [UInt8], file: String) throws(ScenarioError) {
    self.file = file
    let blanked: [UInt8]
    do {
      blanked = try blankingComments(text)
    } catch {
      throw ScenarioError(file: file, problems: [error])
    }
    var fault = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES)
    let root = blanked.withUnsafeBytes { bytes in
      json_loadb(bytes.baseAddress, bytes.count, flags, &fault)
    }
    guard let root else {
      let message = withUnsafeBytes(of: fault.text) { bytes in
        String(decoding: bytes.dropLast().prefix { $0 != 0 }, as: UTF8.self)
      }
      let place =
        fault.line > 0
        ? TextPlace(line: Int(fault.line), column: max(1, Int(fault.column))) : nil
      throw ScenarioError(
        file: file, problems: [.init(place: place, path: "", message: "not JSON: \(message)")])
    }
    value = Self.copy(root)
    json_decref(root)
    places = JSONPlaces(scanning: blanked)
  }

  /// The whole document.
  public var root: JSONCursor { JSONCursor(document: self, value: value, path: "") }

  /// Notes a problem with what stands at `path`.
  func note(_ message: String, at path: String, key: Bool = false) {
    let place = key ? places.keys[path] : places.values[path]
    problems.append(.init(place: place, path: path, message: message))
  }

  /// Ends the reading.
  ///
  /// - Throws: `ScenarioError` with all problems that were noted.
  public func finish() throws(ScenarioError) {
    guard !problems.isEmpty else { return }
    let end = TextPlace(line: .max, column: 0)
    let sorted = problems.enumerated().sorted { a, b in
      let (p, q) = (a.element.place ?? end, b.element.place ?? end)
      return (p.line, p.column, a.offset) < (q.line, q.column, b.offset)
    }
    throw ScenarioError(file: file, problems: sorted.map(\.element))
  }

  private static func copy(_ json: UnsafeMutablePointer<json_t>) -> Value {
    switch json.pointee.type {
    case JSON_OBJECT:
      var members: [(key: String, value: Value)] = []
      var iterator = json_object_iter(json)
      while let at = iterator {
        if let key = json_object_iter_key(at), let value = json_object_iter_value(at) {
          let bytes = UnsafeRawBufferPointer(start: key, count: json_object_iter_key_len(at))
          members.append((String(decoding: bytes, as: UTF8.self), copy(value)))
        }
        iterator = json_object_iter_next(json, at)
      }
      return .object(members)
    case JSON_ARRAY:
      return .array((0..<json_array_size(json)).compactMap { json_array_get(json, $0).map(copy) })
    case JSON_STRING:
      let bytes = UnsafeRawBufferPointer(
        start: json_string_value(json), count: json_string_length(json))
      return .string(String(decoding: bytes, as: UTF8.self))
    case JSON_INTEGER, JSON_REAL: return .number(json_number_value(json))
    case JSON_TRUE: return .boolean(true)
    case JSON_FALSE: return .boolean(false)
    default: return .null
    }
  }
}

/// A number as a person would write it.
func shortest(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
}

/// The text with every character of a comment replaced by a blank, so that places stay.
private func blankingComments(_ text: [UInt8]) throws(ScenarioError.Problem) -> [UInt8] {
  let (quote, slash, star, backslash, newline) = (
    UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "\\"),
    UInt8(ascii: "\n")
  )
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var (i, inString) = (0, false)
  /// A blank for a character; the further bytes of one in UTF-8 are dropped, as columns count characters.
  func blank(_ byte: UInt8) {
    if byte == newline {
      result.append(newline)
    } else if byte & 0xC0 != 0x80 {
      result.append(0x20)
    }
  }
  while i < text.count {
    let (byte, next) = (text[i], i + 1 < text.count ? text[i + 1] : 0)
    if inString {
      result.append(byte)
      if byte == backslash, i + 1 < text.count {
        result.append(next)
        i += 1
      } else if byte == quote || byte == newline {
        inString = false
      }
      i += 1
    } else if byte == slash, next == slash {
      while i < text.count, text[i] != newline {
        blank(text[i])
        i += 1
      }
    } else if byte == slash, next == star {
      let place = textPlace(at: result.count, in: result)
      var end = i + 2
      while end + 1 < text.count, !(text[end] == star && text[end + 1] == slash) { end += 1 }
      guard end + 1 < text.count else {
        throw ScenarioError.Problem(
          place: place, path: "", message: "this comment is not closed; end it with */")
      }
      for byte in text[i...(end + 1)] { blank(byte) }
      i = end + 2
    } else {
      inString = byte == quote
      result.append(byte)
      i += 1
    }
  }
  return result
}

extension ScenarioError.Problem: Error {}

/// The line and the column of a byte.
func textPlace(at offset: Int, in text: [UInt8]) -> TextPlace {
  var place = TextPlace(line: 1, column: 1)
  for byte in text.prefix(offset) {
    if byte == UInt8(ascii: "\n") {
      place = TextPlace(line: place.line + 1, column: 1)
    } else if byte & 0xC0 != 0x80 {
      place.column += 1
    }
  }
  return place
}
