/// Answers a plan's question: a smooth function through all schedules that were computed so far says where the best one should be; that one is
/// computed, and counts for the next guess, until guess and schedule agree.
///
/// What is reported was computed: the function only says where to look.
struct PlanSearch {
  let trials: ScheduleTrials
  private var question: PlanQuestion { trials.question }

  /// What is sought: the least or the most of something among schedules that meet some bounds.
  struct Aim {
    var quantity: (ScheduleTrials.Trial) -> Double
    /// What must not be above zero, each in parts of its own size.
    var misses: [(ScheduleTrials.Trial) -> Double]

    func isMet(by trial: ScheduleTrials.Trial) -> Bool {
      misses.allSatisfy { $0(trial) <= 0 }
    }
  }

  /// One guess after the other, at most so many for one aim.
  private static let mostGuesses = 8
  /// A guess is aimed this far inside of its bounds, in parts of their size, so that what is computed there meets them.
  private static let margin = 2e-3
  /// Two places that differ by less than this part of each range are one.
  private static let samePlace = 5e-3

  /// The number of the best schedule that meets the aim; nil where none was found.
  func best(_ aim: Aim) throws -> Int? {
    for _ in 0..<Self.mostGuesses {
      let known = trials.trials
      let place = guess(aim)
      let nearest = trials.nearest(to: place)
      if let nearest, nearest.distance < Self.samePlace, aim.isMet(by: known[nearest.number]) {
        break
      }
      let count = trials.trials.count
      let number = try trials.number(at: place)
      // A guess that was known and does not meet the aim: the function is as good as it gets there.
      if number < count { break }
    }
    let met = trials.trials.indices.filter { aim.isMet(by: trials.trials[$0]) }
    return met.min { aim.quantity(trials.trials[$0]) < aim.quantity(trials.trials[$1]) }
  }

  /// Where the function through all schedules has its best place, from each of them as a start.
  private func guess(_ aim: Aim) -> [Double] {
    let known = trials.trials
    func smooth(_ value: (ScheduleTrials.Trial) -> Double, plus margin: Double = 0)
      -> ConstrainedSearch.Function
    {
      let values = known.map(value)
      // The search wants numbers of the order of one.
      let scale = max((values.max() ?? 0) - (values.min() ?? 0), 1e-12)
      let interpolant = RadialInterpolant(points: known.map(\.place), values: values)
      return { x in
        let sample = interpolant.sample(at: x)
        return ((sample.value + margin) / scale, sample.gradient.map { $0 / scale })
      }
    }
    let search = ConstrainedSearch(
      objective: smooth(aim.quantity), constraints: aim.misses.map { smooth($0, plus: Self.margin) }
    )
    let ends = known.map { search.end(from: $0.place) }
    func violation(_ x: [Double]) -> Double {
      search.constraints.reduce(0) { max($0, $1(x).value) }
    }
    return ends.min { a, b in
      let (u, v) = (max(0, violation(a) - 1e-6), max(0, violation(b) - 1e-6))
      return u == v ? search.objective(a).value < search.objective(b).value : u < v
    } ?? known[0].place
  }
}

extension PlanSearch {
  /// The size that a bound's misses are counted in.
  private static func size(_ bound: PlanQuestion.Bound) -> Double { max(abs(bound.value), 1e-9) }

  private var limitMisses: [(ScheduleTrials.Trial) -> Double] {
    question.limits.enumerated().map { number, bound in
      { bound.misses($0.limits[number]) / Self.size(bound) }
    }
  }

  private func goalMisses(at value: Double) -> (ScheduleTrials.Trial) -> Double {
    var bound = question.goal
    bound.value = value
    let size = Self.size(question.goal)
    return { bound.misses($0.goal) / size }
  }

  /// Answers the question.
  func answer() throws -> PlanAnswer {
    try screen()
    let towards = question.goal.isLeast ? -1.0 : 1.0
    let farthest = try best(Aim(quantity: { towards * $0.goal }, misses: limitMisses))
    guard let farthest else {
      return PlanAnswer(question: question, trials: trials.trials, farthest: nil)
    }
    var answer = PlanAnswer(question: question, trials: trials.trials, farthest: farthest)
    let reach = trials.trials[farthest].goal
    let met = trials.trials.filter { trial in limitMisses.allSatisfy { $0(trial) <= 0 } }.map(
      \.goal)
    let least = (question.goal.isLeast ? met.min() : met.max()) ?? reach
    var levels = (1...Self.levels).map {
      least + (reach - least) * Double($0) / Double(Self.levels)
    }
    let isReached = question.goal.misses(reach) <= 0
    if isReached { levels.append(question.goal.value) }
    for level in levels.sorted(by: { question.goal.isLeast ? $0 < $1 : $0 > $1 }) {
      let aim = Aim(quantity: \.cost, misses: limitMisses + [goalMisses(at: level)])
      _ = try best(aim)
    }
    let goal = limitMisses + [goalMisses(at: question.goal.value)]
    if isReached {
      answer.cheapest = try best(Aim(quantity: \.cost, misses: goal))
      for setting in question.settings.indices {
        let ends = try [1.0, -1.0].map { sign in
          try best(Aim(quantity: { sign * $0.place[setting] }, misses: goal))
        }
        answer.ends.append(ends.compactMap { $0 })
      }
    }
    answer.trials = trials.trials
    answer.curve = answer.tradeOff
    return answer
  }

  /// Values of the goal between the least and the most that can be had, at which the least cost is sought.
  private static let levels = 5

  /// The scenario's own settings, and each setting at both of its ends with the others there.
  private func screen() throws {
    let own = trials.own
    _ = try trials.number(at: own)
    for setting in own.indices {
      for end in [0.0, 1.0] {
        var place = own
        place[setting] = end
        _ = try trials.number(at: place)
      }
    }
    // With the own settings at an end there would be no third place along that axis.
    for setting in own.indices where own[setting] < 0.05 || own[setting] > 0.95 {
      var place = own
      place[setting] = 0.5
      _ = try trials.number(at: place)
    }
  }
}
