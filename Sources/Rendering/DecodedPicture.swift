import CJPEG
import Meshes

/// The pixels of a PNG or JPEG file as they are stored: sRGB, 8 bits a channel, rows from the top.
struct DecodedPicture {
  let width: Int
  let height: Int
  /// Red, green and blue of each pixel.
  let bytes: [UInt8]

  /// A picture of more pixels (8192 × 8192) is not decoded.
  static let mostPixels = 1 << 26

  init(width: Int, height: Int, bytes: [UInt8]) {
    (self.width, self.height, self.bytes) = (width, height, bytes)
  }

  /// Decodes a picture of a texture.
  ///
  /// - Throws: `PictureError.texture`, naming the picture.
  init(_ image: SurfaceTexture.Image) throws(PictureError) {
    do {
      switch image.format {
      case .png: self = try Picture.decode(image.bytes).get()
      case .jpeg: self = try Self.decodeJPEG(image.bytes)
      }
    } catch {
      throw .texture(name: image.name, reason: error.reason)
    }
  }

  private static func decodeJPEG(_ file: [UInt8]) throws(PictureError) -> DecodedPicture {
    var message = [CChar](repeating: 0, count: 200)
    var (width, height): (Int32, Int32) = (0, 0)
    guard turgor_jpeg_size(file, file.count, &width, &height, &message) != 0 else {
      throw .cannotDecode(reason: sentence(message))
    }
    let pixels = Int(width) * Int(height)
    guard pixels <= mostPixels else {
      throw .cannotDecode(reason: "\(width) × \(height) pixels are too many")
    }
    var bytes = [UInt8](repeating: 0, count: 3 * pixels)
    guard turgor_jpeg_decode(file, file.count, &bytes, bytes.count, &message) != 0 else {
      throw .cannotDecode(reason: sentence(message))
    }
    return DecodedPicture(width: Int(width), height: Int(height), bytes: bytes)
  }

  private static func sentence(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
