import Anatomy
import Tensors

/// How the zones moved during a step that lasts for some seconds.
public struct StepCurve: Sendable {
  /// One moment.
  public struct Point: Sendable {
    /// In s since the step began; 0 twice, before what it does and at once after.
    public var time: Double
    /// From the face as captured.
    public var zones: [ZoneStatistics]
  }

  public var points: [Point]
  /// The displacement of every node from the face as captured, at a few moments: at once, and in equal parts of what
  /// moves until the end.
  public var phases: [(time: Double, displacements: [Vector3])]

  /// - Parameters:
  ///   - states: time since any moment in s, and the displacements from the face as captured; the first is the state
  ///     before the step.
  ///   - conditions: in force.
  ///   - prepared: the face.
  ///   - rest: its rest shape.
  init(
    _ states: [(time: Double, displacements: [Vector3])], under conditions: StepConditions,
    on prepared: PreparedFace, rest: RecoveredRest
  ) {
    let start = states.first?.time ?? 0
    points = states.map { time, displacements in
      let motion = SkinMotion(
        to: displacements, rest: rest.displacements,
        stiffness: (nil, conditions.stiffness[.skin]))
      return Point(
        time: time - start,
        zones: prepared.statistics(of: motion, gravity: conditions.posture.gravityDirection))
    }
    phases = Self.phases(of: states.map { ($0.time - start, $0.displacements) })
  }

  /// The states at once, at the end, and nearest to a third and two thirds of the way between them.
  private static func phases(of states: [(time: Double, displacements: [Vector3])]) -> [(
    time: Double, displacements: [Vector3]
  )] {
    guard let last = states.last, states.count > 2 else { return states.suffix(1) }
    func distance(_ a: [Vector3], _ b: [Vector3]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1).dot($1.0 - $1.1) }
    }
    let first = states[1]
    let whole = distance(first.displacements, last.displacements)
    let between = [1.0 / 3, 2.0 / 3].compactMap { part in
      states[1...].first {
        distance(first.displacements, $0.displacements) >= part * part * whole
      }
    }
    return ([first] + between + [last]).reduce(into: []) { chosen, state in
      if chosen.last.map({ $0.time < state.time }) ?? true { chosen.append(state) }
    }
  }

  /// What the curve of one zone says, by its mean displacement from the face as captured.
  public struct Reading: Sendable, Equatable {
    public var zone: String
    /// In m: before the step, at once, at the end.
    public var before: Double
    public var atOnce: Double
    public var end: Double
    /// The largest, in m, and when, in s.
    public var excursion: Double
    public var excursionTime: Double
    /// When no more than 1/e, and a tenth, of what was there before is left, in s; nil where that was not reached, or where
    /// nothing was there.
    public var timeToInverseE: Double?
    public var timeToTenth: Double?
  }

  /// One per zone, in the order of the tables; empty where nothing happened.
  public var readings: [Reading] {
    guard points.count >= 2, let last = points.last else { return [] }
    return points[0].zones.indices.map { zone in
      let values = points.map { (time: $0.time, mean: $0.zones[zone].mean) }
      let before = values[0].mean
      let largest = values.max { $0.mean < $1.mean } ?? values[0]
      func crossing(_ part: Double) -> Double? {
        // Below a hundredth of a micrometre nothing was there.
        guard before > 1e-8 else { return nil }
        let level = part * before
        guard let after = values.indices.dropFirst().first(where: { values[$0].mean <= level })
        else { return nil }
        let (a, b) = (values[after - 1], values[after])
        return a.mean == b.mean
          ? b.time : a.time + (b.time - a.time) * (a.mean - level) / (a.mean - b.mean)
      }
      return Reading(
        zone: points[0].zones[zone].zone, before: before, atOnce: values[1].mean,
        end: last.zones[zone].mean, excursion: largest.mean, excursionTime: largest.time,
        timeToInverseE: crossing(1 / Double.exponential(1)), timeToTenth: crossing(0.1))
    }
  }
}
