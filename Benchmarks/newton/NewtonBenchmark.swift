import Anatomy
import Assembly
import CProcessor
import Foundation
import Scenarios
import Solvers
import Tensors

/// Where one Newton iteration spends its time: assembly, factorization, solve.
///
/// Uses the tissue of the atlas at two edges (about 98 000 and 150 000 unknowns) with one and two threads.
/// Prints a row per repetition: `edge_mm,unknowns,threads,part,wall_s,cpu_s`.
@main struct NewtonBenchmark {
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "meshes")
    let repetitions = 5
    let atlas = try AtlasFiles.atlas(in: folder)
    let preset = try TissuePreset(named: "adult", in: folder)
    let zones = atlas.zones.compactMap { preset.zone(named: $0.name) }
    print("edge_mm,unknowns,threads,part,wall_s,cpu_s")
    for edge in [6.0, 4.9] {
      let level = try AtlasFiles.surface(meanEdge: 1e-3 * edge, of: atlas, in: folder)
      let sheet = SkinSheet(level: level, atlas: atlas, bent: atlas.surface, beyondRim: 0)
      let face = FaceSolid(
        tissue: TissueMesh(sheet: sheet, zones: zones, sex: nil), zones: zones,
        layers: preset.layers)
      let load = Loading(forces: face.solid.weight(acceleration: Vector3(0, -standardGravity, 0)))
      for threads in [1, 2] {
        turgor_set_blas_threads(Int32(threads))
        let assembler = try Assembler(solid: face.solid, threads: threads)
        let solver = try EquilibriumSolver(assembler: assembler)
        let state = try solver.solve(load).state
        func row(_ part: String, _ clock: StageClock) {
          for stage in clock.stages {
            print(
              String(
                format: "%.1f,%d,%d,%@,%.4f,%.4f", edge, assembler.equationCount, threads, part,
                stage.wall, stage.cpu))
          }
        }
        let right = assembler.rightHandSide(imbalance: load.forces, increments: nil)
        for _ in 0..<repetitions {
          for (part, work) in [
            ("assembly", { () throws in assembler.assemble(at: state, wantsTangent: true) }),
            ("residual", { assembler.assemble(at: state, wantsTangent: false) }),
            ("increment", { _ = assembler.increment(displacements: load.forces) }),
          ] as [(String, () throws -> Void)] {
            var clock = StageClock()
            try clock.time(part) { try work() }
            row(part, clock)
          }
          assembler.assemble(at: state, wantsTangent: true)
          var factor = StageClock()
          try factor.time("factorization") { try solver.factor.factorize(assembler.matrix) }
          row("factorization", factor)
          var solve = StageClock()
          solve.time("solve") { _ = solver.factor.solve(right) }
          row("solve", solve)
        }
        var whole = StageClock()
        try whole.time("1 g") { _ = try solver.solve(load) }
        row("equilibrium", whole)
      }
    }
  }
}
