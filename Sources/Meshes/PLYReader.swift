import Tensors

/// Reads the vertices, their colours and numbers, and the polygons of a PLY file; all else is passed over.
///
/// Text and binary of either byte order; x, y, z of any type; polygons as a list `vertex_indices` or
/// `vertex_index` of any integer type; colours as `red`, `green`, `blue` of type uchar.
///
/// - Source: Turk, *The PLY polygon file format* (1994).
struct PLYReader {
  static func read(_ bytes: [UInt8], file: String, allowsNotFinite: Bool = false)
    throws(SurfaceFileError) -> TriangleSurface
  {
    var numbers: [String: [Double]]?
    return try read(bytes, file: file, allowsNotFinite: allowsNotFinite, numbers: &numbers)
  }

  /// Reads all single values of the vertices besides, where `numbers` is not nil.
  static func read(
    _ bytes: [UInt8], file: String, allowsNotFinite: Bool = false,
    numbers: inout [String: [Double]]?
  ) throws(SurfaceFileError) -> TriangleSurface {
    let header = try PLYHeader(bytes, file: file)
    var reader = PLYReader(
      file: file, header: header, values: PLYValues(bytes, header: header))
    reader.allowsNotFinite = allowsNotFinite
    reader.numbers = numbers
    for element in header.elements {
      switch element.name {
      case "vertex": try reader.readVertices(element)
      case "face": try reader.readFaces(element)
      default: try reader.skip(element)
      }
    }
    guard reader.values.isAtEnd else {
      throw .malformed(
        file: file, at: reader.values.place,
        found: "\(bytes.count - reader.values.offset) bytes after the last element",
        allowed: "what the header announces, and nothing more")
    }
    numbers = reader.numbers
    return try reader.checkedSurface(header)
  }

  private let file: String
  private let header: PLYHeader
  private var values: PLYValues
  private var allowsNotFinite = false
  private var surface = TriangleSurface()
  /// Single values of the vertices by name; nil passes them over.
  private var numbers: [String: [Double]]?
  /// Where each triangle stands: a file may give its faces before its vertices.
  private var places: [FilePlace] = []

  private init(file: String, header: PLYHeader, values: PLYValues) {
    (self.file, self.header, self.values) = (file, header, values)
  }

  // MARK: - Elements

  private mutating func readVertices(_ element: PLYHeader.Element) throws(SurfaceFileError) {
    let properties = element.properties
    func column(_ name: String) -> Int? {
      properties.firstIndex { $0.name == name && $0.countType == nil }
    }
    guard let x = column("x"), let y = column("y"), let z = column("z") else {
      throw .malformed(
        file: file, at: .line(1), found: "an element vertex without x, y or z",
        allowed: "the three coordinates as properties x, y, z")
    }
    let colour = [column("red"), column("green"), column("blue")].compactMap { $0 }
      .filter { properties[$0].type == .uint8 }
    try checkRoom(for: element)
    surface.positions.reserveCapacity(element.count)
    var row = [Double](repeating: 0, count: properties.count)
    for vertex in 0..<element.count {
      let place = values.place
      for (p, property) in properties.enumerated() {
        if let countType = property.countType {
          _ = try list(countType, property.type, element, row: vertex)
        } else {
          row[p] = try value(property.type, element, row: vertex)
        }
      }
      for (p, property) in properties.enumerated() where property.countType == nil {
        numbers?[property.name, default: []].append(row[p])
      }
      let position = Vector3(row[x], row[y], row[z])
      guard allowsNotFinite || position.isFinite else {
        throw .notFinite(file: file, at: place, vertex: vertex)
      }
      surface.positions.append(position)
      if colour.count == 3 {
        // In a text file a uchar may be any number: clamp.
        let bytes = colour.map { UInt8(exactly: row[$0].rounded()) ?? (row[$0] > 0 ? 255 : 0) }
        surface.colours.append(SIMD3(bytes[0], bytes[1], bytes[2]))
      }
    }
  }

  private mutating func readFaces(_ element: PLYHeader.Element) throws(SurfaceFileError) {
    let corners = element.properties.firstIndex {
      ["vertex_indices", "vertex_index"].contains($0.name) && $0.countType != nil
        && $0.type.isInteger
    }
    guard let corners else {
      throw .malformed(
        file: file, at: .line(1), found: "an element face without corners",
        allowed: "a list of integers vertex_indices (or vertex_index)")
    }
    try checkRoom(for: element)
    surface.triangles.reserveCapacity(element.count)
    for face in 0..<element.count {
      let place = values.place
      for (p, property) in element.properties.enumerated() {
        guard let countType = property.countType else {
          _ = try value(property.type, element, row: face)
          continue
        }
        let list = try list(countType, property.type, element, row: face)
        if p == corners { try addPolygon(list, at: place) }
      }
    }
  }

