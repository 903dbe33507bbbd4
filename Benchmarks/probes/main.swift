import Anatomy
import Foundation
import Materials
import Probes
import SparseAlgebra

// What the numbers of Documentation/recoil.md depend on: `probes-benchmark study`, and what other figures for the
// tissue would give: `probes-benchmark sets`. `probes-benchmark cycle` times one cycle of suction of a hundred steps in
// time, `probes-benchmark cycles` has two through a wider opening.

let preset = try TissuePreset(named: "adult", in: URL(filePath: "meshes"))

func zone(_ name: String) -> TissuePreset.Zone {
  guard let zone = preset.zone(named: name) else { preconditionFailure("no zone \(name)") }
  return zone
}

func millimetres(_ value: Double) -> String { String(format: "%.4f", 1e3 * value) }

/// Rise of the relaxed tissue in the end in m.
func rise(
  _ probe: SuctionProbe, _ pressure: Double, _ tissue: LayeredTissue, cells: Int = 5,
  outer: Double? = nil, edge: SectorBlock.Edge = .fixed, angle: Double = SectorBlock.angle
) throws -> (rise: Double, seconds: Double, unknowns: Int) {
  let start = Date()
  let block = probe.block(of: tissue, cells: cells, outer: outer, boundary: edge, angle: angle)
  let body = try ProbedBody(probe, on: block)
  let steps = (1...8).map { pressure * Double($0) / 8 }
  let found = try body.equilibria(suctions: steps)[7].state.displacements[block.apex].z
  return (found, Date().timeIntervalSince(start), body.solver.assembler.equationCount)
}

func study() throws {
  let tissue = try LayeredTissue(zone("cheek"), layers: preset.layers)
  for (probe, pressure) in [
    (SuctionProbe(diameter: 2e-3), 45e3), (SuctionProbe(diameter: 10e-3), 3e3),
  ] {
    print("opening \(2e3 * probe.aperture) mm, \(1e-2 * pressure) mbar, cheek, relaxed")
    for cells in [3, 4, 5, 8, 12] {
      let found = try rise(probe, pressure, tissue, cells: cells)
      print(
        "  cells \(cells): \(millimetres(found.rise)) mm, \(found.unknowns) unknowns, "
          + String(format: "%.1f s", found.seconds))
    }
    let reach = SectorBlock.reach(of: probe.aperture + probe.rim, in: tissue)
    for factor in [0.25, 0.5, 1, 2] {
      let rises = try [SectorBlock.Edge.fixed, .free].map {
        millimetres(try rise(probe, pressure, tissue, outer: factor * reach, edge: $0).rise)
      }
      print("  outer \(1e3 * factor * reach) mm: fixed \(rises[0]), free \(rises[1])")
    }
    for degrees in [30.0, 15, 10, 7.5] {
      print(
        "  sector \(degrees)°: ",
        millimetres(try rise(probe, pressure, tissue, angle: degrees * .pi / 180).rise))
    }
    for rim in [1e-3, 2e-3, 4e-3, 10e-3] {
      let wide = SuctionProbe(diameter: 2 * probe.aperture, rim: rim)
      print("  rim \(1e3 * rim) mm: ", millimetres(try rise(wide, pressure, tissue).rise))
    }
    for part in [0.05, 0.1, 0.2] {
      let round = SuctionProbe(
        diameter: 2 * probe.aperture, edge: part * probe.aperture)
      print("  edge \(part) of the radius: ", millimetres(try rise(round, pressure, tissue).rise))
    }
  }
}

/// A set of figures and what suction says of it.
func judge(
  _ name: String, skin: Material, series: PronySeries?, tension: Double
) throws {
  var layers = preset.layers
  layers[.skin]?.material = skin
  if let series { layers[.skin]?.relaxation?.series = series }
  func tissue(_ name: String) throws -> LayeredTissue {
    try LayeredTissue(zone(name), layers: layers, tensionFactor: tension)
  }
  let wide = SuctionProbe(diameter: 10e-3)
  let pressures = [1e3, 2e3, 3e3]
  // c of h = c p a/E of a homogeneous block under this cup, as A5 finds it.
  let compliance = 1.077
  let moduli = try ["cheek", "malar", "forehead", "perioral"].map { place -> Double in
    let block = wide.block(of: try tissue(place), cells: 4)
    let body = try ProbedBody(wide, on: block)
    let steps = (1...12).map { 250 * Double($0) }
    let found = try body.equilibria(suctions: steps).map { $0.state.displacements[block.apex].z }
    let products = [3, 7, 11].reduce(0.0) { $0 + steps[$1] * found[$1] }
    return compliance * 5e-3 * pressures.reduce(0) { $0 + $1 * $1 } / products
  }
  let run = try SuctionTest(
    SuctionProbe(diameter: 2e-3), pressure: 45e3,
    timing: .init(on: 2, off: 2, ramp: SuctionTest.ramp)
  ).run(on: tissue("cheek"), cells: 4, accuracy: 3e-3)
  let p = run.curve.parameters
  let energy = try SuctionTest(
    SuctionProbe(diameter: 6e-3), pressure: 10e3, timing: .init(on: 5, off: 5, ramp: 5)
  ).run(on: tissue("cheek"), cells: 4, accuracy: 3e-3).curve.unrestoredEnergy
  print(
    name, "| E", moduli.map { String(format: "%.1f", 1e-3 * $0) }.joined(separator: " "),
    String(
      format: "| R0 %.3f R2 %.2f R5 %.2f R7 %.2f | lost %.2f", 1e3 * p.r0, p.r2, p.r5, p.r7, energy)
  )
}

