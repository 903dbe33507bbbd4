import Anatomy

/// Where a gel lies, for what is lost of it in the first months: tissue that moves much keeps less.
///
/// A part 1 − p of the volume goes with a half-life of four weeks beside what the product loses by itself. p follows from the
/// shares of the injected volume that were seen on the skin after two weeks and after twelve, s₂ and s₁₂: only their ratio is used.
///
/// - Source: 101 women, eight areas (C8, second-hand, medium confidence); lips, which lose most, are no zone of the atlas.
enum GelSettling: CaseIterable {
  case midface, perioral, elsewhere

  /// For a zone; nil stands for none in particular.
  init(in zone: Zone?) {
    let region = zone?.region ?? ""
    if ["perioral", "marionette"].contains(region) {
      self = .perioral
    } else {
      self = ZoneGroup.midface.regions.contains(region) ? .midface : .elsewhere
    }
  }

  static let assumption =
    "gels lose a part of their volume in the first months, so that from two weeks to twelve the volume seen falls from 90 to 79 % in the "
    + "midface, 63 % about the mouth and 66 % elsewhere (101 women, second-hand): assumption"

  /// In which half of what settles is gone, in s: between the two times that were measured nothing is known, and after twelve weeks little more
  /// is told to go.
  private static let halfLife = 28 * TimeUnit.day

  /// s₁₂/s₂.
  private var ratio: Double {
    switch self {
    case .midface: 0.79 / 0.90
    case .perioral: 0.63 / 0.90
    case .elsewhere: 0.66 / 0.90
    }
  }

  /// The part of the volume that has not settled, beside what the product loses by itself.
  ///
  /// - Parameters:
  ///   - t: since the injection, in s.
  ///   - product: half-life of the product in s.
  /// - Returns: from 1 down to p.
  func part(after t: Double, productHalfLife product: Double) -> Double {
    let (early, late) = (14 * TimeUnit.day, 84 * TimeUnit.day)
    func left(_ t: Double) -> Double { Double.power(2, -t / Self.halfLife) }
    let own = ratio * Double.power(2, (late - early) / product)
    let kept = (own * left(early) - left(late)) / (1 - left(late) - own * (1 - left(early)))
    return kept + (1 - kept) * left(max(0, t))
  }
}
