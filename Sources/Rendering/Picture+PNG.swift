import CPNG
import Glibc

/// Why a picture could not be written or read.
public enum PictureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file system refused, with its own words.
  case cannotWrite(path: String, reason: String)
  /// libpng could not encode the picture.
  case cannotEncode(reason: String)
  /// These bytes are no PNG that libpng can read, or no JPEG that libjpeg can.
  case cannotDecode(reason: String)
  /// A picture of a texture cannot be used.
  case texture(name: String, reason: String)

  public var description: String {
    switch self {
    case .cannotWrite(let path, let reason): "cannot write the picture \(path): \(reason)"
    case .cannotEncode(let reason): "cannot encode the picture as PNG: \(reason)"
    case .cannotDecode(let reason): "cannot read the picture as PNG: \(reason)"
    case .texture(let name, let reason): "the texture picture \(name) cannot be read: \(reason)"
    }
  }

  /// The words of the library or of the system.
  public var reason: String {
    switch self {
    case .cannotWrite(_, let reason), .cannotEncode(let reason), .cannotDecode(let reason),
      .texture(_, let reason):
      reason
    }
  }
}

extension Picture {
  /// The picture as a PNG file: 8 bits a channel, sRGB.
  ///
  /// - Returns: the bytes of the file.
  /// - Throws: `PictureError.cannotEncode` when libpng refuses.
  public func encodedAsPNG() throws(PictureError) -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
    let bytes = encodedBytes
    // More than a PNG can ever take; to ask libpng for the size would encode the picture twice.
    var size = png_alloc_size_t(bytes.count + bytes.count / 100 + 5 * height + 65536)
    var file = [UInt8](repeating: 0, count: Int(size))
    let done = png_image_write_to_memory(&image, &file, &size, 0, bytes, 0, nil)
    guard done != 0 else { throw .cannotEncode(reason: message(of: image)) }
    file.removeLast(file.count - Int(size))
    return file
  }

  /// Writes the picture as a PNG file, under a temporary name first, so that no half file is left.
  ///
  /// - Parameter path: where the file is to be; a file of that name is replaced.
  /// - Throws: `PictureError`, naming the path and the reason of the system.
  public func write(toPNG path: String) throws(PictureError) {
    let bytes = try encodedAsPNG()
    let temporary = "\(path).\(getpid()).part"
    guard let file = fopen(temporary, "wb") else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    var failure: Int32 = 0
    if fwrite(bytes, 1, bytes.count, file) != bytes.count { failure = errno }
    if fclose(file) != 0 && failure == 0 { failure = errno }
    if failure == 0 && rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      throw .cannotWrite(path: path, reason: String(cString: strerror(failure)))
    }
  }

  /// The picture in the bytes of a PNG file, its alpha laid over black.
  ///
  /// - Parameter file: the bytes of the file.
  /// - Throws: `PictureError.cannotDecode` when it is damaged, or is no PNG.
  public init(png file: [UInt8]) throws(PictureError) {
    let decoded = try Self.decode(file).get()
    self.init(width: decoded.width, height: decoded.height)
    for i in pixels.indices {
      for component in 0..<3 {
        pixels[i][component] = Float(decodedBytes[Int(decoded.bytes[3 * i + component])])
      }
    }
  }

  /// The size and the bytes of the pixels of a PNG file.
  ///
  /// libpng keeps pointers to the image and to the file from one call to the next, so both have to
  /// stay where they are until it is done.
  static func decode(_ file: [UInt8]) -> Result<DecodedPicture, PictureError> {
    var storage = png_image()
    return file.withUnsafeBytes { source in
      withUnsafeMutablePointer(to: &storage) { image in
        image.pointee.version = png_uint_32(PNG_IMAGE_VERSION)
        guard png_image_begin_read_from_memory(image, source.baseAddress, source.count) != 0 else {
          return .failure(.cannotDecode(reason: message(of: image.pointee)))
        }
        defer { png_image_free(image) }
        image.pointee.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
        let (width, height) = (Int(image.pointee.width), Int(image.pointee.height))
        guard width * height <= min(DecodedPicture.mostPixels, mostPixelsPerByte * source.count)
        else {
          return .failure(.cannotDecode(reason: "\(width) × \(height) pixels are too many"))
        }
        var bytes = [UInt8](repeating: 0, count: 3 * width * height)
        var black = png_color()
        guard png_image_finish_read(image, &black, &bytes, 0, nil) != 0 else {
          return .failure(.cannotDecode(reason: message(of: image.pointee)))
        }
        return .success(DecodedPicture(width: width, height: height, bytes: bytes))
      }
    }
  }
}

/// A pixel takes a bit or more, and deflate packs 1032 bytes into one at best, so that a header which
/// claims more than a file can hold is not believed.
///
/// - Source: Gailly & Adler, *zlib Technical Details* (2006), maximum compression factor.
private let mostPixelsPerByte = 8 * 1032

/// What libpng says went wrong.
private func message(of image: png_image) -> String {
  withUnsafeBytes(of: image.message) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
