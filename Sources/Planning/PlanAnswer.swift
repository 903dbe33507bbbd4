import Documents
import Foundation
import Rendering
import Scenarios
import Sweeps

/// What a plan found: how far the goal can be had, what it costs, and between which settings.
public struct PlanAnswer: Sendable {
  public let question: PlanQuestion
  /// All schedules that were computed.
  var trials: [ScheduleTrials.Trial]
  /// The one with the most of the goal within the limits; nil where none meets the limits.
  let farthest: Int?
  /// The cheapest that reaches the goal; nil where none does.
  var cheapest: Int?
  /// Those of which no other has more of the goal at no more cost, by rising cost.
  var curve: [Int] = []
  /// By setting: the schedules with the least and the most of it that reach the goal.
  var ends: [[Int]] = []

  init(question: PlanQuestion, trials: [ScheduleTrials.Trial], farthest: Int?) {
    (self.question, self.trials, self.farthest) = (question, trials, farthest)
  }

  /// Whether some schedule reaches the goal within the limits.
  public var isInReach: Bool { cheapest != nil }

  /// Schedules that were computed.
  public var count: Int { trials.count }

  private var costName: String {
    "\(question.cost ?? .setting(question.settings[0].name))"
  }

  private func meetsLimits(_ trial: ScheduleTrials.Trial) -> Bool {
    zip(question.limits, trial.limits).allSatisfy { $0.misses($1) <= 0 }
  }

  /// The schedules within the limits of which no other has more of the goal at no more cost.
  var tradeOff: [Int] {
    let sign = question.goal.isLeast ? 1.0 : -1.0
    return TradeOffFront(
      gain: trials.map { meetsLimits($0) ? sign * $0.goal : .nan }, cost: trials.map(\.cost)
    ).members
  }

  /// The limits that keep a schedule where it is: met, but for less than a hundredth.
  private func binding(_ trial: ScheduleTrials.Trial) -> [String] {
    zip(question.limits, trial.limits).filter { bound, value in
      bound.misses(value) > -0.01 * max(abs(bound.value), 1e-9)
    }.map { "\($0.0)" }
  }
}

// MARK: - Words

extension PlanAnswer {
  private func settings(_ number: Int) -> String {
    zip(question.settings, trials[number].settings).map { "\($0.name) \($1.short)" }
      .joined(separator: ", ")
  }

  /// What to tell the person who asked.
  public var lines: [String] {
    var lines = [
      "goal: \(question.goal)"
        + question.limits.map { ", \($0)" }.joined() + ", with as little \(costName) as can be"
    ]
    guard let farthest else {
      return lines + ["out of reach: no settings within their ranges keep the limits"]
    }
    let far = trials[farthest]
    if let cheapest {
      let trial = trials[cheapest]
      lines.append(
        "in reach: \(settings(cheapest)) gives \(trial.goal.short) and costs \(trial.cost.short)")
      lines += zip(question.settings, ends).compactMap { setting, ends in
        guard let low = ends.first, let high = ends.last,
          let place = question.settings.firstIndex(of: setting)
        else { return nil }
        return
          "  \(setting.name): from \(trials[low].settings[place].short) to \(trials[high].settings[place].short) "
          + "reach it, with the other settings chosen for it"
      }
      lines.append("the most within the limits: \(far.goal.short), by \(settings(farthest))")
    } else {
      let held = binding(far)
      lines.append(
        "out of reach: at most \(far.goal.short) within the limits, by \(settings(farthest))"
          + (held.isEmpty
            ? "; the ranges of the settings end there"
            : "; held by \(held.joined(separator: ", "))"))
    }
    return lines + ["", "| \(question.goal.quantity) | \(costName) | settings |", "|---|---|---|"]
      + curve.map { "| \(trials[$0].goal.short) | \(trials[$0].cost.short) | \(settings($0)) |" }
  }
}

// MARK: - Files

