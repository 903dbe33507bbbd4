import Documents
import Materials

/// In kPa: softer than any tissue, stiffer than any soft one, so that outside a unit was mistaken.
private let moduli = 0.01...10_000
/// In kPa, of constants that may vanish; negative ones would let the tissue soften without end.
private let stiffening = 0.0...1e6
/// Rates of stiffening and exponents of published soft tissues lie far inside.
private let rates = 1e-4...1000.0

extension JSONObject {
  /// The law that stands among the members of an object; its keys follow from its declaration.
  ///
  /// - Parameters:
  ///   - otherKeys: what else the object may have.
  ///   - layer: whose law; only the skin has lines that fibres could follow.
  /// - Returns: the law; nil where a problem was noted.
  public func law(beside otherKeys: [String], of layer: TissueLayer) -> LayerLaw? {
    guard let law = required("law")?.choice(ConstitutiveLaw.self) else { return nil }
    if layer != .skin && law.declaration.families.upperBound > 0 {
      self["law"]?.note(
        "\"\(law.rawValue)\" has fibres, and only the skin has lines that they could follow")
      return nil
    }
    let declaration = law.declaration
    rejectUnknown(["law"] + declaration.keys + otherKeys)
    var constants = declaration.constants.filter { $0 != .bulkModulus }.map(value)
    if !declaration.perTerm.isEmpty { constants += terms(declaration) }
    var angle: Double?
    if declaration.families.upperBound > 0 {
      angle = self["fibre_angle_deg"].map { _ in quantity("fibre_angle_deg", in: 0...90) } ?? 0
      if angle == nil { return nil }
    }
    guard !constants.contains(nil) else { return nil }
    let found = LayerLaw(law, constants: constants.compactMap(\.self), fibreAngle: angle)
    do {
      try found.check()
      return found
    } catch {
      self["law"]?.note("\(error)")
      return nil
    }
  }

  /// A constant in SI units; one that may be zero is zero where it is not given.
  private func value(of constant: LawConstant) -> Double? {
    switch (constant.unit, constant.range) {
    case (.pascal, .positive): requiredQuantity(constant.key, in: moduli)
    case (.pascal, _): self[constant.key] == nil ? 0 : quantity(constant.key, in: stiffening)
    case (.one, .within(let range)): required(constant.key)?.number(in: range, unit: "")
    case (.one, .notZero): exponent(constant.key)
    case (.one, _): required(constant.key)?.number(in: rates, unit: "")
    }
  }

  private func exponent(_ key: String) -> Double? {
    let cursor = required(key)
    let number = cursor?.number(in: -rates.upperBound...rates.upperBound, unit: "")
    if number == 0 { cursor?.note("an exponent of 0 is none: give any other") }
    return number == 0 ? nil : number
  }

  /// The constants of all terms, one term after the other.
  private func terms(_ declaration: LawDeclaration) -> [Double?] {
    guard let list = required("terms"), let entries = list.array(of: "terms") else { return [nil] }
    guard declaration.terms.contains(entries.count) else {
      list.note(
        "\(entries.count) terms; the law takes \(declaration.terms.lowerBound) to "
          + "\(declaration.terms.upperBound)")
      return [nil]
    }
    return entries.flatMap { entry -> [Double?] in
      guard let term = entry.object(keys: declaration.perTerm.map(\.key)) else { return [nil] }
      return declaration.perTerm.map {
        // The share of a term in the shear modulus.
        $0.unit == .pascal ? term.requiredQuantity($0.key, in: moduli) : term.value(of: $0)
      }
    }
  }
}

extension LawDeclaration {
  /// The keys of the law in a file, without the bulk modulus.
  fileprivate var keys: [String] {
    constants.filter { $0 != .bulkModulus }.map(\.key) + (perTerm.isEmpty ? [] : ["terms"])
      + (families.upperBound > 0 ? ["fibre_angle_deg"] : [])
  }
}
