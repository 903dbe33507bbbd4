import Anatomy
import Meshes
import Probes
import Scenarios
import Tensors

/// The layers under a probe in a cut through its axis: before, under load, and at the end of the first cycle.
///
/// True to scale. Lines of the mesh move with the tissue, so that they show where it went; the section is
/// mirrored at the axis.
struct ProbedSection {
  private let outcome: ProbeOutcome
  private let run: ProbeRun
  private let faces: [[[Int]]]

  private static let (width, margin, head) = (860.0, 24.0, 62.0)
  private static let (gap, foot) = (34.0, 44.0)
  /// Near those of anatomical plates: fat yellow, muscle red, fascia pale.
  private static let colors: [String: (fill: String, line: String, words: String)] = [
    "deep": ("#cf8272", "#a55a4a", "deep fat and muscle"), "smas": ("#ece7d9", "#b7ae94", "SMAS"),
    "superficial-fat": ("#f3d277", "#c49f36", "superficial fat"),
    "skin": ("#dda38b", "#a8684d", "skin"),
  ]

  init(_ outcome: ProbeOutcome) {
    (self.outcome, run) = (outcome, outcome.run)
    let positions = outcome.run.block.mesh.positions
    faces = outcome.run.block.mesh.blocks.map { block in
      let sides = block.shape.faces.filter { $0.shape == .quadrilateral8 }
      return (0..<block.count).flatMap { cell -> [[Int]] in
        let nodes = Array(block.nodes(ofCell: cell))
        return sides.map { $0.nodes.map { Int(nodes[$0]) } }
          .filter { $0.allSatisfy { abs(positions[$0].y) < 1e-12 } }
      }
    }
  }

  /// Half the width that is shown, and the depth, in m.
  private var window: (half: Double, depth: Double, above: Double) {
    let size =
      switch outcome.probe.test {
      case .suction(let test): test.probe.aperture + test.probe.rim
      case .indentation(let test):
        max(1.2 * test.indenter.radius, 2 * abs(run.curve.maximum), 2e-3)
      }
    let half = 1.6 * size
    return (
      half, min(run.block.tissue.depth, 0.7 * half), max(1.25 * run.curve.maximum, 0.2 * half)
    )
  }

  private var scale: Double { (Self.width - 2 * Self.margin) / (2 * window.half) }
  private var panel: Double { scale * (window.depth + window.above) }

  func svg() -> String {
    let phases = run.phases
    let height = Self.head + Double(phases.count) * (panel + Self.gap) + Self.foot
    var drawing = Drawing(
      width: Self.width, height: height, title: "Section under the probe: \(outcome.step)",
      about: "\(outcome.probe). Cut through the axis, true to scale: "
        + phases.map { "\(label($0))" }.joined(separator: "; "))
    drawing.text(
      "\(outcome.step): the layers under the probe, \(outcome.zone)", .init(Self.margin, 26),
      size: 16, weight: "bold")
    drawing.text(
      "\(outcome.probe); cut through the axis, true to scale", .init(Self.margin, 46), size: 11.5,
      color: Drawing.pale)
    for (number, phase) in phases.enumerated() {
      draw(phase, number, top: Self.head + Double(number) * (panel + Self.gap), in: &drawing)
    }
    drawKey(&drawing, y: height - 20)
    return drawing.svg
  }

  private func label(_ phase: ProbeRun.Phase) -> String {
    let moved = phase.displacements[run.block.apex].z
    let words: String =
      switch phase.kind {
      case .before: "before"
      case .loaded: "at the release"
      case .released: "at the end of the first cycle"
      }
    return
      "\(words), \(RecoilReport.short(phase.time)) s: middle of the skin \(RecoilReport.short(1e3 * moved)) mm"
  }

  private func draw(_ phase: ProbeRun.Phase, _ number: Int, top: Double, in drawing: inout Drawing)
  {
    let ground = top + 16
    drawing.text(label(phase), .init(Self.margin, top + 8), size: 12.5)
    let clip = "panel\(number)"
    drawing.markup(
      "<clipPath id=\"\(clip)\"><rect x=\"\(Drawing.number(Self.margin))\" y=\"\(Drawing.number(ground))\""
        + " width=\"\(Drawing.number(Self.width - 2 * Self.margin))\" height=\"\(Drawing.number(panel))\"/></clipPath>"
    )
    drawing.rectangle(
      .init(Self.margin, ground), .init(Self.width - Self.margin, ground + panel), fill: "#f7f8fa")
    drawing.markup("<g clip-path=\"url(#\(clip))\">")
    // The shape at rest, as an outline above which the skin rises.
    let surface = ground + scale * window.above
    for (block, faces) in zip(run.block.mesh.blocks, faces) {
      let colors = Self.colors[block.region] ?? ("#cccccc", "#999999", block.region)
      for side in [1.0, -1] {
        let data = faces.compactMap { outline($0, phase, side: side, surface: surface) }.joined()
        drawing.path(data, fill: colors.0, stroke: colors.1, width: 0.5)
      }
    }
    drawInstrument(phase, surface: surface, in: &drawing)
    drawing.line(
      .init(Self.margin, surface), .init(Self.width - Self.margin, surface), stroke: Drawing.pale,
      width: 0.8, "stroke-dasharray=\"4 4\"")
    drawing.markup("</g>")
  }

