import Tensors

/// How far the skin under a probe has moved, against time.
///
/// Positive along the motion that the instrument causes: outwards under suction, inwards under an indenter.
public struct RecoilCurve: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    /// In s since the load began.
    public var time: Double
    /// What acts: suction in Pa, or the force of an indenter in N.
    public var load: Double
    /// Motion of the middle of the skin in m.
    public var excursion: Double

    public init(time: Double, load: Double, excursion: Double) {
      (self.time, self.load, self.excursion) = (time, load, excursion)
    }
  }

  /// When the load acts: `cycles` times on for a while and off for a while.
  public struct Timing: Sendable, Equatable {
    /// In s; the rise and the fall of the load lie at their beginnings.
    public var (on, off): (Double, Double)
    /// In s, from nothing to the full load and back.
    public var ramp: Double
    public var cycles: Int

    public init(on: Double, off: Double, ramp: Double, cycles: Int = 1) {
      precondition(on > 0 && off > 0 && ramp >= 0 && ramp <= min(on, off) && cycles > 0)
      (self.on, self.off, self.ramp, self.cycles) = (on, off, ramp, cycles)
    }

    public static func == (a: Self, b: Self) -> Bool {
      a.on == b.on && a.off == b.off && a.ramp == b.ramp && a.cycles == b.cycles
    }

    /// In s.
    public var duration: Double { Double(cycles) * (on + off) }

    /// When a cycle begins, when its load is taken away, and when it ends, in s.
    func times(ofCycle cycle: Int) -> (start: Double, release: Double, end: Double) {
      let start = Double(cycle) * (on + off)
      return (start, start + on, start + on + off)
    }
  }

  /// In ascending order of time, the first at 0.
  public var points: [Point]
  public var timing: Timing

  public init(_ points: [Point], timing: Timing) {
    precondition(!points.isEmpty)
    (self.points, self.timing) = (points, timing)
  }

  /// The excursion at a time in m, linear between the points; the last one after the end.
  public func excursion(at time: Double) -> Double {
    guard let next = points.firstIndex(where: { $0.time >= time }) else {
      return points[points.count - 1].excursion
    }
    guard next > 0 else { return points[0].excursion }
    let (a, b) = (points[next - 1], points[next])
    guard b.time > a.time else { return b.excursion }
    return a.excursion + (time - a.time) / (b.time - a.time) * (b.excursion - a.excursion)
  }

  /// Largest excursion of all, in m.
  public var maximum: Double { points.map(\.excursion).max() ?? 0 }
}

extension RecoilCurve {
  /// Until this long after a change of the load its effect counts as immediate, in s.
  ///
  /// - Source: the definition of the Cutometer's parameters (Courage + Khazaka, mode 1), recalled.
  public static let immediate = 0.1

  /// What Cutometers read from a curve: U in m, ratios without unit.
  ///
  /// With U(t) the excursion beyond that at the beginning of a cycle, the load on from t₀ to t₁ and off until t₂:
  /// Ue = U(t₀ + 0.1 s), Uf = U(t₁), Uv = Uf − Ue, Ur = Uf − U(t₁ + 0.1 s), Ua = Uf − U(t₂), all of the first
  /// cycle.
  public struct Parameters: Sendable, Equatable {
    /// Immediate, delayed and final distension, immediate and final retraction, in m.
    public var ue, uv, uf, ur, ua: Double
    /// Highest and lowest excursion of the last cycle: at its release and at its end, in m.
    public var lastMaximum, lastMinimum: Double

    /// Uf: how far the skin gives way.
    public var r0: Double { uf }
    /// Uf − Ua: what is left at the end of the first cycle.
    public var r1: Double { uf - ua }
    /// Ua/Uf: gross elasticity.
    public var r2: Double { ua / uf }
    /// The last maximum.
    public var r3: Double { lastMaximum }
    /// The last minimum.
    public var r4: Double { lastMinimum }
    /// Ur/Ue: net elasticity.
    public var r5: Double { ur / ue }
    /// Uv/Ue: the delayed part over the immediate one.
    public var r6: Double { uv / ue }
    /// Ur/Uf: immediate retraction over all distension.
    public var r7: Double { ur / uf }
    /// Ua: total retraction.
    public var r8: Double { ua }
    /// R3 − R0: what the cycles add, tiring.
    public var r9: Double { lastMaximum - uf }

    /// All ten, in their order.
    public var all: [(name: String, value: Double, isLength: Bool)] {
      [
        ("R0", r0, true), ("R1", r1, true), ("R2", r2, false), ("R3", r3, true), ("R4", r4, true),
        ("R5", r5, false), ("R6", r6, false), ("R7", r7, false), ("R8", r8, true), ("R9", r9, true),
      ]
    }
  }

  public var parameters: Parameters {
    let rest = excursion(at: 0)
    func U(_ t: Double) -> Double { excursion(at: t) - rest }
    let first = timing.times(ofCycle: 0)
    let last = timing.times(ofCycle: timing.cycles - 1)
    let uf = U(first.release)
    let ue = U(min(Self.immediate, timing.on))
    return Parameters(
      ue: ue, uv: uf - ue, uf: uf,
      ur: uf - U(first.release + min(Self.immediate, timing.off)), ua: uf - U(first.end),
      lastMaximum: U(last.release), lastMinimum: U(last.end))
  }

  /// Time from the first release until a part of the excursion is left, in s.
  ///
  /// - Parameter part: of the excursion at the release: 1/e, or 0.1 for a recovery of 90 %.
  /// - Returns: nil where so much is left until the end of the first cycle.
  public func recoveryTime(to part: Double) -> Double? {
    let (_, release, end) = timing.times(ofCycle: 0)
    let rest = excursion(at: 0)
    let limit = rest + part * (excursion(at: release) - rest)
    var before = Point(time: release, load: 0, excursion: excursion(at: release))
    for point in points where point.time > release && point.time <= end * (1 + 1e-12) {
      if point.excursion <= limit {
        let way = before.excursion - point.excursion
        let share = way > 0 ? (before.excursion - limit) / way : 1
        return before.time + share * (point.time - before.time) - release
      }
      before = point
    }
    return nil
  }

  /// The part of the energy put in that does not come back in the first cycle: ∮ p dU / ∫_{t₀}^{t₁} p dU, with the load
  /// linear between the points.
  ///
  /// 0 for an elastic tissue; 1 where nothing is given back.
  public var unrestoredEnergy: Double {
    let (_, release, end) = timing.times(ofCycle: 0)
    var (given, returned) = (0.0, 0.0)
    for (a, b) in zip(points, points.dropFirst()) where b.time <= end * (1 + 1e-12) {
      let work = 0.5 * (a.load + b.load) * (b.excursion - a.excursion)
      if b.time <= release * (1 + 1e-12) { given += work } else { returned -= work }
    }
    return given > 0 ? 1 - returned / given : 0
  }
}
