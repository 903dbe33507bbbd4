import Tensors

/// Reads the polygons of a Wavefront OBJ file.
///
/// Vertices (colours after the coordinates are passed over) and faces in the forms `v`, `v/vt`,
/// `v//vn`, `v/vt/vn`, with indices from 1 or negative ones from the last vertex; materials, groups,
/// texture coordinates and free-form statements are passed over.
///
/// - Source: Alias/Wavefront, *Advanced Visualizer Manual*, appendix B1 (1995).
enum OBJReader {
  private static let passedOver: Set<String> = [
    "vt", "vn", "vp", "g", "s", "o", "mg", "usemtl", "mtllib", "usemap", "maplib", "p", "l",
    "bevel", "c_interp", "d_interp", "lod", "shadow_obj", "trace_obj", "ctech", "stech", "cstype",
    "deg", "bmat", "step", "curv", "curv2", "surf", "parm", "trim", "hole", "scrv", "sp", "end",
    "con",
  ]

  /// Whether the first statement is one of OBJ.
  static func recognizes(_ bytes: [UInt8]) -> Bool {
    var scanner = TextScanner(bytes)
    while let word = scanner.nextWord() {
      if word.first == UInt8(ascii: "#") {
        guard scanner.skipLine() else { return false }
      } else {
        return word.count <= 12
          && (["v", "f"].contains(word.text) || passedOver.contains(word.text))
      }
    }
    return false
  }

  static func read(_ bytes: [UInt8], file: String) throws(SurfaceFileError) -> TriangleSurface {
    var scanner = TextScanner(bytes)
    var surface = TriangleSurface()
    var lines: [Int] = []  // of each triangle: a face may come before its vertices
    while let keyword = scanner.nextWord() {
      if keyword.first == UInt8(ascii: "#") {
        _ = scanner.skipLine()
        continue
      }
      switch keyword.text {
      case "v":
        surface.positions.append(
          try position(&scanner, vertex: surface.positions.count, file: file))
        while scanner.nextWordOfLine() != nil {}
      case "f":
        let line = scanner.line
        let corners = try face(&scanner, vertices: surface.positions.count, file: file)
        for i in 2..<corners.count {
          surface.triangles.append(SIMD3(corners[0], corners[i - 1], corners[i]))
          lines.append(line)
        }
      case let other where passedOver.contains(other):
        while scanner.nextWordOfLine() != nil {}
      default:
        throw .malformed(
          file: file, at: .line(scanner.line), found: keyword.quoted,
          allowed: "a statement of OBJ such as v, vt, vn, f, g, usemtl")
      }
    }
    let count = surface.positions.count
    for (triangle, line) in zip(surface.triangles, lines) where Int(triangle.max()) >= count {
      throw .noSuchVertex(
        file: file, at: .line(line), index: Int(triangle.max()) + 1, allowed: 1...max(count, 1))
    }
    return surface
  }

  private static func position(_ scanner: inout TextScanner, vertex: Int, file: String)
    throws(SurfaceFileError) -> Vector3
  {
    var p = Vector3.zero
    for axis in 0..<3 {
      let word = scanner.nextWordOfLine()
      guard let value = word?.number else {
        throw .malformed(
          file: file, at: .line(scanner.line), found: word?.quoted ?? "\(axis) coordinates",
          allowed: "three numbers after v")
      }
      p[axis] = value
    }
    guard p.isFinite else { throw .notFinite(file: file, at: .line(scanner.line), vertex: vertex) }
    return p
  }

  /// The corners of a face, from 0; that they exist is checked once all vertices are known.
  private static func face(_ scanner: inout TextScanner, vertices: Int, file: String)
    throws(SurfaceFileError) -> [Int32]
  {
    var corners: [Int32] = []
    while let word = scanner.nextWordOfLine() {
      if word.first == UInt8(ascii: "#") {
        while scanner.nextWordOfLine() != nil {}
        break
      }
      let first = word.prefix { $0 != UInt8(ascii: "/") }
      guard let index = first.integer, index != 0 else {
        throw .malformed(
          file: file, at: .line(scanner.line), found: word.quoted,
          allowed: "v, v/vt, v//vn or v/vt/vn with v an integer other than 0")
      }
      let corner = index > 0 ? index - 1 : vertices + index
      guard corner >= 0, corner < Int(Int32.max) else {
        throw .noSuchVertex(
          file: file, at: .line(scanner.line), index: index, allowed: 1...max(vertices, 1))
      }
      corners.append(Int32(corner))
    }
    guard corners.count >= 3 else {
      throw .malformed(
        file: file, at: .line(scanner.line), found: "a face with \(corners.count) corners",
        allowed: "3 corners or more")
    }
    return corners
  }
}