  private mutating func skip(_ element: PLYHeader.Element) throws(SurfaceFileError) {
    guard !element.properties.isEmpty else { return }
    try checkRoom(for: element)
    for row in 0..<element.count {
      for property in element.properties {
        if let countType = property.countType {
          _ = try list(countType, property.type, element, row: row)
        } else {
          _ = try value(property.type, element, row: row)
        }
      }
    }
  }

  private mutating func addPolygon(_ corners: [Double], at place: FilePlace)
    throws(SurfaceFileError)
  {
    guard corners.count >= 3 else {
      throw .malformed(
        file: file, at: place, found: "a face with \(corners.count) corners",
        allowed: "3 corners or more")
    }
    var indices: [Int32] = []
    for corner in corners {
      guard let index = Int32(exactly: corner), index >= 0 else {
        throw noSuchVertex(Int(exactly: corner) ?? Int.max, at: place)
      }
      indices.append(index)
    }
    for i in 2..<indices.count {
      surface.triangles.append(SIMD3(indices[0], indices[i - 1], indices[i]))
      places.append(place)
    }
  }

  // MARK: - Checks

  private func noSuchVertex(_ index: Int, at place: FilePlace) -> SurfaceFileError {
    let count = header.elements.first { $0.name == "vertex" }?.count ?? 0
    return .noSuchVertex(file: file, at: place, index: index, allowed: 0...max(count - 1, 0))
  }

  /// Refuses an element of which even the shortest rows would not fit into the rest of the file.
  private func checkRoom(for element: PLYHeader.Element) throws(SurfaceFileError) {
    let least = header.encoding == .text ? 2 * element.properties.count : element.leastSize
    // The last word of a text file needs no blank after it.
    let room = values.remaining + (header.encoding == .text ? 1 : 0)
    if least * element.count > room {
      throw truncated(element, found: room / max(least, 1))
    }
  }

  private func truncated(_ element: PLYHeader.Element, found: Int) -> SurfaceFileError {
    .truncated(
      file: file, at: values.placeOfEnd, items: "rows of element \(element.name)",
      expected: element.count, found: found)
  }

  private func checkedSurface(_ header: PLYHeader) throws(SurfaceFileError) -> TriangleSurface {
    let count = Int32(surface.positions.count)
    for (triangle, place) in zip(surface.triangles, places) where triangle.max() >= count {
      throw noSuchVertex(Int(triangle.max()), at: place)
    }
    return surface
  }

  // MARK: - Values

  private mutating func value(_ type: PLYScalar, _ element: PLYHeader.Element, row: Int)
    throws(SurfaceFileError) -> Double
  {
    switch values.next(type) {
    case .number(let value): return value
    case .end: throw truncated(element, found: row)
    case .word(let text):
      throw .malformed(
        file: file, at: values.place, found: text,
        allowed: "a number in row \(row) of element \(element.name)")
    }
  }

  private mutating func list(
    _ countType: PLYScalar, _ type: PLYScalar, _ element: PLYHeader.Element, row: Int
  ) throws(SurfaceFileError) -> [Double] {
    let place = values.place
    let announced = try value(countType, element, row: row)
    guard let count = Int(exactly: announced), count >= 0 else {
      throw .malformed(
        file: file, at: place, found: "a list of \(announced) entries", allowed: "0 or more")
    }
    guard count <= values.remaining else { throw truncated(element, found: row) }
    var list: [Double] = []
    list.reserveCapacity(min(count, 16))
    for _ in 0..<count { list.append(try value(type, element, row: row)) }
    return list
  }
}

/// The numbers of the body of a PLY file, one after the other.
private struct PLYValues {
  enum Next { case number(Double), word(String), end }

  private let bytes: [UInt8]
  private let encoding: PLYHeader.Encoding
  private var scanner: TextScanner
  private var position: Int

  init(_ bytes: [UInt8], header: PLYHeader) {
    self.bytes = bytes
    encoding = header.encoding
    scanner = TextScanner(bytes, from: header.end.offset, line: header.end.line)
    position = header.end.offset
  }

  var offset: Int { encoding == .text ? scanner.offset : position }
  var remaining: Int { bytes.count - offset }
  /// Where the next number stands.
  var place: FilePlace {
    mutating get {
      guard encoding == .text else { return .byte(position) }
      scanner.skipBlanks()
      return .line(scanner.line)
    }
  }
  var placeOfEnd: FilePlace { encoding == .text ? .line(scanner.line) : .byte(bytes.count) }

  /// Whether nothing but blanks and line ends is left.
  var isAtEnd: Bool { bytes[offset...].allSatisfy { $0 <= 32 } }

  mutating func next(_ type: PLYScalar) -> Next {
    if encoding == .text {
      guard let word = scanner.nextWord() else { return .end }
      return word.number.map { .number($0) } ?? .word(word.quoted)
    }
    guard type.size <= remaining else { return .end }
    var bits: UInt64 = 0
    for i in 0..<type.size {
      let at = encoding == .bigEndian ? i : type.size - 1 - i
      bits = bits << 8 | UInt64(bytes[position + at])
    }
    position += type.size
    return .number(type.value(bits))
  }
}
