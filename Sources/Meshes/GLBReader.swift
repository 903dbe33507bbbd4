import Tensors

/// Reads the triangles of a glTF binary file (GLB), in metres, with vertex colours and texture.
///
/// All meshes of the default scene are joined, each moved by its nodes; colours, which glTF gives in
/// linear light, become sRGB as in other formats. Compressed meshes are refused; morphs, skins,
/// animations, points and lines are passed over.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021).
struct GLBReader {
  /// Extensions a file may require: they change how numbers are packed or how skin shines.
  private static let understood: Set<String> = [
    "KHR_mesh_quantization", "KHR_materials_unlit", "KHR_materials_specular",
    "KHR_materials_pbrSpecularGlossiness", "KHR_materials_ior", "KHR_materials_sheen",
    "KHR_materials_clearcoat",
  ]

  static func read(
    _ bytes: [UInt8], file: String, folder: ScanFolder? = nil, allowsNotFinite: Bool = false,
    limits: SurfaceFileLimits = .init()
  ) throws(SurfaceFileError) -> TriangleSurface {
    let container = try GLBContainer(bytes, file: file)
    var reader = GLBReader(
      document: GLTFDocument(container, file: file, folder: folder, limits: limits),
      file: file, allowsNotFinite: allowsNotFinite, limits: limits)
    try reader.read()
    return reader.surface
  }

  private var document: GLTFDocument
  private let file: String
  private let allowsNotFinite: Bool
  private let limits: SurfaceFileLimits
  private var surface = TriangleSurface()
  private var hasColours = false
  private var corners: [SurfaceTexture.Corners] = []
  private var images: [SurfaceTexture.Image] = []
  /// Number in `images` of each image of the file; −1 where it cannot be used.
  private var imageNumbers: [Int: Int32] = [:]

  private init(
    document: GLTFDocument, file: String, allowsNotFinite: Bool, limits: SurfaceFileLimits
  ) {
    (self.document, self.file) = (document, file)
    (self.allowsNotFinite, self.limits) = (allowsNotFinite, limits)
  }

  private mutating func read() throws(SurfaceFileError) {
    for name in document.root["extensionsRequired"] as? [String] ?? [] {
      guard Self.understood.contains(name) else {
        throw document.error(
          "extensionsRequired", found: name.short,
          allowed: "none that compresses; export the scan without compression")
      }
    }
    for instance in try GLTFScene(document).instances {
      try readMesh(instance.mesh, transform: instance.transform)
    }
    if !hasColours { surface.colours = [] }
    if !images.isEmpty { surface.texture = SurfaceTexture(images: images, corners: corners) }
  }

  private mutating func readMesh(_ number: Int, transform: GLTFTransform)
    throws(SurfaceFileError)
  {
    let mesh = try document.entry("meshes", number)
    for (p, primitive) in document.list("primitives", of: mesh).enumerated() {
      let path = "meshes[\(number)].primitives[\(p)]"
      let mode = try document.integer("mode", of: primitive, at: path) ?? 4
      guard (4...6).contains(mode) else { continue }
      let attributes = primitive["attributes"] as? GLTFDocument.Object ?? [:]
      guard let position = try document.integer("POSITION", of: attributes, at: path) else {
        continue
      }
      let positions = try GLTFAccessor(position, of: &document)
      guard positions.width == 3 else {
        throw document.error(path, found: "\(positions.width) coordinates", allowed: "3")
      }
      let first = surface.positions.count
      try checkCount(vertices: positions.count)
      try addPositions(positions, transform: transform)
      try addColours(attributes, path: path, count: positions.count)
      let order = try order(of: primitive, path: path, mode: mode, vertices: positions.count)
      try addTriangles(
        order, first: first, primitive: primitive, attributes: attributes, path: path,
        isMirrored: transform.isMirrored)
    }
  }

  private func checkCount(vertices: Int = 0, triangles: Int = 0) throws(SurfaceFileError) {
    let (v, t) = (surface.positions.count + vertices, surface.triangles.count + triangles)
    if t > limits.triangles {
      throw .tooLarge(file: file, what: "triangles", found: t, limit: limits.triangles)
    }
    if v > 3 * limits.triangles {
      throw .tooLarge(file: file, what: "vertices", found: v, limit: 3 * limits.triangles)
    }
  }

  private mutating func addPositions(_ accessor: GLTFAccessor, transform: GLTFTransform)
    throws(SurfaceFileError)
  {
    surface.positions.reserveCapacity(surface.positions.count + accessor.count)
    for row in 0..<accessor.count {
      let p = transform.applied(
        to: Vector3(accessor.value(row, 0), accessor.value(row, 1), accessor.value(row, 2)))
      guard allowsNotFinite || p.isFinite else {
        throw .notFinite(file: file, at: .entry("POSITION"), vertex: surface.positions.count)
      }
      surface.positions.append(p)
    }
  }

