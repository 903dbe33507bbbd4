import Tensors

/// What can be wrong with a material.
public enum MaterialError: Error, Equatable, Sendable, CustomStringConvertible {
  case wrongCount(law: ConstitutiveLaw, of: String, found: Int, allowed: String)
  case outOfRange(law: ConstitutiveLaw, constant: LawConstant, found: Double)
  case noShearModulus(law: ConstitutiveLaw, found: Double)
  case notAUnitVector(law: ConstitutiveLaw, family: Int, length: Double)
  case impossibleGrowth(determinant: Double)

  public var description: String {
    switch self {
    case .wrongCount(let law, let what, let found, let allowed):
      "\(law.rawValue): \(found) \(what) given, it takes \(allowed)"
    case .outOfRange(let law, let constant, let found):
      "\(law.rawValue).\(constant.name): \(found) \(constant.unit == .pascal ? "Pa " : "")"
        + "is not admissible; give \(constant.range) (\(constant.meaning))"
    case .noShearModulus(let law, let found):
      "\(law.rawValue): its constants make a shear modulus at rest of \(found) Pa; give constants that make "
        + "it positive"
    case .notAUnitVector(let law, let family, let length):
      "\(law.rawValue): the direction of fibre family \(family + 1) has length \(length); give a unit vector"
    case .impossibleGrowth(let determinant):
      "growth: a volume ratio of \(determinant) is not admissible; give a growth with a positive one"
    }
  }
}

extension Material {
  /// Checks counts, ranges, fibres and growth against the law's declaration.
  ///
  /// - Throws: `MaterialError`, naming what is wrong and what is allowed.
  public func check() throws(MaterialError) {
    let declaration = law.declaration
    try checkCounts(declaration)
    for (constant, value) in zip(declaration.constants(terms: termCount), constants)
    where !constant.range.contains(value) {
      throw .outOfRange(law: law, constant: constant, found: value)
    }
    for (family, a) in fibres.enumerated() where !(abs(a.length - 1) <= 1e-9) {
      throw .notAUnitVector(law: law, family: family, length: a.length)
    }
    guard shearModulus > 0 else { throw .noShearModulus(law: law, found: shearModulus) }
    if let growth, !(growth.determinant > 0 && growth.determinant.isFinite) {
      throw .impossibleGrowth(determinant: growth.determinant)
    }
  }

  private func checkCounts(_ declaration: LawDeclaration) throws(MaterialError) {
    let families = declaration.families
    guard families.contains(fibres.count) else {
      throw .wrongCount(
        law: law, of: "fibre families", found: fibres.count, allowed: inWords(families))
    }
    let terms = declaration.perTerm.isEmpty ? 0...0 : declaration.terms
    let allowed = terms.map { declaration.constants.count + $0 * declaration.perTerm.count }
    guard allowed.contains(constants.count) else {
      let words = allowed.map(String.init).joined(separator: " or ")
      throw .wrongCount(law: law, of: "constants", found: constants.count, allowed: words)
    }
  }

  private func inWords(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
