import Meshes
import Tensors

/// What colours a surface by itself: the pictures of its texture, or else the colours of its vertices.
///
/// Decoded once, it serves all displaced copies of a surface.
public struct SurfacePaint: Sendable {
  /// Empty where the vertices have the colours.
  let pictures: [TexturePyramid]
  /// Linear, one per vertex of the surface; empty where pictures have them.
  let vertexColors: [LinearColor]

  /// Of triangles that lie in no picture, and of what was not scanned.
  public static let neutral = SIMD3<UInt8>(repeating: 181)
  static let neutralColor = LinearColor(sRGBGray: 181.0 / 255)

  /// The paint of a surface; nil where it has neither texture nor colours.
  ///
  /// - Throws: `PictureError.texture` for a picture that cannot be decoded.
  public init?(of surface: TriangleSurface) throws(PictureError) {
    if let texture = surface.texture, !texture.images.isEmpty {
      var pictures: [TexturePyramid] = []
      for (number, image) in texture.images.enumerated() {
        pictures.append(
          TexturePyramid(
            try DecodedPicture(image),
            covered: texture.corners.lazy.filter { $0.image == Int32(number) }))
      }
      (self.pictures, vertexColors) = (pictures, [])
    } else if !surface.colours.isEmpty {
      (pictures, vertexColors) = ([], surface.colours.map(LinearColor.init(bytes:)))
    } else {
      return nil
    }
  }

  /// The colour at a place of a triangle.
  ///
  /// - Parameters:
  ///   - corners: where the triangle lies in the pictures.
  ///   - weights: barycentric coordinates.
  ///   - part: the part of the triangle that the colour stands for, by area.
  /// - Returns: linear; `neutral` for a triangle that lies in no picture.
  func color(at corners: SurfaceTexture.Corners, _ weights: Vector3, over part: Double)
    -> LinearColor
  {
    guard pictures.indices.contains(Int(corners.image)) else { return Self.neutralColor }
    let picture = pictures[Int(corners.image)]
    let place =
      SIMD2<Double>(corners.a) * weights.x + SIMD2<Double>(corners.b) * weights.y
      + SIMD2<Double>(corners.c) * weights.z
    return picture.color(at: place, over: part * picture.texels(of: corners))
  }

  /// The colours of the vertices as sRGB bytes, for formats that know no pictures.
  ///
  /// A vertex at a seam has the mean of the charts that meet there; each colour is the mean over the
  /// texels of a third of a triangle, so that fine patterns do not turn into noise.
  public func vertexColours(of surface: TriangleSurface) -> [SIMD3<UInt8>] {
    guard let texture = surface.texture, !pictures.isEmpty else { return surface.colours }
    var sums = [LinearColor](repeating: .zero, count: surface.positions.count)
    var counts = [Double](repeating: 0, count: surface.positions.count)
    for (t, corners) in zip(surface.triangles, texture.corners) {
      for c in 0..<3 {
        var weights = Vector3.zero
        weights[c] = 1
        sums[Int(t[c])] += color(at: corners, weights, over: 1.0 / 3)
        counts[Int(t[c])] += 1
      }
    }
    return zip(sums, counts).map { ($0 / max($1, 1)).bytes }
  }
}

extension SIMD3 where Scalar == Double {
  /// The linear colour of sRGB bytes.
  init(bytes: SIMD3<UInt8>) {
    self.init(
      decodedBytes[Int(bytes.x)], decodedBytes[Int(bytes.y)], decodedBytes[Int(bytes.z)])
  }

  /// The sRGB bytes of a linear colour.
  var bytes: SIMD3<UInt8> { SIMD3<UInt8>(encodedByte(x), encodedByte(y), encodedByte(z)) }
}
