import Anatomy
import Tensors

/// How fast heat denatures collagen or kills cells: a law of Arrhenius.
///
/// dΩ/dt = A e^(−E/RT), and a fraction 1 − e^(−Ω) is denatured. Published sets differ by two to three decades in the time
/// that a given temperature takes, so that the choice of a set is a larger uncertainty than any other figure here.
public enum DamageKinetics: String, CaseIterable, Codable, Sendable {
  /// Loss of birefringence of collagen in rat skin: slow, for seconds and minutes.
  ///
  /// - Source: Pearce & Thomsen (`E049`); recalled, medium confidence.
  case collagenPearce = "collagen-pearce"
  /// Shrinkage of rabbit tendon: steep, for pulses of milliseconds at a focus.
  ///
  /// - Source: Aksan & McGrath 2003 (`E050`); recalled, medium confidence.
  case collagenAksan = "collagen-aksan"
  /// Necrosis of skin, not denaturation of collagen.
  ///
  /// - Source: Henriques & Moritz 1947 (`E048`); high confidence.
  case skinBurn = "skin-burn"

  /// A in 1/s.
  public var frequencyFactor: Double {
    switch self {
    case .collagenPearce: 1.606e45
    case .collagenAksan: 1.14e86
    case .skinBurn: 3.1e98
    }
  }

  /// E in J/mol.
  public var activationEnergy: Double {
    switch self {
    case .collagenPearce: 3.06e5
    case .collagenAksan: 5.62e5
    case .skinBurn: 6.28e5
    }
  }

  public var source: String {
    switch self {
    case .collagenPearce: "Pearce & Thomsen, rat skin"
    case .collagenAksan: "Aksan & McGrath 2003, rabbit patellar tendon"
    case .skinBurn: "Henriques & Moritz 1947, skin burn"
    }
  }

  public var confidence: Confidence {
    switch self {
    case .collagenPearce, .collagenAksan: .medium
    case .skinBurn: .high
    }
  }

  /// R in J/(mol K), exact in the SI of 2019.
  public static let gasConstant = 8.314_462_618
  /// 0 °C in K.
  public static let zeroCelsius = 273.15

  /// ln(A) − E/RT: the logarithm of the rate in 1/s.
  ///
  /// - Parameter temperature: in °C.
  /// - Returns: ln k of k in 1/s.
  public func logarithmicRate(at temperature: Double) -> Double {
    .logarithm(frequencyFactor)
      - activationEnergy / (Self.gasConstant * (temperature + Self.zeroCelsius))
  }

  /// The time in s after which Ω is 1 at a constant temperature in °C.
  public func time(at temperature: Double) -> Double {
    .exponential(-logarithmicRate(at: temperature))
  }

  /// 1 − e^(−Ω).
  public static func denatured(_ omega: Double) -> Double { 1 - .exponential(-omega) }

  /// ∫ k dt over a time in which ln k runs straight from one value to another.
  ///
  /// (k₁ − k₀)/(ln k₁ − ln k₀) h, exact for a rate that grows exponentially, which it nearly does while the temperature
  /// changes evenly; a step may therefore change the rate by decades.
  ///
  /// - Parameters:
  ///   - first: ln k at the start, of k in 1/s.
  ///   - last: ln k at the end.
  ///   - duration: h in s.
  /// - Returns: the part of Ω.
  static func damage(from first: Double, to last: Double, duration: Double) -> Double {
    let difference = last - first
    let mean = Double.exponential(0.5 * (first + last))
    // sinh(x)/x = 1 + x²/6 to 10⁻¹² for x below 10⁻³.
    if abs(difference) < 2e-3 { return duration * mean * (1 + difference * difference / 24) }
    return duration * (Double.exponential(last) - Double.exponential(first)) / difference
  }
}
