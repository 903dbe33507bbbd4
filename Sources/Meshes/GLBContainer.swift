import Foundation

/// The two chunks of a glTF binary file: a description in JSON, and bytes.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §4.4.
struct GLBContainer {
  let description: [String: Any]
  /// The bytes of the second chunk; empty where there is none.
  let binary: ArraySlice<UInt8>

  init(_ bytes: [UInt8], file: String) throws(SurfaceFileError) {
    guard bytes.count >= 20 else {
      throw .truncated(
        file: file, at: .byte(bytes.count), items: "bytes of the header", expected: 20,
        found: bytes.count)
    }
    guard Self.word(bytes, 4) == 2 else {
      throw .malformed(
        file: file, at: .byte(4), found: "version \(Self.word(bytes, 4)) of glTF",
        allowed: "version 2")
    }
    let announced = Self.word(bytes, 8)
    guard announced <= bytes.count else {
      throw .truncated(
        file: file, at: .byte(bytes.count), items: "bytes", expected: announced, found: bytes.count)
    }
    var (json, binary) = (ArraySlice<UInt8>?.none, ArraySlice<UInt8>?.none)
    var offset = 12
    while offset + 8 <= announced {
      let (length, type) = (Self.word(bytes, offset), Self.word(bytes, offset + 4))
      guard length <= announced - offset - 8 else {
        throw .truncated(
          file: file, at: .byte(offset), items: "bytes of a chunk", expected: length,
          found: announced - offset - 8)
      }
      let content = bytes[(offset + 8)..<(offset + 8 + length)]
      if type == 0x4E4F_534A, json == nil { json = content }
      if type == 0x004E_4942, binary == nil { binary = content }
      offset += 8 + length
    }
    guard let json,
      let object = try? JSONSerialization.jsonObject(with: Data(json)),
      let description = object as? [String: Any]
    else {
      throw .malformed(
        file: file, at: .byte(12), found: "no readable JSON", allowed: "a JSON object first")
    }
    self.description = description
    self.binary = binary ?? []
  }

  private static func word(_ bytes: [UInt8], _ i: Int) -> Int {
    Int(bytes[i]) | Int(bytes[i + 1]) << 8 | Int(bytes[i + 2]) << 16 | Int(bytes[i + 3]) << 24
  }
}
