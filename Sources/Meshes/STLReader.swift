import Tensors

/// Reads STL files, binary and text; corners at exactly the same position become one vertex.
///
/// - Source: 3D Systems, *StereoLithography Interface Specification* (1989).
enum STLReader {
  /// Whether the bytes are a binary STL: its size follows from its count, or its name says so.
  static func isBinary(_ bytes: [UInt8], file: String) -> Bool {
    guard bytes.count >= headerSize else { return false }
    if bytes.count == headerSize + triangleSize * announced(bytes) { return true }
    return file.lowercased().hasSuffix(".stl") && !bytes.starts(with: Array("solid".utf8))
  }

  static func readBinary(_ bytes: [UInt8], file: String, allowsNotFinite: Bool = false)
    throws(SurfaceFileError) -> TriangleSurface
  {
    let count = announced(bytes)
    let found = (bytes.count - headerSize) / triangleSize
    guard bytes.count >= headerSize + triangleSize * count else {
      throw .truncated(
        file: file, at: .byte(bytes.count), items: "triangles", expected: count, found: found)
    }
    guard bytes.count == headerSize + triangleSize * count else {
      throw .malformed(
        file: file, at: .byte(headerSize + triangleSize * count),
        found: "\(bytes.count - headerSize - triangleSize * count) bytes after the last triangle",
        allowed: "the \(count) triangles that the header announces, and nothing more")
    }
    var weld = Weld()
    weld.reserve(triangles: count)
    for t in 0..<count {
      var corners = SIMD3<Int32>.zero
      for c in 0..<3 {
        let at = headerSize + triangleSize * t + 12 * (c + 1)
        let p = SIMD3<Float>(float(bytes, at), float(bytes, at + 4), float(bytes, at + 8))
        guard allowsNotFinite || (p.x.isFinite && p.y.isFinite && p.z.isFinite) else {
          throw .malformed(
            file: file, at: .byte(at),
            found: "a coordinate that is not a finite number in"
              + " triangle \(t) (counted from 0)", allowed: "finite numbers")
        }
        corners[c] = weld.vertex(at: Vector3(p))
      }
      weld.surface.triangles.append(corners)
    }
    return weld.surface
  }

  static func readText(_ bytes: [UInt8], file: String, allowsNotFinite: Bool = false)
    throws(SurfaceFileError) -> TriangleSurface
  {
    var scanner = TextScanner(bytes)
    var weld = Weld()
    _ = scanner.skipLine()  // solid and a name
    while true {
      let word = scanner.nextWord()
      if word?.text == "endsolid" { return weld.surface }
      guard let word else {
        throw .truncated(
          file: file, at: .line(scanner.line), items: "\"endsolid\"", expected: 1, found: 0)
      }
      guard word.text == "facet" else {
        throw .malformed(
          file: file, at: .line(scanner.line), found: word.quoted, allowed: "facet or endsolid")
      }
      try expect("normal", from: &scanner, file: file)
      _ = try vector(&scanner, file: file)  // often zero, and implied by the corners
      try expect("outer", from: &scanner, file: file)
      try expect("loop", from: &scanner, file: file)
      var corners = SIMD3<Int32>.zero
      for c in 0..<3 {
        try expect("vertex", from: &scanner, file: file)
        let p = try vector(&scanner, file: file)
        guard allowsNotFinite || p.isFinite else {
          throw .malformed(
            file: file, at: .line(scanner.line), found: "a coordinate that is not a finite number",
            allowed: "finite numbers")
        }
        corners[c] = weld.vertex(at: p)
      }
      try expect("endloop", from: &scanner, file: file)
      try expect("endfacet", from: &scanner, file: file)
      weld.surface.triangles.append(corners)
    }
  }

  // MARK: - Text

  private static func expect(_ keyword: String, from scanner: inout TextScanner, file: String)
    throws(SurfaceFileError)
  {
    let word = scanner.nextWord()
    guard word?.text == keyword else {
      throw .malformed(
        file: file, at: .line(scanner.line), found: word?.quoted ?? "the end of the file",
        allowed: keyword)
    }
  }

  private static func vector(_ scanner: inout TextScanner, file: String) throws(SurfaceFileError)
    -> Vector3
  {
    var v = Vector3.zero
    for axis in 0..<3 {
      let word = scanner.nextWord()
      guard let value = word?.number else {
        throw .malformed(
          file: file, at: .line(scanner.line), found: word?.quoted ?? "the end of the file",
          allowed: "three numbers")
      }
      v[axis] = value
    }
    return v
  }

  // MARK: - Binary

  private static let headerSize = 84
  private static let triangleSize = 50

  private static func announced(_ bytes: [UInt8]) -> Int { Int(word(bytes, 80)) }

  private static func word(_ bytes: [UInt8], _ i: Int) -> UInt32 {
    UInt32(bytes[i]) | UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i + 2]) << 16
      | UInt32(bytes[i + 3]) << 24
  }
  private static func float(_ bytes: [UInt8], _ i: Int) -> Float {
    Float(bitPattern: word(bytes, i))
  }
}

/// A surface under construction whose vertices are found again by their position.
private struct Weld {
  var surface = TriangleSurface()
  private var vertices: [Vector3: Int32] = [:]

  mutating func reserve(triangles: Int) {
    surface.triangles.reserveCapacity(triangles)
    vertices.reserveCapacity(triangles / 2)
  }

  mutating func vertex(at p: Vector3) -> Int32 {
    let q = p + Vector3.zero  // −0 becomes 0: one position, one key
    if let known = vertices[q] { return known }
    let new = Int32(surface.positions.count)
    surface.positions.append(q)
    vertices[q] = new
    return new
  }
}
