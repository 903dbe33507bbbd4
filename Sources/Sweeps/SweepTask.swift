/// What is done for each run of a sweep.
///
/// A worker has one and gives it run after run; what runs have in common may be kept between them.
public protocol SweepTask: AnyObject {
  /// Does a run.
  ///
  /// - Parameters:
  ///   - run: of the plan.
  ///   - plan: that it is of.
  ///   - preparing: called before and after the work that other runs share, such as that on a face.
  /// - Returns: its numbers.
  /// - Throws: `RunRefusal` where it has none.
  func outcome(of run: PlannedRun, in plan: SweepPlan, preparing: (PreparationEvent) -> Void)
    throws(RunRefusal) -> RunOutcome
}

/// Where a worker is with the work that runs share.
public enum PreparationEvent: String, Sendable { case begins, ends }
