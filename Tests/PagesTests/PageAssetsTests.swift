import Foundation
import Provenance
import Rendering
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

/// The colours of one scheme by name.
private func colours(_ rules: Substring) -> [String: LinearColor] {
  let found = rules.matches(of: /--([a-z]+): #([0-9a-f]{6})/).compactMap { match in
    UInt32(match.2, radix: 16).map { (String(match.1), LinearColor(sRGB: $0)) }
  }
  return Dictionary(found) { first, _ in first }
}

/// WCAG 2.2, success criterion 1.4.3: (L₁ + 0.05) / (L₂ + 0.05) is at least 4.5.
@Test func `text stands out from its ground in the light and in the dark`() throws {
  let dark = try #require(PageAssets.style.range(of: "(prefers-color-scheme: dark)"))
  let schemes = [
    colours(PageAssets.style[..<dark.lowerBound]), colours(PageAssets.style[dark.upperBound...]),
  ]
  for scheme in schemes {
    for ink in ["ink", "soft", "accent"] {
      for ground in ["paper", "shade"] {
        let pair = try [ink, ground].map { try #require(scheme[$0]).luminance + 0.05 }
        let contrast = max(pair[0], pair[1]) / min(pair[0], pair[1])
        #expect(contrast >= 4.5, "\(ink) on \(ground): \(contrast)")
      }
    }
  }
}
