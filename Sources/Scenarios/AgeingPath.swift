import Anatomy
import Treatments

/// The way that a face goes by ageing alone, from some years ago to some years ahead.
enum AgeingPath {
  /// Years from the capture at which the face is solved; the capture itself is known.
  private static let offsets = [-10.0, -5, 5, 10, 20]

  /// The states of the path that the law reaches, with names that no step can have.
  ///
  /// - Parameter age: at the capture, in years.
  /// - Returns: the steps, the youngest first.
  static func steps(from age: Double) -> [Scenario.Step] {
    offsets.map { age + $0 }.filter(Ageing.range.contains).map {
      Scenario.Step(id: "ageing path \($0)", .age($0))
    }
  }
}

/// By how many years of its own simulated ageing a face differs from how it was captured.
///
/// The mean lifts of the zones in a step, y, against those on the path of ageing alone, p(t), straight between its states:
/// t minimizes S(t) = Σ w (y − p(t))², w = A/(σ_y² + σ_p²) with the area A of the zone and the standard deviations of both
/// numbers. What lies off the path is S(t)/Σ w y². The error bar takes t again for every uncertain figure, y and p moved
/// together by one standard deviation of it, and adds the squares: what both share cancels.
///
/// A quantity of the model: not how old a face looks.
public struct EquivalentYears: Sendable {
  public enum Verdict: String, Sendable {
    case told
    /// Within its own error bar of none.
    case notDistinguishable = "not-distinguishable"
    /// Mostly something else than ageing or its opposite: the years would mean nothing.
    case offThePath = "off-the-path"
    /// At an end of the path.
    case beyondThePath = "beyond-the-path"
  }

  public let step: String
  /// Where on the path it stands: negative where it undoes ageing that was there at the capture.
  public let years: Double
  /// By how many years the clock of the step has gone on.
  public let clock: Double
  /// Half the width of the 95 % interval, in years.
  public let halfWidth: Double
  /// Part of the squared lifts that ageing does not explain, 0 to 1 or more.
  public let residual: Double
  public let verdict: Verdict

  /// More than that lies off the path, and no number is given.
  public static let mostResidual = 0.5
}

extension ScenarioResult {
  /// The equivalent years of the steps before the path.
  ///
  /// - Parameter count: of the steps; the states of the path follow.
  /// - Returns: one per step that is not as captured; none without error bars.
  func equivalentYears(ofFirst count: Int) -> [EquivalentYears] {
    guard errorBars != nil, count < steps.count else { return [] }
    let path = Array(steps[count...])
    return steps[..<count].filter { !$0.isAsCaptured }.map { equivalentYears($0, path: path) }
  }

  /// Reads the steps as years along the path, and takes the path away again.
  ///
  /// - Parameter count: of the states of the path, which are the last steps.
  mutating func readPath(count: Int) {
    equivalentYears = equivalentYears(ofFirst: steps.count - count)
    steps.removeLast(count)
    changes.removeLast(min(count, changes.count))
    for i in responses.indices { responses[i].steps.removeLast(count) }
    measures = MeasureSeries(self)
  }

