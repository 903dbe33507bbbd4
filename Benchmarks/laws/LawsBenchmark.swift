import Anatomy
import Assembly
import Foundation
import Materials
import Meshes
import Scenarios
import Solvers
import Tensors

/// What each law costs in assembly, as a multiple of neo-Hookean.
///
/// The tissue of the atlas at 6 mm edge (about 98 000 unknowns), loaded by 1 g, one thread. Every layer gets the
/// same law; constants either serve a whole region or differ in every cell. The rounds go through all laws in
/// turn, so that a disturbance of the machine meets them alike.
/// Prints a row per repetition: `law,grown,constants,part,round,wall_s,cpu_s`.
@main struct LawsBenchmark {
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "meshes")
    let face = try tissue(in: folder)
    let load = Loading(forces: face.weight(acceleration: Vector3(0, -standardGravity, 0)))
    let state = try EquilibriumSolver(assembler: try Assembler(solid: face, threads: 2))
      .solve(load).state
    print("law,grown,constants,part,round,wall_s,cpu_s")
    for round in 0..<7 {
      for (name, material) in materials {
        for grown in [false, true] {
          for perCell in [false, true] {
            let solid = face.made(of: grown ? material.grown(by: prestretch) : material, perCell)
            let label = "\(name),\(grown),\(perCell ? "per-cell" : "per-region")"
            try measure(try Assembler(solid: solid), at: state, label: label, round: round)
          }
        }
      }
    }
  }

  /// One assembly with the tangent and one without, after one that warms the memory.
  static func measure(_ assembler: Assembler, at state: SolidState, label: String, round: Int)
    throws
  {
    assembler.assemble(at: state, wantsTangent: true)
    for (part, wantsTangent) in [("assembly", true), ("residual", false)] {
      var clock = StageClock()
      clock.time(part) { _ = assembler.assemble(at: state, wantsTangent: wantsTangent) }
      for stage in clock.stages {
        print("\(label),\(part),\(round)," + String(format: "%.4f,%.4f", stage.wall, stage.cpu))
      }
    }
  }

  /// Tension of 2 % in the plane of x and y, isochoric.
  static let prestretch = Matrix3(diagonal: 1 / 1.02, 1 / 1.02, 1.02 * 1.02)

  /// Round moduli of fat; K/μ = 500.
  static let materials: [(String, Material)] = [
    ("neo-hookean", .neoHookean(shearModulus: 500, bulkModulus: 2.5e5)),
    ("yeoh", .yeoh(c10: 250, c20: 100, c30: 30, bulkModulus: 2.5e5)),
    ("mooney-rivlin", .mooneyRivlin(c10: 200, c01: 50, c11: 20, bulkModulus: 2.5e5)),
    ("veronda-westmann", .verondaWestmann(c1: 400, c2: 1.25, bulkModulus: 2.5e5)),
    ("fung-exponential", .fungExponential(shearModulus: 500, b: 1.5, bulkModulus: 2.5e5)),
    ("ogden 1 term", .ogden(terms: [(500, 9)], bulkModulus: 2.5e5)),
    ("ogden 3 terms", .ogden(terms: [(400, 1.3), (60, 5), (40, -2)], bulkModulus: 2.5e5)),
    ("goh 1 family", goh([Vector3(0.6, 0.8, 0)])),
    ("goh 2 families", goh([Vector3(0.6, 0.8, 0), Vector3(0.6, -0.8, 0)])),
  ]

  static func goh(_ fibres: [Vector3]) -> Material {
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 900, k2: 0.8, kappa: 0.1, fibres: fibres, bulkModulus: 2.5e5)
  }

  static func tissue(in folder: URL) throws -> Solid {
    let atlas = try AtlasFiles.atlas(in: folder)
    let preset = try TissuePreset(named: "adult", in: folder)
    let zones = atlas.zones.compactMap { preset.zone(named: $0.name) }
    let level = try AtlasFiles.surface(meanEdge: 6e-3, of: atlas, in: folder)
    let sheet = SkinSheet(level: level, atlas: atlas, bent: atlas.surface, beyondRim: 0)
    return FaceSolid(
      tissue: TissueMesh(sheet: sheet, zones: zones, sex: nil), zones: zones,
      layers: preset.layers
    ).solid
  }
}

extension Solid {
  /// The same body of another material, the moduli of cell i scaled by 1 + i/10⁶ when they differ by cell.
  fileprivate func made(of material: Material, _ perCell: Bool) -> Solid {
    var solid = self
    for (i, block) in mesh.blocks.enumerated() {
      let cells = perCell ? block.count : 1
      solid.regions[i].materials = (0..<cells).map {
        perCell ? material.scaled(by: 1 + 1e-6 * Double($0)) : material
      }
    }
    return solid
  }
}
