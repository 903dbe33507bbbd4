/// What the header of a PLY file announces.
struct PLYHeader {
  enum Encoding { case text, littleEndian, bigEndian }

  struct Property {
    var name: String
    /// Type of the number that says how long the list is; nil for a single value.
    var countType: PLYScalar?
    var type: PLYScalar
  }

  struct Element {
    var name: String
    var count: Int
    var properties: [Property] = []
    /// The fewest bytes that one row takes in a binary file.
    var leastSize: Int {
      properties.reduce(0) { $0 + ($1.countType?.size ?? $1.type.size) }
    }
  }

  var encoding: Encoding
  var elements: [Element]
  /// Where the first row begins.
  var end: (offset: Int, line: Int)

  /// More elements, or properties of one, are no scan but an attempt to keep the reader busy.
  private static let most = 256

  /// Reads the header line by line.
  ///
  /// - Source: Turk, *The PLY polygon file format* (1994).
  init(_ bytes: [UInt8], file: String) throws(SurfaceFileError) {
    var scanner = TextScanner(bytes)
    var encoding: Encoding?
    elements = []
    guard scanner.nextWord()?.text == "ply", scanner.skipLine() else {
      throw .malformed(
        file: file, at: .line(1), found: bytes[...].quoted, allowed: "a first line that says ply")
    }
    while let keyword = scanner.nextWord() {
      let line = scanner.line
      let isRemark = ["comment", "obj_info"].contains(keyword.text)
      let words = isRemark ? [] : Self.restOfLine(&scanner)
      switch keyword.text {
      case "format":
        encoding = try Self.encoding(words, line: line, file: file)
      case "comment", "obj_info":
        break
      case "element":
        let element = try Self.element(words, line: line, file: file)
        guard elements.count < Self.most, !elements.contains(where: { $0.name == element.name })
        else {
          throw .malformed(
            file: file, at: .line(line), found: "element \(element.name)",
            allowed: "each element once, at most \(Self.most) of them")
        }
        elements.append(element)
      case "property":
        let property = try Self.property(words, line: line, file: file)
        guard let last = elements.indices.last, elements[last].properties.count < Self.most,
          !elements[last].properties.contains(where: { $0.name == property.name })
        else {
          throw .malformed(
            file: file, at: .line(line), found: "property \(property.name)",
            allowed: "properties after their element, each once, at most \(Self.most) of them")
        }
        elements[last].properties.append(property)
      case "end_header":
        guard let encoding else {
          throw .malformed(
            file: file, at: .line(line), found: "no format line",
            allowed: "format ascii 1.0, binary_little_endian 1.0 or binary_big_endian 1.0")
        }
        _ = scanner.skipLine()
        self.encoding = encoding
        self.end = (scanner.offset, scanner.line)
        return
      default:
        throw .malformed(
          file: file, at: .line(line), found: keyword.quoted,
          allowed: "format, comment, obj_info, element, property, end_header")
      }
      guard scanner.skipLine() else { break }
    }
    throw .truncated(
      file: file, at: .line(scanner.line), items: "end_header", expected: 1, found: 0)
  }

  private static func restOfLine(_ scanner: inout TextScanner) -> [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    while words.count < 8, let word = scanner.nextWordOfLine() { words.append(word) }
    return words
  }

  private static func encoding(_ words: [ArraySlice<UInt8>], line: Int, file: String)
    throws(SurfaceFileError) -> Encoding
  {
    switch words.map(\.text) {
    case ["ascii", "1.0"]: return .text
    case ["binary_little_endian", "1.0"]: return .littleEndian
    case ["binary_big_endian", "1.0"]: return .bigEndian
    default:
      throw .malformed(
        file: file, at: .line(line), found: words.first?.quoted ?? "nothing",
        allowed: "format ascii 1.0, binary_little_endian 1.0 or binary_big_endian 1.0")
    }
  }

  private static func element(_ words: [ArraySlice<UInt8>], line: Int, file: String)
    throws(SurfaceFileError) -> Element
  {
    guard words.count == 2, let count = words[1].integer, 0...Int(Int32.max) ~= count else {
      throw .malformed(
        file: file, at: .line(line), found: words.last?.quoted ?? "nothing",
        allowed: "element, a name and a count from 0 to \(Int32.max)")
    }
    return Element(name: words[0].text, count: count)
  }

  private static func property(_ words: [ArraySlice<UInt8>], line: Int, file: String)
    throws(SurfaceFileError) -> Property
  {
    if words.count == 2, let type = PLYScalar(name: words[0].text) {
      return Property(name: words[1].text, type: type)
    }
    if words.count == 4, words[0].text == "list",
      let countType = PLYScalar(name: words[1].text), countType.isInteger,
      let type = PLYScalar(name: words[2].text)
    {
      return Property(name: words[3].text, countType: countType, type: type)
    }
    throw .malformed(
      file: file, at: .line(line), found: words.first?.quoted ?? "nothing",
      allowed: "property TYPE NAME or property list INTEGER-TYPE TYPE NAME with the types char,"
        + " uchar, short, ushort, int, uint, float, double")
  }
}

/// The number types of PLY.
enum PLYScalar {
  case int8, uint8, int16, uint16, int32, uint32, float, double

  init?(name: String) {
    switch name {
    case "char", "int8": self = .int8
    case "uchar", "uint8": self = .uint8
    case "short", "int16": self = .int16
    case "ushort", "uint16": self = .uint16
    case "int", "int32": self = .int32
    case "uint", "uint32": self = .uint32
    case "float", "float32": self = .float
    case "double", "float64": self = .double
    default: return nil
    }
  }

  /// Bytes that one number takes.
  var size: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float: 4
    case .double: 8
    }
  }

  var isInteger: Bool { self != .float && self != .double }

  /// The number whose bytes, first most significant, are those of `bits`; exact in every case.
  func value(_ bits: UInt64) -> Double {
    switch self {
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .uint8: Double(UInt8(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    case .uint16: Double(UInt16(truncatingIfNeeded: bits))
    case .int32: Double(Int32(truncatingIfNeeded: bits))
    case .uint32: Double(UInt32(truncatingIfNeeded: bits))
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    }
  }
}
