/// A relaxation by exponentials, not normalised.
///
/// S(t) = g₀ Sₑ(t) + Σ gᵢ ∫ e^(−(t−s)/τᵢ) dSₑ(s): g₀ is the share that stays, g₀ + Σ gᵢ that at once.
///
/// - Source: Puso & Weiss, J. Biomech. Eng. 120 (1998) 62.
public struct RelaxationTerms: Sendable, Equatable {
  public var longTerm: Double
  /// τᵢ > 0 and gᵢ.
  public var terms: [Term]

  public struct Term: Sendable, Equatable {
    public var time: Double
    public var share: Double

    public init(time: Double, share: Double) { (self.time, self.share) = (time, share) }
  }

  public init(longTerm: Double, terms: [Term]) {
    (self.longTerm, self.terms) = (longTerm, terms)
  }
}
