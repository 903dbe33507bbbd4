/// The pictures on a surface, and where in them the corners of its triangles lie.
///
/// Coordinates belong to corners and not to vertices, because a surface is cut into several charts:
/// a vertex on a cut lies at several places of the picture.
public struct SurfaceTexture: Sendable, Equatable {
  /// A picture as the file has it, not decoded.
  public struct Image: Sendable, Equatable {
    public enum Format: String, Sendable { case png, jpeg }
    /// What the file calls the picture.
    public var name: String
    public var format: Format
    public var bytes: [UInt8]

    public init(name: String, format: Format, bytes: [UInt8]) {
      (self.name, self.format, self.bytes) = (name, format, bytes)
    }

    /// Tells the format by the first bytes; nil where they are neither PNG nor JPEG.
    public init?(name: String, bytes: [UInt8]) {
      if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
        self.init(name: name, format: .png, bytes: bytes)
      } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
        self.init(name: name, format: .jpeg, bytes: bytes)
      } else {
        return nil
      }
    }
  }

  /// Where the three corners of one triangle lie in a picture.
  public struct Corners: Sendable, Equatable {
    /// Picture coordinates: 0 to 1 from left to right and, as in OBJ, from bottom to top.
    public var a, b, c: SIMD2<Float>
    /// Number of the picture; −1 where the triangle has none.
    public var image: Int32

    public init(_ a: SIMD2<Float>, _ b: SIMD2<Float>, _ c: SIMD2<Float>, image: Int32) {
      (self.a, self.b, self.c, self.image) = (a, b, c, image)
    }

    /// Of a triangle without a picture.
    public static let none = Corners(.zero, .zero, .zero, image: -1)

    /// Of the triangle seen from its other side: its second and third corner change places.
    public var reversed: Corners { Corners(a, c, b, image: image) }
  }

  public var images: [Image]
  /// One entry per triangle of the surface.
  public var corners: [Corners]

  public init(images: [Image], corners: [Corners]) {
    (self.images, self.corners) = (images, corners)
  }
}
