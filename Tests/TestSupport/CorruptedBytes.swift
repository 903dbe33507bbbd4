/// A file with one wrong byte, or cut short.
public enum CorruptedBytes {
  /// Values that a byte is replaced by; nil for one that is there already.
  private static let replacements: [@Sendable (UInt8) -> UInt8] = [
    { _ in 0x00 }, { _ in 0xFF }, { $0 ^ 0x80 }, { $0 &+ 1 }, { _ in UInt8(ascii: "7") },
    { _ in UInt8(ascii: "-") },
  ]

  /// The file with each byte replaced by 0x00, 0xFF, its complement in the highest bit, its
  /// successor, a digit and a minus, and cut short at every length.
  public static func all(of bytes: [UInt8]) -> some Sequence<[UInt8]> {
    let cut = bytes.indices.lazy.map { Array(bytes[..<$0]) }
    let changed = bytes.indices.lazy.flatMap { position in
      replacements.lazy.map { replacement in
        var broken = bytes
        broken[position] = replacement(broken[position])
        return broken
      }
    }
    return [AnySequence(cut), AnySequence(changed)].joined()
  }
}
