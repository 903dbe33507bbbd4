/// The schedules of which no other has more of the goal at no more cost.
struct TradeOff {
  /// Numbers of schedules, by rising cost.
  let members: [Int]

  /// - Parameters:
  ///   - trials: all schedules.
  ///   - isLeast: whether more of the goal is better.
  ///   - isAllowed: whether a schedule counts.
  init(
    _ trials: [ScheduleTrials.Trial], isLeast: Bool,
    isAllowed: (ScheduleTrials.Trial) -> Bool
  ) {
    let gain = { (n: Int) in isLeast ? trials[n].goal : -trials[n].goal }
    let allowed = trials.indices.filter { isAllowed(trials[$0]) && gain($0).isFinite }
      .sorted { (trials[$0].cost, -gain($0), $0) < (trials[$1].cost, -gain($1), $1) }
    var best = -Double.infinity
    members = allowed.filter { number in
      guard gain(number) > best else { return false }
      best = gain(number)
      return true
    }
  }
}
