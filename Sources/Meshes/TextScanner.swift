/// Takes the bytes of a text file apart into words, keeping count of the lines.
struct TextScanner {
  let bytes: [UInt8]
  private(set) var offset: Int
  /// The line of the next byte, counted from 1.
  private(set) var line: Int

  init(_ bytes: [UInt8], from offset: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.offset = offset
    self.line = line
  }

  /// The next word, on this line or a later one; nil at the end of the file.
  mutating func nextWord() -> ArraySlice<UInt8>? {
    skipBlanks()
    return wordHere()
  }

  /// Goes to the beginning of the next word, on this line or a later one.
  mutating func skipBlanks() {
    while offset < bytes.count, Self.isBlank(bytes[offset]) || bytes[offset] == Self.newline {
      if bytes[offset] == Self.newline { line += 1 }
      offset += 1
    }
  }

  /// The next word of this line; nil at its end.
  ///
  /// A backslash before the end of a line continues it.
  mutating func nextWordOfLine() -> ArraySlice<UInt8>? {
    while offset < bytes.count {
      if let past = continuation(at: offset) {
        offset = past
        line += 1
      } else if Self.isBlank(bytes[offset]) {
        offset += 1
      } else {
        break
      }
    }
    return wordHere()
  }

  /// Goes to the beginning of the next line; false at the end of the file.
  mutating func skipLine() -> Bool {
    while offset < bytes.count, bytes[offset] != Self.newline { offset += 1 }
    guard offset < bytes.count else { return false }
    offset += 1
    line += 1
    return offset < bytes.count
  }

  private mutating func wordHere() -> ArraySlice<UInt8>? {
    let start = offset
    while offset < bytes.count, !Self.isBlank(bytes[offset]), bytes[offset] != Self.newline,
      continuation(at: offset) == nil
    { offset += 1 }
    return offset > start ? bytes[start..<offset] : nil
  }

  /// Past the line break that a backslash at `i` takes away, or nil.
  private func continuation(at i: Int) -> Int? {
    guard bytes[i] == UInt8(ascii: "\\") else { return nil }
    var next = i + 1
    if next < bytes.count, bytes[next] == 13 { next += 1 }
    return next < bytes.count && bytes[next] == Self.newline ? next + 1 : nil
  }

  private static let newline = UInt8(ascii: "\n")
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 13 || byte == 11 || byte == 12
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as text.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes as text in quotes for a message: at most 24, what cannot be printed as a dot.
  var quoted: String {
    let shown = prefix(24).map { 32..<127 ~= $0 ? $0 : UInt8(ascii: ".") }
    return "\"" + String(decoding: shown, as: UTF8.self) + (count > 24 ? "…\"" : "\"")
  }

  /// The decimal integer the bytes spell out; nil if they do not, or it does not fit.
  var integer: Int? {
    var digits = self
    let negative = digits.first == UInt8(ascii: "-")
    if negative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for digit in digits {
      guard 48..<58 ~= digit else { return nil }
      value = 10 * value + Int(digit - 48)
    }
    return negative ? -value : value
  }

  /// The number the bytes spell out, as `Double` reads it.
  var number: Double? { count <= 64 ? Double(text) : nil }
}