extension PlanAnswer {
  /// All schedules, a row each: settings, goal, limits, cost, whether it keeps the limits, reaches the goal and is on the curve.
  public var table: String {
    let head =
      ["number"] + question.settings.map(\.name) + ["\(question.goal.quantity)"]
      + question.limits.map { "\($0.quantity)" } + [
        "cost:\(costName)", "within_limits", "reaches_goal", "on_curve",
      ]
    let rows = trials.enumerated().map { number, trial -> [String] in
      let numbers = trial.settings + [trial.goal] + trial.limits + [trial.cost]
      let flags = [
        meetsLimits(trial), meetsLimits(trial) && question.goal.misses(trial.goal) <= 0,
        curve.contains(number),
      ]
      return ["\(number + 1)"] + numbers.map { "\($0)" } + flags.map { $0 ? "1" : "0" }
    }
    return ([head] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// Goal over cost: all schedules, and the best of them.
  public var chart: LineChart {
    func point(_ trial: ScheduleTrials.Trial) -> SIMD2<Double> { SIMD2(trial.cost, trial.goal) }
    var beyond = LineChart.Series("beyond a limit", trials.filter { !meetsLimits($0) }.map(point))
    (beyond.isMeasured, beyond.colorNumber) = (true, 1)
    var allowed = LineChart.Series("within the limits", trials.filter(meetsLimits).map(point))
    (allowed.isMeasured, allowed.colorNumber) = (true, 6)
    let best = LineChart.Series("best", curve.map { point(trials[$0]) })
    var chart = LineChart(
      title: question.title, horizontal: costName, vertical: "\(question.goal.quantity)",
      series: [beyond, allowed, best].filter { !$0.points.isEmpty })
    chart.caption =
      "Every dot is a schedule that was computed: grey within the limits, orange beyond one. No other has more of the goal at no more cost than those on the line."
      + (cheapest.map { "The cheapest that reaches the goal: \(settings($0))." }.map { " " + $0 }
        ?? "")
    return chart
  }

  /// The settings that the scenario should have: the cheapest that reach the goal, else those that come nearest to it.
  public var chosen: [Double]? { (cheapest ?? farthest).map { trials[$0].settings } }
}

// MARK: - For programs

extension PlanAnswer {
  /// The answer as it is written to `plan.json`.
  public struct Record: Encodable, Sendable {
    struct Schedule: Encodable {
      var settings: [String: Double]
      var goal: Double
      var limits: [String: Double]
      var cost: Double
    }
    struct Range: Encodable {
      var setting: String
      var least, most: Double
    }
    let schema = "turgor.plan-result/1"
    let title, goal, cost: String
    let limits: [String]
    let in_reach: Bool
    let schedules: Int
    let cheapest, farthest: Schedule?
    let curve: [Schedule]
    let reaching: [Range]
  }

  public var record: Record {
    func schedule(_ number: Int) -> Record.Schedule {
      let trial = trials[number]
      return Record.Schedule(
        settings: Dictionary(
          zip(question.settings.map(\.name), trial.settings), uniquingKeysWith: { $1 }),
        goal: trial.goal,
        limits: Dictionary(
          zip(question.limits.map { "\($0.quantity)" }, trial.limits), uniquingKeysWith: { $1 }),
        cost: trial.cost)
    }
    return Record(
      title: question.title, goal: "\(question.goal)", cost: costName,
      limits: question.limits.map(\.description), in_reach: isInReach, schedules: count,
      cheapest: cheapest.map(schedule), farthest: farthest.map(schedule),
      curve: curve.map(schedule),
      reaching: question.settings.indices.compactMap { place in
        guard place < ends.count, let low = ends[place].first, let high = ends[place].last else {
          return nil
        }
        return Record.Range(
          setting: question.settings[place].name, least: trials[low].settings[place],
          most: trials[high].settings[place])
      })
  }
}
