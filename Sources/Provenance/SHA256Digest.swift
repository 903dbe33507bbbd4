import CCrypto
import Foundation

/// The SHA-256 of some bytes: the name of a content, as `sha256sum` prints it.
///
/// - Source: FIPS PUB 180-4, *Secure Hash Standard* (2015); computed by libcrypto.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// 64 hexadecimal digits, small letters.
  public let description: String

  /// The digest of bytes in memory.
  public init(of bytes: some ContiguousBytes) {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    bytes.withUnsafeBytes { source in
      _ = CCrypto.SHA256(source.bindMemory(to: UInt8.self).baseAddress, source.count, &digest)
    }
    description = digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The digest of a text in UTF-8.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// The digest of a file; nil where it cannot be read.
  public init?(ofFile url: URL) {
    guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else { return nil }
    self.init(of: data)
  }
}

extension SHA256Digest {
  /// The 32 bytes in base64, as security policies of pages write them.
  public var base64: String {
    let digits = description.compactMap(\.hexDigitValue)
    let bytes = stride(from: 0, to: digits.count, by: 2).map { 16 * digits[$0] + digits[$0 + 1] }
    return Data(bytes.map(UInt8.init)).base64EncodedString()
  }
}

extension SHA256Digest: Codable {
  public init(from decoder: any Decoder) throws {
    description = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