  private func place(_ r: Double, _ z: Double, side: Double, surface: Double) -> SIMD2<Double> {
    SIMD2(Self.width / 2 + side * scale * r, surface - scale * z)
  }

  /// The face of a cell, its edges curved as they are; nil where it lies outside the window.
  private func outline(
    _ nodes: [Int], _ phase: ProbeRun.Phase, side: Double, surface: Double
  ) -> String? {
    let points = nodes.map { node -> SIMD2<Double> in
      let x = run.block.mesh.positions[node] + phase.displacements[node]
      return place(x.x, x.z, side: side, surface: surface)
    }
    let inner = nodes.map { run.block.mesh.positions[$0].x }.min() ?? 0
    guard inner < window.half else { return nil }
    func text(_ p: SIMD2<Double>) -> String { "\(Drawing.number(p.x)) \(Drawing.number(p.y))" }
    return "M" + text(points[0])
      + (0..<4).map { edge in
        let (a, b) = (points[edge], points[(edge + 1) % 4])
        // The parabola through the middle node.
        let control = 2 * points[4 + edge] - (a + b) / 2
        return "Q\(text(control)) \(text(b))"
      }.joined() + "Z"
  }

  private func drawInstrument(
    _ phase: ProbeRun.Phase, surface: Double, in drawing: inout Drawing
  ) {
    let steel = ("#b8c0ca", "#6b7580")
    let up = 2 * window.above + window.depth
    func point(_ r: Double, _ z: Double) -> String {
      let p = place(r, z, side: 1, surface: surface)
      return "\(Drawing.number(p.x)) \(Drawing.number(p.y))"
    }
    guard let h = phase.instrument else { return }
    switch outcome.probe.test {
    case .suction(let test):
      let (a, b, e) = (test.probe.aperture, test.probe.aperture + test.probe.rim, test.probe.edge)
      for side in [1.0, -1] {
        let R = Drawing.number(scale * e)
        let arc = "A\(R) \(R) 0 0 \(side > 0 ? 0 : 1) "
        drawing.path(
          "M\(point(side * a, h + up))L\(point(side * a, h + e))\(arc)\(point(side * (a + e), h))"
            + "L\(point(side * (b - e), h))\(arc)\(point(side * b, h + e))"
            + "L\(point(side * b, h + up))Z", fill: steel.0, stroke: steel.1)
      }
    case .indentation(let test):
      let R = test.indenter.radius
      switch test.indenter.shape {
      case .sphere:
        let r = Drawing.number(scale * R)
        drawing.path(
          "M\(point(0, h))A\(r) \(r) 0 0 0 \(point(0, h + 2 * R))A\(r) \(r) 0 0 0 \(point(0, h))Z",
          fill: steel.0, stroke: steel.1)
      case .flat:
        drawing.path(
          "M\(point(-R, h))L\(point(R, h))L\(point(R, h + up))L\(point(-R, h + up))Z",
          fill: steel.0, stroke: steel.1)
      }
    }
  }

  /// Colours of the layers, and a bar of a round length.
  private func drawKey(_ drawing: inout Drawing, y: Double) {
    var x = Self.margin
    for layer in run.block.tissue.layers.reversed() {
      guard let colors = Self.colors[layer.name] else { continue }
      let words = "\(colors.words), \(RecoilReport.short(1e3 * layer.thickness)) mm"
      drawing.rectangle(
        .init(x, y - 10), .init(x + 14, y + 2), fill: colors.fill, "stroke=\"\(colors.line)\"")
      drawing.text(words, .init(x + 20, y), size: 11.5)
      x += 38 + 6.9 * Double(words.count)
    }
    let length = [5e-3, 2e-3, 1e-3, 0.5e-3].first { $0 < 0.5 * window.half } ?? 0.2e-3
    let right = Self.width - Self.margin
    drawing.line(
      .init(right - scale * length, y + 4), .init(right, y + 4), stroke: Drawing.ink, width: 2)
    drawing.text(
      "\(RecoilReport.short(1e3 * length)) mm", .init(right, y - 3), size: 11.5, anchor: "end")
  }
}