func attempt(_ name: String, _ body: (String) throws -> Void) {
  do { try body(name) } catch { print(name, "no result:", error) }
}

func sets() throws {
  let shipped = preset.skin
  let more = try PronySeries([
    .init(share: 0.35, time: 0.2), .init(share: 0.25, time: 5), .init(share: 0.10, time: 100),
  ])
  let most = try PronySeries([
    .init(share: 0.30, time: 0.3), .init(share: 0.35, time: 3), .init(share: 0.20, time: 30),
  ])
  let K = preset.bulkToShear
  let hendriks = Material.mooneyRivlin(c10: 9.4e3, c01: 0, c11: 82e3, bulkModulus: K * 18.8e3)
  attempt("shipped") { try judge($0, skin: shipped, series: nil, tension: 0) }
  attempt("tension 1") { try judge($0, skin: shipped, series: nil, tension: 1) }
  attempt("tension 0.5") { try judge($0, skin: shipped, series: nil, tension: 0.5) }
  attempt("Hendriks") { try judge($0, skin: hendriks, series: nil, tension: 0) }
  attempt("Hendriks, tension 0.5") { try judge($0, skin: hendriks, series: nil, tension: 0.5) }
  attempt("tension 1, relaxing 0.7") { try judge($0, skin: shipped, series: more, tension: 1) }
  attempt("tension 1, relaxing 0.85") { try judge($0, skin: shipped, series: most, tension: 1) }
  attempt("tension 1, skin 2.32 kPa, relaxing 0.7") {
    try judge($0, skin: shipped.scaled(by: 2.32 / 6.36), series: more, tension: 1)
  }
  attempt("tension 0.5, relaxing 0.7") { try judge($0, skin: shipped, series: more, tension: 0.5) }
  attempt("tension 0.5, relaxing 0.85") { try judge($0, skin: shipped, series: most, tension: 0.5) }
}

/// Two cycles through 6 mm, which draw the skin far over the edge of the ring.
func cycles() throws {
  let run = try SuctionTest(
    SuctionProbe(diameter: 6e-3), pressure: 10e3,
    timing: .init(on: 3, off: 2, ramp: SuctionTest.ramp, cycles: 2)
  ).run(on: LayeredTissue(zone("cheek"), layers: preset.layers))
  for entry in run.curve.parameters.all {
    print(entry.name, (entry.isLength ? 1e3 : 1) * entry.value)
  }
  print("penetration \(1e6 * run.deepest) µm, \(run.steps) steps, \(run.iterations) corrections")
}

/// Seconds of one cycle through 2 mm, 450 mbar for 2 s and nothing for 2 s, in 100 steps: 3 on each ramp and 47 in
/// equal ratios of time after it.
func hundredSteps() throws {
  let timing = RecoilCurve.Timing(on: 2, off: 2, ramp: SuctionTest.ramp)
  let interior = (1...45).map {
    RecoilCurve.immediate * pow(timing.on / RecoilCurve.immediate, Double($0) / 46)
  }
  // Parts are as short as the times that are asked for: a step for each.
  let schedule = ProbeSchedule(
    times: interior + interior.map { timing.on + $0 }, growth: 10)
  let tissue = try LayeredTissue(zone("cheek"), layers: preset.layers)
  print("threads,cells,repetition,steps,iterations,unknowns,seconds,R0_mm,R2,R7")
  for cells in [4, 5] {
    for threads in [1, 2] {
      for repetition in 1...3 {
        let start = Date()
        let run = try BLASThreads.withOne {
          try SuctionTest(SuctionProbe(diameter: 2e-3), pressure: 45e3, timing: timing)
            .run(on: tissue, cells: cells, schedule: schedule, threads: threads)
        }
        let seconds = Date().timeIntervalSince(start)
        let p = run.curve.parameters
        // The state at rest is no step.
        print(
          "\(threads),\(cells),\(repetition),\(run.steps - 1),\(run.iterations),\(run.unknowns),"
            + String(format: "%.2f,%.6f,%.6f,%.6f", seconds, 1e3 * p.r0, p.r2, p.r7))
        fflush(nil)
      }
    }
  }
}

switch CommandLine.arguments.dropFirst().first {
case "study": try study()
case "sets": try sets()
case "cycle": try hundredSteps()
case "cycles": try cycles()
default: print("usage: probes-benchmark study | sets | cycle | cycles")
}
