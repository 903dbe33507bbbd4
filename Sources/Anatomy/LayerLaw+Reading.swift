import Documents
import Materials

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
    var constants = declaration.constants.filter { $0 != .bulkModulus }.map { value(of: $0) }
    if !declaration.perTerm.isEmpty { constants += terms(declaration) }
    var angle: Double?
    if declaration.families.upperBound > 0 {
      angle =
        self["fibre_angle_deg"].map { _ in quantity("fibre_angle_deg", in: LayerLawRange.angles) }
        ?? 0
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
  private func value(of constant: LawConstant, ofTerm: Bool = false) -> Double? {
    let key = constant.key
    return switch LayerLawRange(of: constant, ofTerm: ofTerm) {
    case .modulus: requiredQuantity(key, in: LayerLawRange.moduli)
    case .stiffening: self[key] == nil ? 0 : quantity(key, in: LayerLawRange.stiffenings)
    case .number(let range): required(key)?.number(in: range, unit: "")
    case .exponent: exponent(key)
    }
  }

  private func exponent(_ key: String) -> Double? {
    let (cursor, rates) = (required(key), LayerLawRange.rates)
    let number = cursor?.number(in: -rates.upperBound...rates.upperBound, unit: "")
    guard let number, abs(number) < rates.lowerBound else { return number }
    cursor?.note("an exponent nearer to 0 than \(rates.lowerBound) is none: give any other")
    return nil
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
      return declaration.perTerm.map { term.value(of: $0, ofTerm: true) }
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