  private mutating func addColours(
    _ attributes: GLTFDocument.Object, path: String, count: Int
  ) throws(SurfaceFileError) {
    if let number = try document.integer("COLOR_0", of: attributes, at: path) {
      let colours = try GLTFAccessor(number, of: &document)
      guard colours.count == count, colours.width >= 3 else {
        throw document.error(path, found: "\(colours.count) colours", allowed: "\(count) of RGB")
      }
      hasColours = true
      for row in 0..<count {
        let channel = { (c: Int) in sRGB(colours.value(row, c, asPart: true)) }
        surface.colours.append(SIMD3(channel(0), channel(1), channel(2)))
      }
    } else {
      surface.colours += Array(repeating: SIMD3(255, 255, 255), count: count)
    }
  }

  /// The vertices of the triangles, three for each, from 0 for the first of this primitive.
  private mutating func order(
    of primitive: GLTFDocument.Object, path: String, mode: Int, vertices: Int
  ) throws(SurfaceFileError) -> [SIMD3<Int32>] {
    var indices: GLTFAccessor?
    if let number = try document.integer("indices", of: primitive, at: path) {
      indices = try GLTFAccessor(number, of: &document)
    }
    if let indices, indices.width != 1 || ![.uint8, .uint16, .uint32].contains(indices.component) {
      throw document.error(path, found: "indices of another type", allowed: "unsigned integers")
    }
    let count = indices?.count ?? vertices
    let triangles = mode == 4 ? count / 3 : max(count - 2, 0)
    try checkCount(triangles: triangles)
    var order: [SIMD3<Int32>] = []
    order.reserveCapacity(triangles)
    for t in 0..<triangles {
      let rows =
        switch mode {
        case 4: SIMD3(3 * t, 3 * t + 1, 3 * t + 2)
        case 5: t % 2 == 0 ? SIMD3(t, t + 1, t + 2) : SIMD3(t + 1, t, t + 2)
        default: SIMD3(0, t + 1, t + 2)
        }
      var corners = SIMD3<Int32>.zero
      for c in 0..<3 {
        let vertex = indices.map { Int($0.value(rows[c], 0)) } ?? rows[c]
        guard vertex < vertices else {
          throw .noSuchVertex(
            file: file, at: .entry(path), index: vertex, allowed: 0...max(vertices - 1, 0))
        }
        corners[c] = Int32(vertex)
      }
      order.append(corners)
    }
    return order
  }

  private mutating func addTriangles(
    _ order: [SIMD3<Int32>], first: Int, primitive: GLTFDocument.Object,
    attributes: GLTFDocument.Object, path: String, isMirrored: Bool
  ) throws(SurfaceFileError) {
    let picture = try picture(of: primitive, path: path)
    var coordinates: GLTFAccessor?
    if let picture,
      let number = try document.integer(
        "TEXCOORD_\(picture.set)", of: attributes, at: path)
    {
      let accessor = try GLTFAccessor(number, of: &document)
      let highest = order.reduce(-1) { max($0, $1.max()) }
      guard accessor.width == 2, accessor.count > Int(highest) else {
        throw document.error(
          path, found: "\(accessor.count) texture coordinates", allowed: "two for every vertex")
      }
      coordinates = accessor
    }
    /// Image rows go down in glTF; here v goes up.
    func uv(_ vertex: Int32) -> SIMD2<Float> {
      guard let coordinates else { return .zero }
      let isInteger = coordinates.component != .float
      let (u, v) = (
        coordinates.value(Int(vertex), 0, asPart: isInteger),
        coordinates.value(Int(vertex), 1, asPart: isInteger)
      )
      return SIMD2(u.isFinite ? Float(u) : 0, v.isFinite ? Float(1 - v) : 0)
    }
    for t in order {
      let turned = isMirrored ? SIMD3(t.x, t.z, t.y) : t
      surface.triangles.append(turned &+ Int32(first))
      guard let picture, coordinates != nil else {
        corners.append(.none)
        continue
      }
      corners.append(
        .init(uv(turned.x), uv(turned.y), uv(turned.z), image: picture.image))
    }
  }

  /// The picture of the base colour of a primitive, and which set of coordinates it uses.
  private mutating func picture(of primitive: GLTFDocument.Object, path: String)
    throws(SurfaceFileError) -> (image: Int32, set: Int)?
  {
    guard let material = try document.integer("material", of: primitive, at: path) else {
      return nil
    }
    let entry = try document.entry("materials", material)
    let base = entry["pbrMetallicRoughness"] as? GLTFDocument.Object
    guard let info = base?["baseColorTexture"] as? GLTFDocument.Object,
      let texture = try document.integer("index", of: info, at: path)
    else { return nil }
    let set = try document.integer("texCoord", of: info, at: path) ?? 0
    let source = try document.integer(
      "source", of: try document.entry("textures", texture), at: "textures[\(texture)]")
    guard let source else { return nil }
    if imageNumbers[source] == nil {
      imageNumbers[source] = -1
      if images.count < 64, let image = try document.image(source) {
        imageNumbers[source] = Int32(images.count)
        images.append(image)
      }
    }
    guard let number = imageNumbers[source], number >= 0 else { return nil }
    return (number, set)
  }
}

/// Linear light in [0, 1] as a byte of sRGB (IEC 61966-2-1); not a number becomes 0.
private func sRGB(_ linear: Double) -> UInt8 {
  let x = linear > 0 ? min(linear, 1) : 0
  let encoded = x <= 0.0031308 ? 12.92 * x : 1.055 * .power(x, 1 / 2.4) - 0.055
  return UInt8((255 * encoded).rounded())
}
