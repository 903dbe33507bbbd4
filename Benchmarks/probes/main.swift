import Anatomy
import Assembly
import Foundation
import Materials
import Probes
import Solvers
import Tensors

func time<T>(_ body: () throws -> T) rethrows -> (T, Double) {
  let start = Date()
  let value = try body()
  return (value, Date().timeIntervalSince(start))
}
func show(_ label: String, _ x: Double...) {
  print(label, x.map { String(format: "%.6g", $0) }.joined(separator: "  "))
}
let E = 36e3
let stiff = Material.neoHookean(shearModulus: E / 3, bulkModulus: 500 * E / 3)
func half(_ depth: Double) -> LayeredTissue {
  LayeredTissue(layers: [.init("body", thickness: depth, material: stiff)])
}
// Hertz
for cells in [4, 8] {
  for (depth, R) in [(1e-5, 5e-3), (1e-3, 5e-3)] {
    let ball = Indenter(.sphere, radius: R)
    let a = ball.contactRadius(depth: depth)
    let block = ball.block(of: half(40 * a), depth: depth, cells: cells, outer: 40 * a)
    let body = try ProbedBody(ball, depth: depth, on: block)
    body.solver.settings.tolerance = 1e-6 * depth
    let (found, seconds) = try time {
      try body.equilibria(obstacles: [ball.obstacle(depth: depth)])
    }
    let touch = body.touch(in: found[0].state)
    let hertz = 4.0 / 3 * E / 0.75 * R.squareRoot() * depth * depth.squareRoot()
    show(
      "hertz \(cells) F/Fh, a/ah, pen/d, unknowns, iterations, s", touch.force.z / hertz,
      (touch.radii?.outer ?? 0) / a, touch.deepest / depth,
      Double(body.solver.assembler.equationCount), Double(found[0].history.count), seconds)
  }
}
for cells in [6, 12] {
  let punch = Indenter(.flat, radius: 1e-3)
  let depth = 1e-6
  let block = punch.block(of: half(40e-3), depth: depth, cells: cells, outer: 40e-3)
  let body = try ProbedBody(punch, depth: depth, on: block)
  body.solver.settings.tolerance = 1e-6 * depth
  let (found, seconds) = try time { try body.equilibria(obstacles: [punch.obstacle(depth: depth)]) }
  let touch = body.touch(in: found[0].state)
  show(
    "punch \(cells) F/8Gad, pen/d, unknowns, its, s", touch.force.z / (8 * E / 3 * 1e-3 * depth),
    touch.deepest / depth, Double(body.solver.assembler.equationCount),
    Double(found[0].history.count), seconds)
}
let preset = try TissuePreset(named: "adult", in: URL(filePath: "meshes"))
for diameter in [2e-3, 10e-3] {
  for zone in ["cheek", "forehead"] {
    guard let z = preset.zone(named: zone) else { continue }
    let tissue = try LayeredTissue(z, layers: preset.layers)
    for cells in [4, 8] {
      let probe = SuctionProbe(diameter: diameter)
      let block = probe.block(of: tissue, cells: cells)
      let body = try ProbedBody(probe, on: block)
      let pressures = diameter < 5e-3 ? [5e3, 15e3, 45e3] : [1e3, 2e3, 3e3]
      let (found, seconds) = try time { try body.equilibria(suctions: pressures) }
      for (p, e) in zip(pressures, found) {
        let touch = body.touch(in: e.state)
        show(
          "\(zone) \(diameter) \(cells) p, uplift mm, F, pen mm, its, unknowns", p,
          1e3 * e.state.displacements[block.apex].z, touch.force.z, 1e3 * touch.deepest,
          Double(e.history.count), Double(body.solver.assembler.equationCount))
      }
      show("   seconds", seconds)
    }
  }
}
