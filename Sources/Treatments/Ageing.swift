import Anatomy

/// How one person ages: the law, what is known of the person, and which terms count.
public struct Ageing: Sendable, Equatable {
  public var law: AgeingLaw
  /// At the capture, in years.
  public var age: Double
  public var sex: Sex?
  public var exposures: Set<SkinExposure>
  /// Age at the menopause in years; nil where it is not counted.
  public var menopause: Double?
  public var preset: FatVolumePreset
  /// Terms that count.
  public var terms: Set<AgeingTerm>

  public init(
    law: AgeingLaw, age: Double, sex: Sex? = nil, exposures: Set<SkinExposure> = [],
    menopause: Double? = nil, preset: FatVolumePreset = .descent,
    terms: Set<AgeingTerm> = Set(AgeingTerm.allCases)
  ) {
    (self.law, self.age, self.sex, self.exposures) = (law, age, sex, exposures)
    (self.menopause, self.preset, self.terms) = (menopause, preset, terms)
  }

  /// Ages that the law is for, in years: what it is linear from, and the oldest people.
  public static let range = 25.0...110.0

  /// The age of the skin at some age, both in years.
  ///
  /// Exposures add their years; from the menopause on skin ages `factor` times as fast for a while.
  public func skinAge(at age: Double) -> Double {
    let shift = SkinExposure.allCases.filter(exposures.contains)
      .reduce(0) { $0 + (law.exposures[$1]?.years ?? 0) }
    let since = menopause.map { min(max(0, age - $0), law.menopause.lasts) } ?? 0
    return age + shift + (law.menopause.factor - 1) * since
  }

  /// s x of a term at an age, 0 for one that does not count.
  public func change(of term: AgeingTerm, at age: Double) -> Double {
    guard terms.contains(term) else { return 0 }
    return law[term].change(at: term.isOfSkin ? skinAge(at: age) : age, sex: sex)
  }

  /// f at an age: what is left of what the preset has.
  public func factor(of term: AgeingTerm, at age: Double) -> Double {
    1 + change(of: term, at: age)
  }

  /// f(age)/f(at the capture).
  public func ratio(of term: AgeingTerm, to age: Double) -> Double {
    factor(of: term, at: age) / factor(of: term, at: self.age)
  }

  /// The ageing with the slope of a term times a factor.
  public func scaled(_ term: AgeingTerm, by factor: Double) -> Ageing {
    var scaled = self
    scaled.law.terms[term]?.female.perDecade *= factor
    scaled.law.terms[term]?.male.perDecade *= factor
    return scaled
  }
}
