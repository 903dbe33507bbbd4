import Documents
import Materials

extension LayerLaw {
  /// What a file may say of the law of a layer: one kind of object for each law.
  ///
  /// - Parameter layer: whose law; only the skin has lines that fibres could follow.
  /// - Returns: the schema that `JSONObject.law(beside:of:)` reads.
  public static func schema(of layer: TissueLayer) -> DocumentSchema {
    let laws = ConstitutiveLaw.allCases.filter {
      layer == .skin || $0.declaration.families.upperBound == 0
    }
    return .either(laws.map(schema))
  }

  private static func schema(of law: ConstitutiveLaw) -> DocumentSchema {
    let declaration = law.declaration
    var members = [
      DocumentSchema.Member(
        key: "law", help: "Which law.", isRequired: true, schema: .constant(law.rawValue))
    ]
    members += declaration.constants.filter { $0 != .bulkModulus }.map { member($0) }
    if !declaration.perTerm.isEmpty {
      members.append(
        .init(
          key: "terms", help: "Terms of the energy.", isRequired: true,
          schema: .list(
            .object(declaration.perTerm.map { member($0, ofTerm: true) }, []),
            atLeast: declaration.terms.lowerBound)))
    }
    if declaration.families.upperBound > 0 {
      members.append(
        .init(
          key: "fibre_angle_deg",
          help: "Of two families from the tension line, to both sides; one family along it when 0.",
          isRequired: false, schema: .number(LayerLawRange.angles, unit: "°")))
    }
    return .object(members, [])
  }

  private static func member(_ constant: LawConstant, ofTerm: Bool = false)
    -> DocumentSchema.Member
  {
    let range = LayerLawRange(of: constant, ofTerm: ofTerm)
    return .init(
      key: constant.key,
      help: constant.meaning.prefix(1).uppercased() + constant.meaning.dropFirst() + ".",
      isRequired: range.isRequired,
      schema: range.schema(unit: constant.unit == .pascal ? "kPa" : ""))
  }
}

/// What a constant of a law may be in a file, narrower than what the law itself admits: outside, a unit was
/// mistaken.
enum LayerLawRange {
  /// A modulus that must be there, in kPa: softer than any tissue to stiffer than any soft one.
  case modulus
  /// A modulus that may vanish, zero where it is not given, in kPa; a negative one would let the tissue soften
  /// without end.
  case stiffening
  /// A number without unit; rates of stiffening of published soft tissues lie far inside.
  case number(ClosedRange<Double>)
  /// An exponent of either sign, but not zero.
  case exponent

  static let moduli = 0.01...10_000
  static let stiffenings = 0.0...1e6
  static let rates = 1e-4...1000.0
  static let angles = 0.0...90.0

  /// - Parameters:
  ///   - constant: of a law.
  ///   - ofTerm: whether it belongs to a term, whose modulus is its share in the shear modulus.
  init(of constant: LawConstant, ofTerm: Bool = false) {
    self =
      switch (constant.unit, constant.range) {
      case (.pascal, .positive): .modulus
      case (.pascal, _): ofTerm ? .modulus : .stiffening
      case (.one, .within(let range)): .number(range)
      case (.one, .notZero): .exponent
      case (.one, _): .number(Self.rates)
      }
  }

  var isRequired: Bool {
    if case .stiffening = self { false } else { true }
  }

  func schema(unit: String) -> DocumentSchema {
    switch self {
    case .modulus: .number(Self.moduli, unit: unit)
    case .stiffening: .number(Self.stiffenings, unit: unit)
    case .number(let range): .number(range, unit: unit)
    case .exponent:
      .either([
        .number(-Self.rates.upperBound ... -Self.rates.lowerBound, unit: unit),
        .number(Self.rates, unit: unit),
      ])
    }
  }
}
