/// What a number may be.
public enum AdmissibleRange: Sendable, Equatable, CustomStringConvertible {
  case any, positive, notNegative, notZero
  case within(ClosedRange<Double>)

  /// Whether a finite number lies in the range.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    return switch self {
    case .any: true
    case .positive: value > 0
    case .notNegative: value >= 0
    case .notZero: value != 0
    case .within(let range): range.contains(value)
    }
  }

  public var description: String {
    switch self {
    case .any: "any finite number"
    case .positive: "a number above 0"
    case .notNegative: "0 or above"
    case .notZero: "any number but 0"
    case .within(let range): "\(range.lowerBound) to \(range.upperBound)"
    }
  }
}

/// A constant of a law, declared once: the kernels, the checks and the readers of files follow this.
public struct LawConstant: Sendable, Equatable {
  public enum Unit: String, Sendable {
    case pascal = "Pa"
    case one = "1"
  }

  /// Its name in files, without the unit: `shear_modulus`.
  public let name: String
  public let unit: Unit
  public let range: AdmissibleRange
  /// What it does, in one line.
  public let meaning: String

  public init(_ name: String, _ unit: Unit, _ range: AdmissibleRange, _ meaning: String) {
    (self.name, self.unit, self.range, self.meaning) = (name, unit, range, meaning)
  }

  /// Its key in files, which carry moduli in kPa: `shear_modulus_kPa`.
  public var key: String { unit == .pascal ? name + "_kPa" : name }

  /// K, which every law has.
  public static let bulkModulus = LawConstant(
    "bulk_modulus", .pascal, .positive, "resistance to a change of volume")
}

/// The constants of a law in the order in which its kernel reads them.
public struct LawDeclaration: Sendable, Equatable {
  public let constants: [LawConstant]
  /// Follow the constants once per term; empty for a law without terms.
  public let perTerm: [LawConstant]
  /// Admissible numbers of terms.
  public let terms: ClosedRange<Int>
  /// Admissible numbers of fibre families; a direction of three components per family comes last.
  public let families: ClosedRange<Int>

  public init(
    _ constants: [LawConstant], perTerm: [LawConstant] = [], terms: ClosedRange<Int> = 0...0,
    families: ClosedRange<Int> = 0...0
  ) {
    (self.constants, self.perTerm, self.terms, self.families) = (
      constants, perTerm, terms, families
    )
  }

  /// All constants of a law with `count` terms.
  public func constants(terms count: Int) -> [LawConstant] {
    constants + (0..<count).flatMap { _ in perTerm }
  }
}
