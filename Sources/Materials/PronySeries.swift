import Foundation

/// How the shape-changing stress of a tissue relaxes: a Prony series.
///
/// G(t)/G₀ = 1 − Σ gₐ (1 − exp(−t/τₐ)). The constants of a law are those of the relaxed tissue, so that what
/// is held for ever is what the elastic law says; at once it answers 1/(1 − Σ gₐ) times as stiffly.
///
/// At finite strain the series acts on the isochoric second Piola–Kirchhoff stress S of the law,
/// S(t) + Σ Qₐ with Q̇ₐ + Qₐ/τₐ = γₐ Ṡ and γₐ = gₐ/(1 − Σ g). Volume does not relax.
///
/// - Source: Simo, Comput. Methods Appl. Mech. Eng. 60 (1987) 153; Puso & Weiss, J. Biomech. Eng. 120 (1998) 62.
public struct PronySeries: Sendable, Equatable {
  /// One part of the stress that fades.
  public struct Term: Sendable, Equatable {
    /// gₐ, the part of the instantaneous modulus that relaxes; above 0.
    public var share: Double
    /// τₐ in s, above 0.
    public var time: Double

    public init(share: Double, time: Double) { (self.share, self.time) = (share, time) }
  }

  public let terms: [Term]

  /// - Parameter terms: at least one; their shares add up to less than 1.
  /// - Throws: `PronyError`, naming what is wrong and what is allowed.
  public init(_ terms: [Term]) throws(PronyError) {
    guard !terms.isEmpty else { throw .noTerms }
    for (number, term) in terms.enumerated() {
      guard term.share > 0, term.share < 1 else {
        throw .share(term: number + 1, found: term.share)
      }
      guard term.time > 0, term.time.isFinite else {
        throw .time(term: number + 1, found: term.time)
      }
    }
    self.terms = terms
    guard relaxedShare > 0 else { throw .nothingLeft(sum: 1 - relaxedShare) }
  }

  /// 1 − Σ gₐ = G∞/G₀.
  public var relaxedShare: Double { 1 - terms.reduce(0) { $0 + $1.share } }

  /// G₀/G∞ = 1/(1 − Σ gₐ).
  public var instantaneousFactor: Double { 1 / relaxedShare }

  /// γₐ = gₐ/(1 − Σ g), the parts in terms of the relaxed modulus.
  public var ratios: [Double] { terms.map { $0.share / relaxedShare } }

  /// G(t)/G∞ at a time t ≥ 0 in s after a step of the strain.
  public func relaxation(at t: Double) -> Double {
    zip(terms, ratios).reduce(1) { $0 + $1.1 * exp(-t / $1.0.time) }
  }

  /// The same series, relaxing more or less, faster or slower.
  ///
  /// γₐ = gₐ/(1 − Σ g) and with it G₀/G∞ − 1 grow in proportion, so that something is always left.
  ///
  /// - Parameters:
  ///   - strength: above 0, on G₀/G∞ − 1.
  ///   - slowness: above 0, on all times.
  /// - Returns: as many terms.
  public func changed(strength: Double, slowness: Double) -> PronySeries {
    precondition(strength > 0 && slowness > 0)
    let ratios = ratios.map { strength * $0 }
    let whole = ratios.reduce(1, +)
    return PronySeries(
      unchecked: zip(terms, ratios).map { term, ratio in
        Term(share: ratio / whole, time: slowness * term.time)
      })
  }

  private init(unchecked terms: [Term]) { self.terms = terms }

  /// The same series with all parts multiplied by a factor; nil where too little would be left.
  ///
  /// - Parameter factor: above 0.
  /// - Returns: times stay.
  public func scaled(by factor: Double) -> PronySeries? {
    try? PronySeries(terms.map { Term(share: factor * $0.share, time: $0.time) })
  }
}

/// What can be wrong with a Prony series.
public enum PronyError: Error, Equatable, Sendable, CustomStringConvertible {
  case noTerms
  case share(term: Int, found: Double)
  case time(term: Int, found: Double)
  case nothingLeft(sum: Double)

  public var description: String {
    switch self {
    case .noTerms: "a Prony series without terms; give at least one, or none at all"
    case .share(let term, let found):
      "term \(term): a share of \(found) is not admissible; give a number between 0 and 1"
    case .time(let term, let found):
      "term \(term): a time of \(found) s is not admissible; give a time above 0"
    case .nothingLeft(let sum):
      "the shares add up to \(sum); give less than 1, so that something holds the tissue in the end"
    }
  }
}

/// A time step of a Prony series: Qₐ(t + Δt) = eₐ Qₐ(t) + γₐ hₐ (S(t + Δt) − S(t)).
///
/// eₐ = exp(−Δt/τₐ), hₐ = (1 − eₐ) τₐ/Δt: exact where S grows linearly in the step, so of second order, and stable
/// for any Δt because 0 ≤ eₐ, hₐ ≤ 1. S is a tensor of the undeformed body, so that rotations change nothing.
/// Δt = 0 is the step at once (e = h = 1), Δt = ∞ the relaxed one (e = h = 0).
///
/// - Source: Taylor, Pister & Goudreau, Int. J. Numer. Methods Eng. 2 (1970) 45.
public struct PronyStep: Sendable, Equatable {
  public let decays: [Double]
  /// γₐ hₐ.
  public let gains: [Double]
  /// What a second derivative of S in time, in Pa/s², adds to the error of Σ Qₐ in the step, in s².
  ///
  /// Σ γₐ (τₐ Δt (1 + eₐ)/2 − τₐ² (1 − eₐ)), the part of ∫ exp(−(Δt − s)/τₐ) Ṡ(s) ds that a straight line misses.
  public let errorFactor: Double

  /// - Parameters:
  ///   - series: of the tissue.
  ///   - duration: Δt ≥ 0 in s; may be infinite.
  public init(_ series: PronySeries, duration: Double) {
    decays = series.terms.map { exp(-duration / $0.time) }
    gains = zip(series.terms, series.ratios).map { term, ratio in
      let x = duration / term.time
      return ratio * (x == 0 ? 1 : x.isFinite ? -expm1(-x) / x : 0)
    }
    errorFactor = zip(series.terms, series.ratios).reduce(0) { sum, part in
      let (term, ratio) = part
      let x = duration / term.time
      guard x.isFinite else { return sum }
      // The difference of nearly equal terms where x is small: x³/12 − x⁴/24 to that order.
      let factor = x < 1e-2 ? x * x * x / 12 * (1 - x / 2) : x * (1 + exp(-x)) / 2 + expm1(-x)
      return sum + ratio * term.time * term.time * factor
    }
  }

  /// κ = 1 + Σ γₐ hₐ, by which the law's own stress counts in the step.
  public var stiffness: Double { gains.reduce(1, +) }
}
