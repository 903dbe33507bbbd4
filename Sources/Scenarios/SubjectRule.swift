import Anatomy
import Treatments

/// A rule by which something that is known of the person moves the preset.
///
/// Rules are listed with the results, each with its source and how far it can be trusted; without data of
/// the subject there is none.
public struct SubjectRule: Sendable, Equatable {
  /// What of the tissue a rule moves.
  public enum Target: String, Sendable {
    case skinThickness = "skin thickness"
    case skinModulus = "skin modulus"
    case fatThickness = "superficial fat thickness"
    /// Of the superficial fat and of the deep layer, whose figure is that of deep fat.
    case fatModulus = "fat modulus"
    case ligaments = "ligament stiffness"
    /// The part of the instantaneous stress of the skin that relaxes.
    case skinRelaxation = "relaxing part of the skin"
    case skinTension = "skin tension"
  }

  public struct Change: Sendable, Equatable {
    public var target: Target
    public var factor: Double
  }

  /// What is known, as in `age 58 years`.
  public var name: String
  /// nil for what is known and moves nothing.
  public var change: Change?
  /// What was done, in words.
  public var about: String
  public var source: String
  public var confidence: Confidence

  /// The rules for a person, in the order in which they are applied.
  ///
  /// - Parameters:
  ///   - subject: the person.
  ///   - preset: of the tissue.
  ///   - ageing: of the person; nil where the age is not known.
  /// - Returns: none without data of the subject.
  public static func all(
    for subject: Scenario.Subject, preset: TissuePreset, ageing: Ageing?
  ) -> [SubjectRule] {
    sexRules(subject) + ageRules(subject, ageing) + relaxationRules(subject, preset: preset)
      + thicknessRules(subject, preset: preset)
      + bodyMassRules(subject)
  }

  private static func sexRules(_ subject: Scenario.Subject) -> [SubjectRule] {
    guard let sex = subject.sex, subject.skinThickness == nil else { return [] }
    return [
      SubjectRule(
        name: "sex \(sex.rawValue)",
        about: "skin thickness of the preset for this sex, in place of the mean of both",
        source: "high-frequency ultrasound, BMC Med Imaging 2022 22:113, 49 men and 69 women",
        confidence: .high)
    ]
  }

  /// What the years have done to the tissue as it was captured: the law of ageing, the preset counting as a person of 25.
  ///
  /// The shape of the scan has the fat, the bone and the sagging of its age already.
  private static func ageRules(_ subject: Scenario.Subject, _ ageing: Ageing?) -> [SubjectRule] {
    guard let ageing else { return [] }
    let terms: [(AgeingTerm, Target)] = [
      (.skinThickness, .skinThickness), (.skinModulus, .skinModulus), (.fatModulus, .fatModulus),
      (.ligamentStiffness, .ligaments), (.skinTension, .skinTension),
    ]
    let changes = terms.filter { ageing.terms.contains($0.0) }.compactMap {
      term, target -> SubjectRule? in
      if target == .skinThickness && subject.skinThickness != nil { return nil }
      let factor = ageing.factor(of: term, at: ageing.age)
      return SubjectRule(
        name: "age \(ageing.age.formatted3) years", change: Change(target: target, factor: factor),
        about: "\(target.rawValue) × \(factor.formatted3)", source: ageing.law[term].source,
        confidence: ageing.law[term].confidence)
    }
    return changes + skinRules(ageing)
  }

  /// What makes the skin older than the person.
  private static func skinRules(_ ageing: Ageing) -> [SubjectRule] {
    let exposures = SkinExposure.allCases.filter(ageing.exposures.contains)
      .compactMap { exposure in
        ageing.law.exposures[exposure].map { entry in
          SubjectRule(
            name: exposure.rawValue.replacing("-", with: " "),
            about: "skin as of a person \(entry.years.formatted3) years older",
            source: entry.source, confidence: entry.confidence)
        }
      }
    let law = ageing.law.menopause
    let menopause = ageing.menopause.map { age in
      SubjectRule(
        name: "menopause at \(age.formatted3) years",
        about: "skin ages \(law.factor.formatted3) times as fast for \(law.lasts.formatted3) years",
        source: law.source, confidence: law.confidence)
    }
    return exposures + [menopause].compactMap { $0 }
  }

