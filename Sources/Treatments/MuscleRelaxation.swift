import Anatomy
import Tensors

/// Toxin in muscles of expression: for some months they lose the tone that they have at rest.
///
/// These muscles lie in the SMAS. The face as captured is in equilibrium with their tone, a tension σ₀ along the fibres; without a part p of
/// it the fibres are longer at rest: λ of μ (λ² − 1/λ) = p σ₀, at constant volume, Fg = λ d⊗d + λ^(−1/2) (1 − d⊗d) with the
/// direction d of the fibres in the plane of the skin and the modulus μ of the SMAS.
public struct MuscleRelaxation: Sendable, Equatable {
  /// Muscles, or what is treated as one.
  public enum Muscle: String, CaseIterable, Sendable {
    case frontalis
    /// Corrugators and procerus.
    case glabellar
    case depressorAnguliOris = "depressor-anguli-oris"
    case mentalis
    case platysma

    /// Under which it lies.
    var regions: [String] {
      switch self {
      case .frontalis: ["forehead"]
      case .glabellar: ["glabella"]
      case .depressorAnguliOris: ["marionette"]
      case .mentalis: ["chin"]
      case .platysma: ["jawline", "submental", "neck"]
      }
    }

    /// Whether its fibres run up and down; else they run across.
    var isUpright: Bool { self != .glabellar }
  }

  public var muscle: Muscle
  /// The part of the tone that is lost at the height of the effect, from 0 to 1.
  public var share = 1.0

  /// σ₀ in Pa.
  public var tone = MuscleRelaxation.tone

  /// Where nobody says it: a hundredth of 200 kPa, the middle of the 100 to 300 kPa that muscles of the face reach at most (M045, low confidence); a
  /// hundredth as surface electrodes record at rest (recalled).
  public static let tone = 2e3

  /// From two days on, at its height after eleven, a fifth of that left after three months (practice, recalled).
  static let course = TimeCourse.remodelling(
    delay: 2 * TimeUnit.day, rise: 3 * TimeUnit.day, decay: 60 * TimeUnit.day)

  public init(_ muscle: Muscle) { self.muscle = muscle }

  /// What is assumed of it.
  public var assumptions: [String] {
    [
      (tone == Self.tone
        ? "toxin: muscles pull with 2 kPa along their fibres at rest, a hundredth of what they can (a hundredth as recorded at rest, "
          + "recalled): assumption" : nil),
      "toxin: tone is lost from the second day on, most after eleven days, and four fifths of that are back after three months (practice, "
        + "recalled); dose and spread are not modelled: assumptions",
    ].compactMap(\.self)
  }

  /// By what the fibres are longer at rest some time after.
  ///
  /// - Parameters:
  ///   - t: since the injection, in s.
  ///   - mu: shear modulus in Pa.
  /// - Returns: λ, at least 1.
  func stretch(after t: Double, shearModulus mu: Double) -> Double {
    let ratio = tone * share * Self.course.part(after: t) / mu
    guard ratio > 0 else { return 1 }
    // λ² − 1/λ grows with a slope of at least 3 at 1 and is convex from there: Newton from above.
    var stretch = 1 + ratio
    for _ in 0..<30 {
      let step = (stretch * stretch - 1 / stretch - ratio) / (2 * stretch + 1 / (stretch * stretch))
      stretch -= step
      if abs(step) < 1e-15 { break }
    }
    return stretch
  }
}

extension MuscleRelaxation: CustomStringConvertible {
  public var description: String {
    "\(Int((100 * share).rounded())) % of the tone of \(muscle.rawValue) lost"
  }
}
