import Meshes

/// Why a scan cannot be used, and what to capture anew.
public enum ScanError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No unit makes the scan as large as a head; the distance is in the unit of the file.
  case implausibleSize(file: String, halfDistance: Double)
  /// Nothing is left once all that is no surface is taken away.
  case nothingLeft(file: String, triangles: Int)
  /// The largest piece is smaller than a face; areas in m².
  case tooSmall(file: String, area: Double, least: Double)
  /// The surface passes through itself all over.
  case tooRough(file: String, places: Int, triangles: Int)

  public var description: String {
    switch self {
    case .implausibleSize(let file, let distance):
      "\(file): half of the surface lies within \(distance.threeDigits) of its middle, which is no"
        + " size for a head in m, cm, mm or inches; capture the face alone, or say the unit"
    case .nothingLeft(let file, let triangles):
      "\(file): none of its \(triangles) faces is left after repair; capture the face again"
    case .tooSmall(let file, let area, let least):
      "\(file): the largest connected piece has \((area * 1e4).inTenths) cm², at least"
        + " \((least * 1e4).inTenths) cm² is needed; capture the whole face from hairline to neck and"
        + " ear to ear, in one pass without a break"
    case .tooRough(let file, let places, let triangles):
      "\(file): the surface passes through itself at \(places) of \(triangles) faces; it is too noisy"
        + " to be a skin: capture again nearer, slower and in even light"
    }
  }
}

extension Double {
  /// With about three significant digits, for a number of unknown magnitude.
  fileprivate var threeDigits: String {
    guard isFinite, self > 0 else { return "\(self)" }
    var (unit, scaled) = (1.0, self)
    while scaled >= 1000 { (unit, scaled) = (unit * 10, scaled / 10) }
    while scaled < 100, unit > 1e-300 { (unit, scaled) = (unit / 10, scaled * 10) }
    return "\(Float(scaled.rounded() * unit))"
  }
}
