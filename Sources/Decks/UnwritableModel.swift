/// What a model has and a format has no word for.
public struct UnwritableModel: Error, Equatable, CustomStringConvertible, Sendable {
  /// As `CalculiX (.inp)`.
  public var format: String
  /// As `material skin: the law VerondaWestmannSolid`.
  public var what: String

  public var description: String { "\(format) cannot express \(what)" }
}
