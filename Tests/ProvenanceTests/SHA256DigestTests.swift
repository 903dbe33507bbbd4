import Foundation
import Provenance
import Testing

@Suite struct SHA256DigestTests {
  /// - Source: NIST, *Cryptographic Standards and Guidelines: Examples with Intermediate Values*, SHA-256;
  ///   the empty message from the NIST test vectors SHA256ShortMsg.rsp.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `agrees with the vectors of the standard`(text: String, digest: String) {
    #expect(SHA256Digest(of: text).description == digest)
  }

  @Test func `a file has the digest of its bytes, a missing one has none`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "digest-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("abc".utf8).write(to: file)
    #expect(SHA256Digest(ofFile: file) == SHA256Digest(of: "abc"))
    try Data().write(to: file)
    #expect(SHA256Digest(ofFile: file) == SHA256Digest(of: ""))
    #expect(SHA256Digest(ofFile: file.appending(path: "no")) == nil)
  }
}

@Suite struct PlatformTests {
  @Test func `names the system, not the machine`() {
    let platform = Platform.current
    #expect(platform.system == "Linux" && !platform.kernel.isEmpty)
    #expect(!platform.architecture.isEmpty)
  }
}
