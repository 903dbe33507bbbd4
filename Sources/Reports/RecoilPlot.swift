import Probes
import Rendering
import Scenarios

/// The curve of a probe over time, with what Cutometers read from it, above a strip with the load.
struct RecoilPlot {
  private let outcome: ProbeOutcome
  private let curve: RecoilCurve
  private let figures: RecoilCurve.Parameters

  private static let (left, right, top, bottom) = (78.0, 178.0, 64.0, 54.0)
  private static let (width, height, strip, gap) = (860.0, 500.0, 56.0, 22.0)
  private static let (blue, orange, load) = ("#0072b2", "#d55e00", "#8a94a0")

  init(_ outcome: ProbeOutcome) {
    self.outcome = outcome
    (curve, figures) = (outcome.run.curve, outcome.run.curve.parameters)
  }

  private var isSuction: Bool { if case .suction = outcome.probe.test { true } else { false } }
  /// The name of the excursion, and the unit of the load with its factor.
  private var words: (excursion: String, load: String, factor: Double) {
    isSuction ? ("uplift, mm", "mbar", 1e-2) : ("indentation, mm", "N", 1)
  }

  private var time: ClosedRange<Double> { 0...(curve.timing.duration) }
  private var excursions: ClosedRange<Double> {
    let values = curve.points.map { 1e3 * $0.excursion }
    let (low, high) = (min(0, values.min() ?? 0), max(1e-6, values.max() ?? 0))
    return low...(low + 1.1 * (high - low))
  }

  private func x(_ t: Double) -> Double {
    Self.left + (Self.width - Self.left - Self.right) * t / time.upperBound
  }
  private var floor: Double { Self.height - Self.bottom - Self.strip - Self.gap }
  private func y(_ mm: Double) -> Double {
    let part = (mm - excursions.lowerBound) / (excursions.upperBound - excursions.lowerBound)
    return floor - part * (floor - Self.top)
  }

  func svg() -> String {
    let about =
      "\(outcome.probe). R0 \(text(1e3 * figures.r0)) mm, R2 \(text(figures.r2)), R5 \(text(figures.r5)), R7 "
      + "\(text(figures.r7))."
    var drawing = Drawing(
      width: Self.width, height: Self.height, title: "Recoil: \(outcome.step)", about: about)
    drawing.text(
      "\(outcome.step): \(isSuction ? "suction" : "indentation") of the skin, \(outcome.zone)",
      .init(Self.left, 26), size: 16,
      weight: "bold")
    drawing.text("\(outcome.probe)", .init(Self.left, 46), size: 11.5, color: Drawing.pale)
    drawLoaded(&drawing)
    drawAxes(&drawing)
    drawStrip(&drawing)
    drawing.path(
      Drawing.polyline(curve.points.map { .init(x($0.time), y(1e3 * $0.excursion)) }),
      stroke: Self.blue,
      width: 2.4, "stroke-linejoin=\"round\"")
    drawDistances(&drawing)
    drawFigures(&drawing)
    return drawing.svg
  }

  /// The times under load are shaded.
  private func drawLoaded(_ drawing: inout Drawing) {
    for cycle in 0..<curve.timing.cycles {
      let start = Double(cycle) * (curve.timing.on + curve.timing.off)
      drawing.rectangle(
        .init(x(start), Self.top), .init(x(start + curve.timing.on), floor), fill: "#f2f5f8")
    }
  }

  private func drawAxes(_ drawing: inout Drawing) {
    let across = Ticks(in: time, atMost: 11)
    for (value, label) in zip(across.values, across.labels) {
      drawing.line(.init(x(value), Self.top), .init(x(value), floor), stroke: Drawing.grid)
      drawing.text(
        label, .init(x(value), Self.height - Self.bottom + 18), size: 12, anchor: "middle")
    }
    let up = Ticks(in: excursions, atMost: 8)
    for (value, label) in zip(up.values, up.labels) {
      drawing.line(.init(x(0), y(value)), .init(x(time.upperBound), y(value)), stroke: Drawing.grid)
      drawing.text(label, .init(Self.left - 8, y(value) + 4), size: 12, anchor: "end")
    }
    drawing.line(.init(x(0), y(0)), .init(x(time.upperBound), y(0)), stroke: Drawing.pale)
    drawing.text(
      "time, s", .init((x(0) + x(time.upperBound)) / 2, Self.height - 14), anchor: "middle")
    drawing.text(
      words.excursion, .init(22, (Self.top + floor) / 2), anchor: "middle", turned: true)
  }

