import Documents

/// Reads XML without document types: elements, attributes, text, the five named characters and numbered ones.
///
/// A document type could name other files or entities that grow without bound; there is none in a deck.
///
/// - Source: *Extensible Markup Language (XML) 1.0*, 5th ed. (W3C, 2008).
struct XMLScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  /// Decks nest some ten deep.
  private static let deepest = 64

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The outermost element of a file.
  static func read(_ bytes: [UInt8]) throws(DocumentError.Problem) -> XMLElement {
    var scanner = XMLScanner(bytes)
    try scanner.skipProlog()
    guard scanner.current == UInt8(ascii: "<") else {
      throw scanner.problem("expected an element, as in <febio_spec>")
    }
    let root = try scanner.element(parent: nil, depth: 0)
    try scanner.skipProlog()
    if scanner.position < bytes.count { throw scanner.problem("text after the last element") }
    return root
  }

  // MARK: - Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var place: TextPlace { TextPlace(line: line, column: position - lineStart + 1) }

  private func problem(_ message: String) -> DocumentError.Problem {
    .init(place: place, path: "", message: message)
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      position + text.count <= bytes.count
        && zip(bytes[position...], text).allSatisfy { $0 == $1 }
    }
  }

  private mutating func skip(past text: StaticString, in what: String)
    throws(DocumentError.Problem)
  {
    let start = place
    while position < bytes.count {
      if starts(with: text) {
        advance(text.utf8CodeUnitCount)
        return
      }
      advance()
    }
    throw .init(place: start, path: "", message: "\(what) without an end")
  }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { advance() }
  }

  private mutating func skipProlog() throws(DocumentError.Problem) {
    if position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while true {
      skipBlanks()
      if starts(with: "<?") {
        try skip(past: "?>", in: "an instruction")
      } else if starts(with: "<!--") {
        try skip(past: "-->", in: "a comment")
      } else if starts(with: "<!") {
        throw problem("a document type, which is not read: delete the line")
      } else {
        return
      }
    }
  }

  // MARK: - Elements

  private mutating func name() throws(DocumentError.Problem) -> String {
    let start = position
    while let byte = current, Self.isNameByte(byte) { advance() }
    if position == start { throw problem("expected a name") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default:
      [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":")].contains(byte)
    }
  }

  private mutating func element(parent: XMLElement?, depth: Int) throws(DocumentError.Problem)
    -> XMLElement
  {
    let start = place
    guard depth < Self.deepest else { throw problem("elements nest too deeply") }
    advance()
    let name = try name()
    let (attributes, isEmpty) = try attributes()
    let element = XMLElement(name: name, attributes: attributes, place: start, parent: parent)
    if isEmpty { return element }
    var text: [UInt8] = []
    while true {
      guard let byte = current else {
        throw .init(place: start, path: "", message: "<\(name)> without </\(name)>")
      }
      if byte != UInt8(ascii: "<") {
        text += try character()
      } else if starts(with: "<!--") {
        try skip(past: "-->", in: "a comment")
      } else if starts(with: "<![CDATA[") {
        let begin = position + 9
        try skip(past: "]]>", in: "a CDATA section")
        text += bytes[begin..<position - 3]
      } else if starts(with: "<?") {
        try skip(past: "?>", in: "an instruction")
      } else if starts(with: "</") {
        advance(2)
        let closing = try self.name()
        if closing != name { throw problem("</\(closing)> where </\(name)> was expected") }
        skipBlanks()
        guard current == UInt8(ascii: ">") else { throw problem("expected >") }
        advance()
        element.text = String(decoding: text, as: UTF8.self)
        return element
      } else {
        element.children.append(try self.element(parent: element, depth: depth + 1))
      }
    }
  }

  private mutating func attributes() throws(DocumentError.Problem) -> (
    [(name: String, value: String)], isEmpty: Bool
  ) {
    var found: [(name: String, value: String)] = []
    while true {
      skipBlanks()
      if starts(with: "/>") {
        advance(2)
        return (found, true)
      }
      if current == UInt8(ascii: ">") {
        advance()
        return (found, false)
      }
      let name = try name()
      skipBlanks()
      guard current == UInt8(ascii: "=") else { throw problem("expected = after \(name)") }
      advance()
      skipBlanks()
      guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        throw problem("the value of \(name) needs quotes")
      }
      advance()
      var value: [UInt8] = []
      while let byte = current, byte != quote {
        if byte == UInt8(ascii: "<") { throw problem("< in the value of \(name)") }
        value += try character()
      }
      guard current == quote else { throw problem("the value of \(name) without an end") }
      advance()
      if found.contains(where: { $0.name == name }) {
        throw problem("the attribute \(name) stands here twice")
      }
      found.append((name, String(decoding: value, as: UTF8.self)))
    }
  }

  /// The next byte of text, or the character that is written as `&…;`.
  private mutating func character() throws(DocumentError.Problem) -> [UInt8] {
    guard let byte = current else { return [] }
    guard byte == UInt8(ascii: "&") else {
      advance()
      return [byte]
    }
    let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
    guard let end else { throw problem("& that begins no character; write &amp;") }
    let word = String(decoding: bytes[position + 1..<end], as: UTF8.self)
    let named = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
    var scalar: String? = named[word]
    if word.hasPrefix("#") {
      let digits = word.dropFirst()
      let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      scalar = value.flatMap(Unicode.Scalar.init).map(String.init)
    }
    guard let scalar else { throw problem("&\(word); is no character that is known") }
    advance(end + 1 - position)
    return Array(scalar.utf8)
  }
}
