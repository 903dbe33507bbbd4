import Documents

/// The bytes of a Gmsh file, read word by word or number by number.
struct GmshBytes {
  private let bytes: [UInt8]
  private(set) var position = 0
  private(set) var line = 1
  /// Whether numbers stand as bytes; little-endian.
  var isBinary = false
  /// The section that is read, for messages.
  var section = ""

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }
  /// Bytes that are left; no list can be longer.
  var rest: Int { bytes.count - position }

  func problem(_ message: String) -> DocumentError.Problem {
    .init(place: TextPlace(line: line, column: 1), path: section, message: message)
  }

  private mutating func step() {
    if bytes[position] == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { step() }
  }

  /// The next word; a text in quotes is one.
  mutating func word() throws(DocumentError.Problem) -> String {
    skipBlanks()
    guard position < bytes.count else { throw problem("the file ends too early") }
    let start = position
    if bytes[position] == UInt8(ascii: "\"") {
      step()
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { step() }
      guard position < bytes.count else { throw problem("a name without an end") }
      step()
      return String(decoding: bytes[start + 1..<position - 1], as: UTF8.self)
    }
    while position < bytes.count, !Self.isBlank(bytes[position]) { step() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// The rest of the line, which ends a text before bytes.
  mutating func endLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { step() }
    if position < bytes.count { step() }
  }

  /// Goes on behind the line that is `text`.
  mutating func skip(past text: String) throws(DocumentError.Problem) {
    let wanted = Array(text.utf8)
    while position + wanted.count <= bytes.count {
      if bytes[position] == wanted[0],
        bytes[position..<position + wanted.count].elementsEqual(wanted)
      {
        for _ in wanted { step() }
        return
      }
      step()
    }
    throw problem("\(text) is missing")
  }

  private mutating func raw<Number: FixedWidthInteger>(_: Number.Type)
    throws(DocumentError.Problem) -> Number
  {
    let size = MemoryLayout<Number>.size
    guard rest >= size else { throw problem("the file ends too early") }
    var value = Number.zero
    for k in (0..<size).reversed() {
      value = value << 8 | Number(truncatingIfNeeded: bytes[position + k])
    }
    position += size
    return value
  }

  /// A whole number, of four bytes in a binary file.
  mutating func int() throws(DocumentError.Problem) -> Int {
    if isBinary { return Int(try raw(Int32.self)) }
    return try parsed()
  }

  /// A whole number, of eight bytes in a binary file.
  mutating func size() throws(DocumentError.Problem) -> Int {
    if isBinary {
      guard let value = Int(exactly: try raw(UInt64.self)) else {
        throw problem("a number that is too large")
      }
      return value
    }
    return try parsed()
  }

  /// How many of something follow, each of at least `bytes` bytes.
  mutating func count(of what: String, large: Bool, bytes least: Int)
    throws(DocumentError.Problem) -> Int
  {
    let value = large ? try size() : try int()
    guard value >= 0, value <= rest / max(1, least) + 1 else {
      throw problem("\(value) \(what) do not fit into the file")
    }
    return value
  }

  private mutating func parsed() throws(DocumentError.Problem) -> Int {
    let word = try word()
    guard let value = Int(word) else { throw problem("\"\(word)\" is no whole number") }
    return value
  }

  mutating func double() throws(DocumentError.Problem) -> Double {
    let value: Double
    if isBinary {
      value = Double(bitPattern: try raw(UInt64.self))
    } else {
      let word = try word()
      guard let number = Double(word) else { throw problem("\"\(word)\" is no number") }
      value = number
    }
    guard value.isFinite else { throw problem("a number that is not finite") }
    return value
  }
}
