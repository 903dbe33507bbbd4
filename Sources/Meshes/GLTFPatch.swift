/// The triangles of a surface that share a picture, with vertices of their own.
///
/// A vertex of glTF has one place in the picture; one on a seam becomes several.
struct GLTFPatch {
  /// Number of the picture; nil for triangles without.
  let image: Int?
  /// Vertices of the surface.
  private(set) var vertices: [Int] = []
  /// In the picture, one per vertex; empty where there is none.
  private(set) var coordinates: [SIMD2<Float>] = []
  /// By place in `vertices`.
  private(set) var triangles: [SIMD3<UInt32>] = []
  private var numbers: [Corner: UInt32] = [:]

  private struct Corner: Hashable {
    var vertex: Int32
    var place: SIMD2<Float>
  }

  private init(image: Int?) { self.image = image }

  /// All of a surface, the triangles without picture first.
  static func all(of surface: TriangleSurface) -> [GLTFPatch] {
    let pictures = surface.texture?.images.count ?? 0
    var patches = [GLTFPatch(image: nil)] + (0..<pictures).map { GLTFPatch(image: $0) }
    for (t, corners) in surface.triangles.enumerated() {
      let places = surface.texture?.corners[t] ?? SurfaceTexture.Corners.none
      let hasPicture = (0..<pictures).contains(Int(places.image))
      patches[hasPicture ? Int(places.image) + 1 : 0].add(corners, at: hasPicture ? places : .none)
    }
    return patches.filter { !$0.triangles.isEmpty }
  }

  private mutating func add(_ corners: SIMD3<Int32>, at places: SurfaceTexture.Corners) {
    triangles.append(
      SIMD3(
        number(of: corners.x, at: places.a), number(of: corners.y, at: places.b),
        number(of: corners.z, at: places.c)))
  }

  private mutating func number(of vertex: Int32, at place: SIMD2<Float>) -> UInt32 {
    let corner = Corner(vertex: vertex, place: place)
    if let known = numbers[corner] { return known }
    let number = UInt32(vertices.count)
    numbers[corner] = number
    vertices.append(Int(vertex))
    if image != nil { coordinates.append(place) }
    return number
  }
}
