/// Where values of a JSON text and their keys stand, by the number of the value.
///
/// jansson forgets places once it has parsed; this walks over the text a second time. It relies on
/// the text being valid, and stops quietly where it is not.
struct JSONPlaces {
  private(set) var keys: [Int: TextPlace] = [:]
  private(set) var values: [Int: TextPlace] = [:]

  private let wanted: Set<Int>
  private let text: [UInt8]
  private var ordinal = 0
  private var offset = 0
  private var place = TextPlace(line: 1, column: 1)

  /// Finds the values with the numbers `wanted`, counted as in `JSONValue.ordinal`.
  init(of wanted: Set<Int>, in text: [UInt8]) {
    (self.wanted, self.text) = (wanted, text)
    scanValue()
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

  private mutating func scanValue() {
    skipBlanks()
    if wanted.contains(ordinal) { values[ordinal] = place }
    ordinal += 1
    switch byte {
    case UInt8(ascii: "{"): scanObject()
    case UInt8(ascii: "["): scanArray()
    case UInt8(ascii: "\""): scanString()
    default: scanWord()
    }
  }

  private mutating func scanObject() {
    advance()
    while true {
      skipBlanks()
      guard byte == UInt8(ascii: "\"") else { break }
      if wanted.contains(ordinal) { keys[ordinal] = place }
      scanString()
      skipBlanks()
      guard byte == UInt8(ascii: ":") else { return }
      advance()
      scanValue()
      skipBlanks()
      guard byte == UInt8(ascii: ",") else { break }
      advance()
    }
    if byte == UInt8(ascii: "}") { advance() }
  }

  private mutating func scanArray() {
    advance()
    while true {
      skipBlanks()
      guard let byte, byte != UInt8(ascii: "]") else { break }
      scanValue()
      skipBlanks()
      guard self.byte == UInt8(ascii: ",") else { break }
      advance()
    }
    if byte == UInt8(ascii: "]") { advance() }
  }

  private mutating func scanString() {
    advance()
    while let byte, byte != UInt8(ascii: "\"") {
      advance()
      if byte == UInt8(ascii: "\\") { advance() }
    }
    advance()
  }

  /// A number, or one of true, false and null.
  private mutating func scanWord() {
    while let byte, !",]} \t\r\n".utf8.contains(byte) { advance() }
  }
}
