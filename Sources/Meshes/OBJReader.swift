import Tensors

/// Reads the polygons of a Wavefront OBJ file, with their texture.
///
/// Vertices (colours after the coordinates are passed over) and faces in the forms `v`, `v/vt`,
/// `v//vn`, `v/vt/vn`, with indices from 1 or negative ones from the last vertex; the pictures that
/// `mtllib` and `usemtl` name. Groups, normals and free-form statements are passed over.
///
/// - Source: Alias/Wavefront, *Advanced Visualizer Manual*, appendix B1 (1995).
struct OBJReader {
  private static let passedOver: Set<String> = [
    "vn", "vp", "g", "s", "o", "mg", "usemap", "maplib", "p", "l",
    "bevel", "c_interp", "d_interp", "lod", "shadow_obj", "trace_obj", "ctech", "stech", "cstype",
    "deg", "bmat", "step", "curv", "curv2", "surf", "parm", "trim", "hole", "scrv", "sp", "end",
    "con",
  ]
  private static let readHere: Set<String> = ["v", "vt", "f", "usemtl", "mtllib"]

  /// Whether the first statement is one of OBJ.
  static func recognizes(_ bytes: [UInt8]) -> Bool {
    var scanner = TextScanner(bytes)
    while let word = scanner.nextWord() {
      if word.first == UInt8(ascii: "#") {
        guard scanner.skipLine() else { return false }
      } else {
        return word.count <= 12
          && (readHere.contains(word.text) || passedOver.contains(word.text))
      }
    }
    return false
  }

  /// Reads a file; materials and pictures come from `folder`, without which there is no texture.
  static func read(
    _ bytes: [UInt8], file: String, folder: ScanFolder? = nil, allowsNotFinite: Bool = false,
    limits: SurfaceFileLimits = .init()
  ) throws(SurfaceFileError) -> TriangleSurface {
    var reader = OBJReader(file: file, allowsNotFinite: allowsNotFinite)
    reader.materials = OBJMaterials(folder: folder, limits: limits)
    try reader.read(bytes)
    return reader.surface
  }

  private let file: String
  private let allowsNotFinite: Bool
  private var surface = TriangleSurface()
  private var materials = OBJMaterials(folder: nil, limits: .init())
  private var pictureCoordinates: [SIMD2<Float>] = []
  /// Of each triangle: its `vt` from 0, −1 where it has none, and its picture.
  private var pictureCorners: [(corners: SIMD3<Int32>, image: Int32)] = []
  /// Of each triangle: a face may come before its vertices.
  private var lines: [Int] = []

  private init(file: String, allowsNotFinite: Bool) {
    (self.file, self.allowsNotFinite) = (file, allowsNotFinite)
  }

  private mutating func read(_ bytes: [UInt8]) throws(SurfaceFileError) {
    var scanner = TextScanner(bytes)
    while let keyword = scanner.nextWord() {
      if keyword.first == UInt8(ascii: "#") {
        _ = scanner.skipLine()
        continue
      }
      switch keyword.text {
      case "v":
        try readPosition(&scanner)
      case "vt":
        try readPictureCoordinate(&scanner)
      case "f":
        try readFace(&scanner)
      case "mtllib":
        while let name = scanner.nextWordOfLine() { materials.addLibrary(name.text) }
      case "usemtl":
        materials.use(scanner.nextWordOfLine()?.text ?? "")
        while scanner.nextWordOfLine() != nil {}
      case let other where Self.passedOver.contains(other):
        while scanner.nextWordOfLine() != nil {}
      default:
        throw .malformed(
          file: file, at: .line(scanner.line), found: keyword.quoted,
          allowed: "a statement of OBJ such as v, vt, vn, f, g, usemtl")
      }
    }
    try checkIndices()
    addTexture()
  }

  private mutating func readPosition(_ scanner: inout TextScanner) throws(SurfaceFileError) {
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
    guard allowsNotFinite || p.isFinite else {
      throw .notFinite(file: file, at: .line(scanner.line), vertex: surface.positions.count)
    }
    surface.positions.append(p)
    while scanner.nextWordOfLine() != nil {}
  }

