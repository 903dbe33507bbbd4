import Foundation
import Provenance
import Testing

@testable import Pages

@Test func `style and script can stand in a page, and the policy names just them`() {
  #expect(!PageAssets.script.contains("</script") && !PageAssets.script.contains("<!--"))
  #expect(!PageAssets.style.contains("</style"))
  #expect(PageAssets.script.hasPrefix("\"use strict\";"))
  #expect(!PageAssets.policy.contains("unsafe") && !PageAssets.policy.contains("http"))
  for text in [PageAssets.script, PageAssets.style] {
    #expect(PageAssets.policy.contains("'sha256-\(SHA256Digest(of: text).base64)'"))
  }
}

/// FIPS 180-4: the digest of "abc", in the two ways to write it.
@Test func `a digest in base64 has the bytes of its digits`() {
  let digest = SHA256Digest(of: "abc")
  #expect(
    digest.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  #expect(digest.base64 == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
}