  /// The relaxing part of the skin grows by 0.02 in each decade from 25 on.
  private static func relaxationRules(_ subject: Scenario.Subject, preset: TissuePreset)
    -> [SubjectRule]
  {
    guard let age = subject.ageInYears, age > 25,
      let series = preset.layers[.skin]?.relaxation?.series
    else { return [] }
    let part = 1 - series.relaxedShare
    let factor = (part + 0.02 * (age - 25) / 10) / part
    return [
      SubjectRule(
        name: "age \(age.formatted3) years",
        change: Change(target: .skinRelaxation, factor: factor),
        about:
          "\(Target.skinRelaxation.rawValue) × \(factor.formatted3); it counts in probes and where time passes",
        source:
          "recovery after suction falls with age: Ryu 2008 Skin Res Technol 14:354, Luebberding 2014 Skin Res Technol"
          + " 20:127; the slope is derived for this program",
        confidence: .low)
    ]
  }

  /// Thickness measured at the cheek: all zones are thicker or thinner in the same proportion.
  private static func thicknessRules(_ subject: Scenario.Subject, preset: TissuePreset)
    -> [SubjectRule]
  {
    guard let cheek = preset.zone(named: Self.measuredZone) else { return [] }
    let measured: [(Target, Double?, Double)] = [
      (.skinThickness, subject.skinThickness, cheek.skin(of: subject.sex)),
      (.fatThickness, subject.fatThickness, cheek.superficialFat),
    ]
    return measured.compactMap { target, thickness, usual in
      guard let thickness else { return nil }
      let factor = thickness / usual
      return SubjectRule(
        name: "\(target.rawValue) \((1e3 * thickness).formatted3) mm",
        change: Change(target: target, factor: factor),
        about: "\(target.rawValue) × \(factor.formatted3) in all zones, as at the cheek",
        source: "measured at the cheek; the same proportion elsewhere is an assumption",
        confidence: .low)
    }
  }

  /// Where thicknesses of the subject were measured.
  static let measuredZone = "cheek"

  /// Superficial fat thickens as the fat of the whole body per squared height, I·p(I), does.
  ///
  /// Percentage of body fat p = 1.20 I + 0.23 a − 10.8 s − 5.4, I the body mass index, a the age in years, s = 1 for
  /// men, 0 for women. The preset counts as a person of index 23 of the same age and sex; between 18.5 and 31, the
  /// factor at the cheek goes over the 3 to 9 mm that anatomy texts give.
  ///
  /// - Source: Deurenberg, Weststrate & Seidell 1991, Br J Nutr 65:105.
  private static func bodyMassRules(_ subject: Scenario.Subject) -> [SubjectRule] {
    guard let index = subject.bodyMassIndex, subject.fatThickness == nil else { return [] }
    let men = subject.sex.map { $0 == .male ? 1 : 0 } ?? 0.5
    let constant = 0.23 * (subject.ageInYears ?? usualAge) - 10.8 * men - 5.4
    func fatMass(_ index: Double) -> Double { index * (1.2 * index + constant) }
    let held = min(max(index, measuredIndices.lowerBound), measuredIndices.upperBound)
    let factor = fatMass(held) / fatMass(usualIndex)
    return [
      SubjectRule(
        name: "bmi \(index.formatted3) kg/m²",
        change: Change(target: .fatThickness, factor: factor),
        about: "\(Target.fatThickness.rawValue) × \(factor.formatted3) in all zones"
          + (held == index ? "" : ", as at \(held.formatted3) kg/m², where measurements end"),
        source:
          "body fat by Deurenberg 1991 Br J Nutr 65:105, 1229 people; that the fat of the face"
          + " goes with it is an assumption",
        confidence: .low)
    ]
  }

  /// Of the person whom the preset stands for, in kg/m² and years: the middle of the usual range, and of adults.
  private static let (usualIndex, usualAge) = (23.0, 40.0)
  /// In kg/m²: leaner people than that are not fat enough for the formula, and few were heavier.
  private static let measuredIndices = 16.0...40.0
}

extension SubjectRule.Change {
  /// Changes what the rule is about in a layer, and notes that.
  func apply(to entry: inout ResolvedTissue.Layer, of layer: TissueLayer, name: String) {
    guard factor != 1 else { return }
    switch (target, layer) {
    case (.skinThickness, .skin), (.fatThickness, .superficialFat):
      entry.thickness = entry.thickness.scaled(by: factor)
      entry.thicknessOrigin += ", \(name)"
    case (.skinModulus, .skin), (.fatModulus, .superficialFat), (.fatModulus, .deep):
      entry.shearModulus = entry.shearModulus.scaled(by: factor)
      entry.shearModulusOrigin += ", \(name)"
    case (.skinThickness, _), (.skinModulus, _), (.fatThickness, _), (.fatModulus, _),
      (.ligaments, _), (.skinTension, _), (.skinRelaxation, _):
      break
    }
  }
}

extension [SubjectRule] {
  /// The product of all factors on one thing.
  func factor(on target: SubjectRule.Target) -> Double {
    reduce(1) { $1.change?.target == target ? $0 * ($1.change?.factor ?? 1) : $0 }
  }
}
