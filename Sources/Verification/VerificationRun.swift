import Scenarios

/// The suite as it was computed.
public struct VerificationRun: Sendable {
  /// One case.
  public struct Record: Sendable {
    public var verification: VerificationCase
    /// Nil where the computation failed.
    public var outcome: CaseOutcome?
    /// Why it failed.
    public var failure: String?
    /// Processor seconds that it took.
    public var cpuSeconds: Double

    /// Whether all judged results meet their references; a computation that failed does not.
    public var passes: Bool { outcome?.passes ?? false }
  }

  public var depth: Depth
  public var records: [Record]

  /// Computes cases one after the other.
  ///
  /// - Parameters:
  ///   - cases: which.
  ///   - depth: how much.
  ///   - progress: told each case before it begins.
  public init(
    _ cases: [VerificationCase], depth: Depth, progress: (VerificationCase) -> Void = { _ in }
  ) {
    self.depth = depth
    records = cases.map { verification in
      progress(verification)
      let start = StageClock.cpuSeconds()
      let result = Result { try verification.outcome(depth) }
      let seconds = StageClock.cpuSeconds() - start
      switch result {
      case .success(let outcome):
        return Record(verification: verification, outcome: outcome, cpuSeconds: seconds)
      case .failure(let error):
        return Record(
          verification: verification, failure: String(describing: error).prefix(300).description,
          cpuSeconds: seconds)
      }
    }
  }

  /// Whether no case of the kind `verification` missed.
  public var isVerified: Bool {
    records.allSatisfy { $0.verification.kind == .validation || $0.passes }
  }
}
