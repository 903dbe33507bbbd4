import Assembly
import Materials

/// How the relaxation of a person's tissue may differ from that of a preset: in all layers alike.
struct RelaxationChange: Sendable, Equatable {
  /// On the instantaneous over the relaxed stiffness, less one.
  var strength: Double
  /// On all times.
  var slowness: Double

  static let none = RelaxationChange(strength: 1, slowness: 1)

  /// A region whose tissue differs so.
  func applied(_ region: SolidRegion) -> SolidRegion {
    guard self != .none, let series = region.relaxation else { return region }
    // γ = g/(1 − Σ g) grows in proportion, so that something is always left.
    let ratios = series.ratios.map { strength * $0 }
    let whole = ratios.reduce(1, +)
    let terms = zip(series.terms, ratios).map { term, ratio in
      PronySeries.Term(share: ratio / whole, time: slowness * term.time)
    }
    var changed = region
    changed.relaxation = try? PronySeries(terms)
    return changed
  }
}