  /// The load against time, on a scale of its own.
  private func drawStrip(_ drawing: inout Drawing) {
    let (base, top) = (Self.height - Self.bottom, Self.height - Self.bottom - Self.strip)
    let most = max(curve.points.map(\.load).max() ?? 0, 1e-12)
    let line = curve.points.map { point in
      SIMD2(x(point.time), base - max(0, point.load) / most * (Self.strip - 8))
    }
    drawing.line(.init(x(0), base), .init(x(time.upperBound), base), stroke: Drawing.pale)
    drawing.path(
      Drawing.polyline([.init(x(0), base)] + line + [.init(x(time.upperBound), base)]) + "Z",
      fill: "#e3e7ec")
    drawing.path(Drawing.polyline(line), stroke: Self.load, width: 1.4)
    drawing.text(
      text(words.factor * most), .init(Self.left - 8, top + 12), size: 12, anchor: "end")
    drawing.text("0", .init(Self.left - 8, base + 4), size: 12, anchor: "end")
    drawing.text(words.load, .init(22, (base + top) / 2), anchor: "middle", turned: true)
  }

  /// Ue, Uf, Ur and Ua as arrows of the first cycle.
  private func drawDistances(_ drawing: inout Drawing) {
    let (on, off) = (curve.timing.on, curve.timing.off)
    let mark = { (t: Double) in 1e3 * self.curve.excursion(at: t) }
    let rest = mark(0)
    let uf = mark(on)
    let places: [(String, Double, Double, Double)] = [
      ("Ue", 0.14 * on, rest, mark(min(RecoilCurve.immediate, on))),
      ("Uf", 0.8 * on, rest, uf),
      ("Ur", on + 0.16 * off, uf, mark(on + min(RecoilCurve.immediate, off))),
      ("Ua", on + 0.42 * off, uf, mark(on + off)),
    ]
    drawing.line(
      .init(x(on), y(uf)), .init(x(on + 0.5 * off), y(uf)), stroke: Self.orange, width: 0.8,
      "stroke-dasharray=\"3 3\"")
    for (name, t, from, to) in places where abs(to - from) > 0 {
      drawing.line(.init(x(t), y(from)), .init(x(t), y(to)), stroke: Self.orange, width: 1.2)
      for end in [from, to] {
        drawing.line(
          .init(x(t) - 4, y(end)), .init(x(t) + 4, y(end)), stroke: Self.orange, width: 1.2)
      }
      drawing.text(
        name, .init(x(t) + 6, (y(from) + y(to)) / 2 + 4), size: 12, color: Self.orange,
        weight: "bold")
    }
  }

  /// R0 to R9, recovery and energy in a column at the right.
  private func drawFigures(_ drawing: inout Drawing) {
    var rows = figures.all.map { entry in
      (entry.name, entry.isLength ? "\(text(1e3 * entry.value)) mm" : text(entry.value))
    }
    rows += [
      ("to 1/e", curve.recoveryTime(to: RecoilReport.eth).map { "\(text($0)) s" } ?? "not reached"),
      ("to 10 %", curve.recoveryTime(to: 0.1).map { "\(text($0)) s" } ?? "not reached"),
      ("energy lost", "\(text(100 * curve.unrestoredEnergy)) %"),
    ]
    let left = Self.width - Self.right + 20
    for (number, row) in rows.enumerated() {
      let y = Self.top + 12 + 22 * Double(number) + (number > 9 ? 10 : 0)
      drawing.text(row.0, .init(left, y), size: 12, color: Drawing.pale)
      drawing.text(row.1, .init(Self.width - 12, y), size: 12, anchor: "end")
    }
  }

  private func text(_ value: Double) -> String { RecoilReport.short(value) }
}
