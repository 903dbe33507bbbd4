/// Where the keys and the values of a JSON text stand, by their paths.
///
/// jansson forgets places once it has parsed; this walks over the text a second time. It relies on
/// the text being valid, and stops quietly where it is not.
struct JSONPlaces {
  private(set) var keys: [String: TextPlace] = [:]
  private(set) var values: [String: TextPlace] = [:]

  private let text: [UInt8]
  private var offset = 0
  private var place = TextPlace(line: 1, column: 1)

  init(scanning text: [UInt8]) {
    self.text = text
    scanValue(path: "")
  }

  private var byte: UInt8? { offset < text.count ? text[offset] : nil }

  private mutating func advance() {
    guard let byte else { return }
    if byte == UInt8(ascii: "\n") {
      place = TextPlace(line: place.line + 1, column: 1)
    } else if byte & 0xC0 != 0x80 {
      place.column += 1
    }
    offset += 1
  }

  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { advance() }
  }

  private mutating func scanValue(path: String) {
    skipBlanks()
    values[path] = place
    switch byte {
    case UInt8(ascii: "{"): scanObject(path: path)
    case UInt8(ascii: "["): scanArray(path: path)
    case UInt8(ascii: "\""): _ = scanString()
    default:
      let ends = Array(",]} \t\r\n".utf8)
      while let byte, !ends.contains(byte) { advance() }
    }
  }

  private mutating func scanObject(path: String) {
    advance()
    while true {
      skipBlanks()
      guard byte == UInt8(ascii: "\"") else { break }
      let start = place
      let member = JSONCursor.path(path, key: scanString())
      keys[member] = start
      skipBlanks()
      guard byte == UInt8(ascii: ":") else { return }
      advance()
      scanValue(path: member)
      skipBlanks()
      guard byte == UInt8(ascii: ",") else { break }
      advance()
    }
    if byte == UInt8(ascii: "}") { advance() }
  }

  private mutating func scanArray(path: String) {
    advance()
    var index = 0
    while true {
      skipBlanks()
      guard let byte, byte != UInt8(ascii: "]") else { break }
      scanValue(path: "\(path)[\(index)]")
      index += 1
      skipBlanks()
      guard self.byte == UInt8(ascii: ",") else { break }
      advance()
    }
    if byte == UInt8(ascii: "]") { advance() }
  }

  /// The string that begins here; escapes other than those of ASCII are left as they stand.
  private mutating func scanString() -> String {
    advance()
    var bytes: [UInt8] = []
    while let byte, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        advance()
        guard let escaped = self.byte else { break }
        switch escaped {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "u"): bytes += Array("\\u".utf8)
        default: bytes.append(escaped)
        }
      } else {
        bytes.append(byte)
      }
      advance()
    }
    advance()
    return String(decoding: bytes, as: UTF8.self)
  }
}