  private func equivalentYears(_ step: Step, path: [Step]) -> EquivalentYears {
    let zones = step.zones.indices.filter { step.zones[$0].zone != "face" }
    func lifts(_ step: Step) -> [Double] { zones.map { step.zones[$0].lift } }
    func changes(_ step: Step) -> [[Double]] {
      zones.map { errorBars?.changes(of: .lift(of: step.zones[$0].zone, step: step.id)) ?? [] }
    }
    func variances(_ changes: [[Double]]) -> [Double] {
      changes.map { $0.reduce(0) { $0 + $1 * $1 } }
    }
    let (outcome, moves) = (lifts(step), changes(step))
    let (places, pathMoves) = (path.map(lifts), path.map(changes))
    let far = variances(pathMoves.last ?? moves)
    let weights = zip(zones, zip(variances(moves), far)).map { zone, variance in
      step.zones[zone].area
        / (variance.0 + variance.1 + ErrorBars.leastDisplacement * ErrorBars.leastDisplacement)
    }
    let times = path.map(\.conditions.yearsAged)
    func fit(_ y: [Double], _ p: [[Double]]) -> PathFit {
      PathFit(y, times: times, path: p, weights)
    }
    let best = fit(outcome, places)
    let contributors = errorBars?.contributors.count ?? 0
    let variance = (0..<contributors).reduce(0.0) { sum, c in
      func years(_ sign: Double) -> Double {
        func moved(_ values: [Double], _ changes: [[Double]]) -> [Double] {
          zip(values, changes).map { $0 + sign * ($1.isEmpty ? 0 : $1[c]) }
        }
        return fit(moved(outcome, moves), zip(places, pathMoves).map(moved)).years
      }
      let change = (years(1) - years(-1)) / 2
      return sum + change * change
    }
    let width = ErrorBar.deviationsAt95 * variance.squareRoot()
    let verdict: EquivalentYears.Verdict =
      best.residual > EquivalentYears.mostResidual
      ? .offThePath
      : abs(best.years) <= width ? .notDistinguishable : best.isAtEnd ? .beyondThePath : .told
    return EquivalentYears(
      step: step.id, years: best.years, clock: step.conditions.yearsAged, halfWidth: width,
      residual: best.residual, verdict: verdict)
  }
}

extension NumberPlace {
  /// The mean lift of a zone in a step.
  fileprivate static func lift(of zone: String, step: String) -> NumberPlace {
    NumberPlace(.zones, step: step, row: zone, column: "lift_mean_mm")
  }
}

/// The nearest place of a broken line to a point, distances weighted by component.
struct PathFit {
  private(set) var years = 0.0
  /// Of the squared length of the point, what is left.
  private(set) var residual = 1.0
  /// Whether the line would have to go on, by more than a hundredth of its last piece.
  private(set) var isAtEnd = false

  /// - Parameters:
  ///   - point: its components.
  ///   - times: of the points of the line, ascending; that at time zero is zero, and is put in.
  ///   - path: their components.
  ///   - weights: by component.
  init(_ point: [Double], times: [Double], path: [[Double]], _ weights: [Double]) {
    var corners = Array(zip(times, path)) + [(0, Array(repeating: 0, count: point.count))]
    corners.sort { $0.0 < $1.0 }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(weights, zip(a, b)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
    }
    let whole = product(point, point)
    guard whole > 0 else {
      residual = 0
      return
    }
    for (a, b) in zip(corners, corners.dropFirst()) {
      let (way, from) = (zip(b.1, a.1).map(-), zip(point, a.1).map(-))
      let length = product(way, way)
      let wanted = length > 0 ? product(from, way) / length : 0
      let along = min(max(wanted, 0), 1)
      let left = zip(from, way).map { $0 - along * $1 }
      let rest = product(left, left) / whole
      guard rest < residual else { continue }
      (residual, years) = (rest, a.0 + along * (b.0 - a.0))
      isAtEnd =
        (wanted < -0.01 && a.0 == corners[0].0)
        || (wanted > 1.01 && b.0 == corners[corners.count - 1].0)
    }
  }
}

extension EquivalentYears: CustomStringConvertible {
  public var description: String {
    let off = Int((100 * residual).rounded())
    let way = years < 0 ? "undoes" : "adds"
    switch verdict {
    case .told:
      return
        "\(step) \(way) \(Self.text(abs(years))) ± \(Self.text(halfWidth)) years of simulated ageing"
        + "\(clockText); \(off) % of the change lies off the path"
    case .notDistinguishable:
      return
        "\(step): not distinguishable from none (\(Self.text(years)) ± \(Self.text(halfWidth)) years)\(clockText)"
    case .beyondThePath:
      return "\(step) \(way) \(Self.text(abs(years))) years or more: the path ends there"
    case .offThePath:
      return "\(step): no number, for \(off) % of the change is not along the ageing of this face"
    }
  }

  /// What has passed on the clock is part of the years.
  private var clockText: String {
    clock == 0 ? "" : ", of which the clock \(Self.text(clock))"
  }

  private static func text(_ years: Double) -> String { "\((10 * years).rounded() / 10)" }
}