  /// One of a texture of a line has no second number, which then is zero.
  private mutating func readPictureCoordinate(_ scanner: inout TextScanner)
    throws(SurfaceFileError)
  {
    let (first, second) = (scanner.nextWordOfLine(), scanner.nextWordOfLine())
    guard let u = first?.number, let v = second.map(\.number) ?? 0 else {
      throw .malformed(
        file: file, at: .line(scanner.line), found: (second ?? first)?.quoted ?? "no number",
        allowed: "two numbers after vt")
    }
    pictureCoordinates.append(SIMD2(u.isFinite ? Float(u) : 0, v.isFinite ? Float(v) : 0))
    while scanner.nextWordOfLine() != nil {}
  }

  /// Adds the triangles of a face; that its corners exist is checked once all vertices are known.
  private mutating func readFace(_ scanner: inout TextScanner) throws(SurfaceFileError) {
    let line = scanner.line
    var corners: [(vertex: Int32, picture: Int32)] = []
    while let word = scanner.nextWordOfLine() {
      if word.first == UInt8(ascii: "#") {
        while scanner.nextWordOfLine() != nil {}
        break
      }
      let parts = word.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      let vertex = try index(
        parts[0], of: word, among: surface.positions.count, line: scanner.line)
      let picture =
        parts.count > 1 && !parts[1].isEmpty
        ? try index(parts[1], of: word, among: pictureCoordinates.count, line: scanner.line) : -1
      corners.append((vertex, picture))
    }
    guard corners.count >= 3 else {
      throw .malformed(
        file: file, at: .line(scanner.line), found: "a face with \(corners.count) corners",
        allowed: "3 corners or more")
    }
    for i in 2..<corners.count {
      let (a, b, c) = (corners[0], corners[i - 1], corners[i])
      surface.triangles.append(SIMD3(a.vertex, b.vertex, c.vertex))
      pictureCorners.append((SIMD3(a.picture, b.picture, c.picture), materials.image))
      lines.append(line)
    }
  }

  /// An index from 0, of one counted from 1 or backwards.
  private func index(
    _ digits: ArraySlice<UInt8>, of word: ArraySlice<UInt8>, among count: Int, line: Int
  ) throws(SurfaceFileError) -> Int32 {
    guard let index = digits.integer, index != 0 else {
      throw .malformed(
        file: file, at: .line(line), found: word.quoted,
        allowed: "v, v/vt, v//vn or v/vt/vn with v an integer other than 0")
    }
    let corner = index > 0 ? index - 1 : count + index
    guard corner >= 0, corner < Int(Int32.max) else {
      throw .noSuchVertex(
        file: file, at: .line(line), index: index, allowed: 1...max(count, 1))
    }
    return Int32(corner)
  }

  private func checkIndices() throws(SurfaceFileError) {
    let (vertices, pictures) = (surface.positions.count, pictureCoordinates.count)
    for (t, triangle) in surface.triangles.enumerated() {
      if Int(triangle.max()) >= vertices {
        throw .noSuchVertex(
          file: file, at: .line(lines[t]), index: Int(triangle.max()) + 1,
          allowed: 1...max(vertices, 1))
      }
      if Int(pictureCorners[t].corners.max()) >= pictures {
        throw .malformed(
          file: file, at: .line(lines[t]),
          found: "texture coordinate \(pictureCorners[t].corners.max() + 1)",
          allowed: "1 to \(pictures)")
      }
    }
  }

  private mutating func addTexture() {
    guard !materials.images.isEmpty else { return }
    let coordinates = pictureCoordinates
    surface.texture = SurfaceTexture(
      images: materials.images,
      corners: pictureCorners.map { corners, image in
        guard corners.min() >= 0, image >= 0 else { return .none }
        return .init(
          coordinates[Int(corners.x)], coordinates[Int(corners.y)], coordinates[Int(corners.z)],
          image: image)
      })
  }
}
