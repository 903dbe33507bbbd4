import CPNG

/// Pictures one after the other in one file: a PNG of which programs that know no more show the first.
///
/// - Source: World Wide Web Consortium, *Portable Network Graphics (PNG) Specification*, 3rd ed. (2025), §11.3.6
///   (acTL, fcTL, fdAT).
public struct AnimatedPNG: Sendable {
  public var frames: [Picture]
  /// How long each is shown, in ms, at most 65 535.
  public var milliseconds: Int

  /// - Parameters:
  ///   - frames: at least one, all of one size.
  ///   - milliseconds: how long each is shown.
  public init(frames: [Picture], milliseconds: Int) {
    precondition(!frames.isEmpty && (1...65535).contains(milliseconds))
    precondition(
      frames.allSatisfy { $0.width == frames[0].width && $0.height == frames[0].height })
    (self.frames, self.milliseconds) = (frames, milliseconds)
  }

  /// The bytes of the file; it plays without end.
  ///
  /// - Throws: `PictureError.cannotEncode` when libpng refuses.
  public func encoded() throws(PictureError) -> [UInt8] {
    var pictures: [[PNGChunk]] = []
    for frame in frames { pictures.append(PNGChunk.all(of: try frame.encodedAsPNG())) }
    var chunks = pictures[0].prefix { $0.type != "IDAT" }.map { $0 }
    chunks.append(PNGChunk("acTL", bigEndian(UInt32(frames.count)) + bigEndian(UInt32(0))))
    var sequence: UInt32 = 0
    for (number, picture) in pictures.enumerated() {
      chunks.append(PNGChunk("fcTL", control(sequence)))
      sequence += 1
      for data in picture where data.type == "IDAT" {
        if number == 0 {
          chunks.append(data)
        } else {
          chunks.append(PNGChunk("fdAT", bigEndian(sequence) + data.data))
          sequence += 1
        }
      }
    }
    chunks.append(PNGChunk("IEND", []))
    return PNGChunk.signature + chunks.flatMap(\.bytes)
  }

  /// The whole picture anew, without blending.
  private func control(_ sequence: UInt32) -> [UInt8] {
    bigEndian(sequence) + bigEndian(UInt32(frames[0].width)) + bigEndian(UInt32(frames[0].height))
      + bigEndian(UInt32(0)) + bigEndian(UInt32(0)) + bigEndian(UInt16(milliseconds))
      + bigEndian(UInt16(1000)) + [0, 0]
  }
}

/// One chunk of a PNG file.
struct PNGChunk: Equatable {
  static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]

  /// Four letters.
  var type: String
  var data: [UInt8]

  init(_ type: String, _ data: [UInt8]) { (self.type, self.data) = (type, data) }

  /// Length, type, data and checksum.
  var bytes: [UInt8] {
    let body = Array(type.utf8) + data
    let checksum = UInt32(crc32(0, body, UInt32(body.count)))
    return bigEndian(UInt32(data.count)) + body + bigEndian(checksum)
  }

  /// The chunks of a file that libpng has written.
  static func all(of file: [UInt8]) -> [PNGChunk] {
    var (chunks, at) = ([PNGChunk](), signature.count)
    while at + 12 <= file.count {
      let length = file[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
      let type = String(decoding: file[(at + 4)..<(at + 8)], as: UTF8.self)
      chunks.append(PNGChunk(type, Array(file[(at + 8)..<(at + 8 + length)])))
      at += 12 + length
    }
    return chunks
  }
}

private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.bigEndian) { Array($0) }
}
