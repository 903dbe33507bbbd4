import Provenance

extension Scenario {
  /// What results call a person who is not named: a code made from the scan, or the atlas.
  ///
  /// The first 12 hexadecimal digits of the scan's SHA-256: the same scan has the same code, two scans share
  /// one with a probability of 2⁻⁴⁸, and nothing of its file name or text is in it.
  ///
  /// - Parameter scan: the digest of the file; nil for the atlas' own face.
  /// - Returns: the code.
  public static func caseCode(ofScan scan: SHA256Digest?) -> String {
    scan.map { "case-" + $0.description.prefix(12) } ?? "atlas"
  }
}
