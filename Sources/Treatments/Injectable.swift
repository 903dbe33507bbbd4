import Anatomy
import Tensors

/// What is injected: how stiff it is, how much it swells, and how long it stays.
public struct Injectable: Sendable, Equatable {
  public var name: String
  /// In Pa at rest; nil for what is as stiff as the tissue around it.
  public var shearModulus: Double?
  /// What the volume is more in the first days, as a fraction of what was injected.
  public var swelling: Double
  /// The fraction that stays for good.
  public var retained: Double
  /// In which half of the rest is gone, in s.
  public var halfLife: Double
  /// Whether a part of it is lost early, by zone (`GelSettling`).
  public var settles = false
  /// Where its figures come from, if they are the program's and not the author's.
  public var assumption: String?

  public init(
    name: String, shearModulus: Double?, swelling: Double, retained: Double = 0, halfLife: Double,
    settles: Bool = false, assumption: String? = nil
  ) {
    self.settles = settles
    (self.name, self.shearModulus, self.swelling) = (name, shearModulus, swelling)
    (self.retained, self.halfLife, self.assumption) = (retained, halfLife, assumption)
  }

  /// In which half of the swelling is gone, in s: most of it passes in one or two weeks (practice, recalled).
  public static let swellingHalfLife = 4 * TimeUnit.day

  /// The volume over what was injected: (r + (1 − r) 2^(−t/T)) q + s 2^(−t/4 d), nothing before; q is what has not settled.
  ///
  /// - Parameters:
  ///   - t: since the injection, in s.
  ///   - zone: in which it lies.
  /// - Returns: 1 + s at once, and then less.
  public func volume(after t: Double, in zone: Zone?) -> Double {
    guard t >= 0 else { return 0 }
    let unsettled =
      settles ? GelSettling(in: zone).part(after: t, productHalfLife: halfLife) : 1
    return (retained + (1 - retained) * Double.power(2, -t / halfLife)) * unsettled
      + swelling * Double.power(2, -t / Self.swellingHalfLife)
  }
}

/// Products and tissues whose figures come with the program.
public enum InjectablePreset: String, CaseIterable, Sendable {
  case haHighGPrime = "ha-high-g-prime"
  case haMediumGPrime = "ha-medium-g-prime"
  case haLowGPrime = "ha-low-g-prime"
  case calciumHydroxylapatite = "caha"
  case fatGraft = "fat-graft"

  public var injectable: Injectable {
    Injectable(
      name: rawValue, shearModulus: elasticity.modulus, swelling: Self.swelling,
      retained: course.retained, halfLife: course.halfLife, settles: isHyaluronic,
      assumption:
        "\(rawValue): \(elasticity.source); \(Int(100 * Self.swelling)) % more in the first days, half of that gone "
        + "after 4 (10 to 30 % are told, practice, recalled); \(course.source): assumptions"
        + (isHyaluronic ? "; \(GelSettling.assumption)" : ""))
  }

  private var isHyaluronic: Bool {
    switch self {
    case .haHighGPrime, .haMediumGPrime, .haLowGPrime: true
    case .calciumHydroxylapatite, .fatGraft: false
    }
  }

  /// The middle of the 10 to 30 % that are told of the first two weeks.
  private static let swelling = 0.2

  /// G′ in Pa, which stands for the modulus at rest: gels hardly relax while they do not flow; nil for fat.
  private var elasticity: (modulus: Double?, source: String) {
    switch self {
    case .haHighGPrime:
      (
        527,
        "shear modulus 527 Pa, mean of G′ of two firm gels at 0.7 Hz, 541 and 513 Pa (Sundaram 2010 Dermatol Surg 36:1859, recalled)"
      )
    case .haMediumGPrime:
      (
        260,
        "shear modulus 260 Pa, middle of G′ of gels between the firm and the soft ones, 128 to 398 Pa at 5 Hz (rheology "
          + "reviews, recalled)"
      )
    case .haLowGPrime:
      (
        52,
        "shear modulus 52 Pa, mean of G′ of two soft gels at 0.7 Hz, 75 and 28 Pa (Sundaram 2010 Dermatol Surg 36:1859, recalled)"
      )
    case .calciumHydroxylapatite:
      (1407, "shear modulus 1407 Pa, G′ at 0.7 Hz (Sundaram 2010 Dermatol Surg 36:1859, recalled)")
    case .fatGraft: (nil, "as stiff as the tissue around it")
    }
  }

  /// What stays for good, and the half-life of the rest in s.
  private var course: (retained: Double, halfLife: Double, source: String) {
    switch self {
    case .haHighGPrime, .haMediumGPrime, .haLowGPrime:
      (
        0, 2.9 * TimeUnit.year,
        "half of the volume left after 2.9 years (Mochizuki 2018 Plast Reconstr Surg 142:112; J Drugs Dermatol 2019 18:533); "
          + "what is seen may end sooner"
      )
    case .calciumHydroxylapatite:
      (
        0, 0.625 * TimeUnit.year,
        "half of the volume left after 7.5 months, so that a quarter is left at the end of the 12 to 18 months of the label "
          + "(recalled)"
      )
    case .fatGraft:
      (
        0.5, 30 * TimeUnit.day,
        "half of it stays, the middle of the 30 to 70 % told of 6 to 12 months (reviews, recalled), the rest goes with a "
          + "half-life of 30 days, so that little is left of it after half a year"
      )
    }
  }
}
