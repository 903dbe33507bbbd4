import Tensors

extension Measure {
  /// How far the jowl hangs over the jaw.
  static let jowlSag = Measure(
    "jowl-sag", .millimetres, isPaired: true,
    definition:
      "largest sag of the skin of chin, marionette, jowl, jawline and mandibular angle below "
      + "the chord from menton to gonion (as captured), between 25 % and 60 % of its length, "
      + "perpendicular to the chord in the upright plane that holds it; positive downwards"
  ) { JawBorder(of: $0)?.largestSag(over: 0.25...0.60) }

  /// The dip of the jaw's border between chin and jowl.
  static let prejowlNotch = Measure(
    "prejowl-notch-depth", .millimetres, isPaired: true,
    definition:
      "largest depth of the lower border of the jaw's skin (see jowl-sag) above the line that "
      + "touches chin and jowl from below, between 5 % and 60 % of the chord from menton to gonion, "
      + "at 45 places; 0 without a notch"
  ) { face in
    guard let border = JawBorder(of: face) else { return nil }
    let length = border.chord.length
    let points = (0...44).compactMap { place -> SIMD2<Double>? in
      let part = 0.05 + 0.55 * Double(place) / 44
      return border.sag(at: part).map { SIMD2(part * length, $0) }
    }
    return points.isEmpty ? nil : SkinProfile(points: points).deepestHollow
  }

  /// How straight the line of the jaw is.
  static let jawlineStraightness = Measure(
    "jawline-straightness", .millimetres, isPaired: true,
    definition:
      "root mean square distance of the lower border of the jaw's skin (see jowl-sag) from "
      + "the straight line that fits it best, at 37 places between 5 % and 95 % of the chord from "
      + "menton to gonion; 0 is straight"
  ) { face in
    guard let border = JawBorder(of: face) else { return nil }
    let parts = (0...36).map { 0.05 + 0.9 * Double($0) / 36 }
    let points = parts.compactMap { part in border.sag(at: part).map { SIMD2(part, $0) } }
    return points.count == parts.count ? distanceFromLine(points) : nil
  }

  /// The root mean square of y − (a + b x), with a and b by least squares.
  private static func distanceFromLine(_ points: [SIMD2<Double>]) -> Double {
    let mean = points.reduce(SIMD2<Double>.zero, +) / Double(points.count)
    let centred = points.map { $0 - mean }
    let xx = centred.reduce(0) { $0 + $1.x * $1.x }
    let slope = centred.reduce(0) { $0 + $1.x * $1.y } / xx
    let squares = centred.reduce(0) { $0 + ($1.y - slope * $1.x) * ($1.y - slope * $1.x) }
    return (squares / Double(points.count)).squareRoot()
  }
}
