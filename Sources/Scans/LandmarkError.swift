import Foundation

/// Why landmarks that were read cannot be used.
///
/// The description says where, what was found and what is allowed.
public enum LandmarkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Too few landmarks that scan and atlas have in common.
  case tooFew(file: String, found: Int, needed: Int)
  /// A landmark that is said to lie on the scan and does not; both lengths in m.
  case offSurface(file: String, name: String, distance: Double, limit: Double)
  /// A landmark far from where the others say it is; both lengths in m.
  case misplaced(file: String, name: String, distance: Double, limit: Double)
  /// Landmarks of another size than a face.
  case wrongSize(file: String, scale: Double, allowed: ClosedRange<Double>)

  public var description: String {
    switch self {
    case .tooFew(let file, let found, let needed):
      return "\(file): landmarks: found \(found) that can be used; needed: \(needed) or more"
    case .offSurface(let file, let name, let distance, let limit):
      return "\(file): landmarks.\(name): on_surface is true, but it lies"
        + " \(Self.millimetres(distance)) mm from the scan; allowed: \(Self.millimetres(limit)) mm;"
        + " check that scan and landmarks have the same unit and origin, or set on_surface to false"
    case .misplaced(let file, let name, let distance, let limit):
      return
        "\(file): landmarks.\(name): lies \(Self.millimetres(distance)) mm from where the other"
        + " landmarks put it; allowed: \(Self.millimetres(limit)) mm; check its position, and that"
        + " _l is the subject's left"
    case .wrongSize(let file, let scale, let allowed):
      return "\(file): landmarks: the face is \(Self.rounded(scale)) times as large as the atlas;"
        + " allowed: \(allowed.lowerBound) to \(allowed.upperBound); check the unit"
    }
  }

  /// Three significant digits.
  private static func rounded(_ value: Double) -> String { String(format: "%.3g", value) }

  /// A length in m as millimetres with one decimal.
  private static func millimetres(_ length: Double) -> String {
    String((length * 1e4).rounded() / 10)
  }
}
