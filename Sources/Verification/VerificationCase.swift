/// How much is computed.
public enum Depth: String, CaseIterable, Sendable, Codable {
  /// Coarse meshes, two of them where a rate is measured: minutes.
  case quick
  /// Three meshes, and the face at every resolution.
  case full
}

/// A computation with a known answer.
public struct VerificationCase: Sendable {
  /// Whether the answer is mathematics or a measurement.
  public enum Kind: String, Sendable, Codable {
    /// Does the program solve its equations? A miss is a defect.
    case verification
    /// Are they the right equations? A miss is told and means: do not believe this yet.
    case validation
  }

  /// As in the list of targets: `B5`, `A1`, `patch`.
  public var id: String
  public var title: String
  public var kind: Kind
  /// Where the reference comes from.
  public var source: String
  /// Whether it takes so long that a quick run leaves it out unless it is asked for.
  public var isLong: Bool
  let compute: @Sendable (Depth) throws -> CaseOutcome

  public init(
    _ id: String, _ title: String, kind: Kind = .verification, source: String, isLong: Bool = false,
    compute: @escaping @Sendable (Depth) throws -> CaseOutcome
  ) {
    (self.id, self.title, self.kind) = (id, title, kind)
    (self.source, self.isLong) = (source, isLong)
    self.compute = compute
  }

  /// Computes the case.
  ///
  /// - Parameter depth: how much.
  /// - Returns: results against references.
  /// - Throws: what the solver throws.
  public func outcome(_ depth: Depth = .quick) throws -> CaseOutcome { try compute(depth) }
}

/// A target that this version cannot be held to.
public struct AbsentCase: Sendable, Equatable {
  public var ids: String
  public var title: String
  /// What is missing.
  public var reason: String
}
