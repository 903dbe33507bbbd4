import Anatomy
import Foundation
import Probes

/// A suction cycle on the layers of a zone, and what it takes.
let preset = try TissuePreset(named: "adult", in: URL(filePath: "meshes"))
func measure(_ name: String, _ run: () throws -> ProbeRun) rethrows {
  let start = Date()
  let found = try run()
  let p = found.curve.parameters
  print(
    name,
    p.all.map { String(format: "\($0.name) %.4g", $0.isLength ? 1e3 * $0.value : $0.value) }.joined(
      separator: " "),
    String(format: "unrestored %.3f", found.curve.unrestoredEnergy),
    "steps", found.steps, "its", found.iterations, "unknowns", found.unknowns,
    String(
      format: "pen um %.3g F %.3g N  %.1f s", 1e6 * found.deepest, found.largestForce,
      Date().timeIntervalSince(start)))
}
for factor in [0.0, 1] {
  let tissue = try LayeredTissue(
    preset.zone(named: "cheek")!, layers: preset.layers, tensionFactor: factor)
  let timing = RecoilCurve.Timing(on: 2, off: 2, ramp: SuctionTest.ramp)
  for accuracy in [3e-3, 3e-4] {
    try measure("2 mm, tension \(factor), \(accuracy)") {
      try SuctionTest(SuctionProbe(diameter: 2e-3), pressure: 45e3, timing: timing).run(
        on: tissue, cells: 4, accuracy: accuracy)
    }
  }
  try measure("sphere 1 mm") {
    try IndentationTest(Indenter(.sphere, radius: 5e-3), .depth(1e-3), timing: timing).run(
      on: tissue)
  }
  try measure("sphere 20 mN") {
    try IndentationTest(Indenter(.sphere, radius: 5e-3), .force(20e-3), timing: timing).run(
      on: tissue)
  }
}
