import Anatomy
import Assembly
import Foundation
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport

@testable import Scenarios

/// A case that no face survives unharmed, drawn at random: soft or stiff layers of any law, gravity up to
/// fifty times the usual in any direction, fillers of up to 50 mL, skin that shrinks to a half.
struct HarshCase: CustomStringConvertible {
  let seed: UInt64
  /// Materials of the layers, from the bone outwards.
  private let materials: [Material]
  /// Multiples of standard gravity.
  private let gravity: Vector3
  /// What swells: the deep layer under one zone, by a volume in m³.
  private let filler: (zone: Int, volume: Double)?
  /// Linear shrinkage of the skin of all zones.
  private let shrinkage: Double?
  /// Whether the face is loaded as it was captured; its rest shape is sought first otherwise.
  private let isCaptured: Bool

  init(seed: UInt64, preset: TissuePreset, zones: Int) {
    self.seed = seed
    var random = SplitMix(seed: 7919 &* seed &+ 1)
    func power(_ low: Double, _ high: Double) -> Double {
      Foundation.pow(10, low + (high - low) * random.next())
    }
    materials = TissueLayer.allCases.map { layer in
      let usual = preset.layers[layer]?.material.shearModulus ?? 500
      let mu = usual * power(-1.5, 1)
      return Self.material(
        Int(8 * random.next()), shearModulus: mu, bulkModulus: mu * power(1, 4),
        stiffening: power(-1, 1))
    }
    let direction = Vector3(random.next() - 0.5, random.next() - 0.5, random.next() - 0.5)
    gravity = power(-0.5, 1.7) / direction.length * direction
    isCaptured = random.next() < 0.5
    let kind = random.next()
    filler = kind < 0.35 ? (Int(Double(zones) * random.next()), 1e-6 * power(-1, 1.7)) : nil
    shrinkage = kind > 0.75 ? 0.5 * random.next() : nil
  }

  private static func material(
    _ law: Int, shearModulus mu: Double, bulkModulus K: Double, stiffening: Double
  ) -> Material {
    switch law {
    case 0, 1, 2: .neoHookean(shearModulus: mu, bulkModulus: K)
    case 3: .yeoh(c10: mu / 2, c20: stiffening * mu, c30: 0, bulkModulus: K)
    case 4: .fungExponential(shearModulus: mu, b: stiffening, bulkModulus: K)
    case 5: .mooneyRivlin(c10: mu / 4, c01: mu / 4, bulkModulus: K)
    case 6: .ogden(terms: [(2 * mu / 9, 9)], bulkModulus: K)
    default:
      .gasserOgdenHolzapfel(
        shearModulus: mu, k1: stiffening * mu, k2: 1, kappa: 0.1, fibres: [Vector3(1, 0, 0)],
        bulkModulus: K)
    }
  }

  var description: String {
    let layers = materials.map {
      "\($0.law.rawValue) \(String(format: "%.3g", $0.shearModulus)) Pa"
    }
    var words = layers + [String(format: "%.3g g", gravity.length)]
    if let filler {
      words.append(String(format: "%.3g mL in zone %d", 1e6 * filler.volume, filler.zone))
    }
    if let shrinkage { words.append(String(format: "skin shrinks by %.2g", shrinkage)) }
    return words.joined(separator: ", ")
  }

  /// How a case ended.
  enum Ending {
    case balanced(iterations: Int, remaining: Double, minimumJ: Double)
    case explained(String)
    case unexplained(String)
  }

  /// The rest shape under usual gravity where it is sought, then all that is harsh at once.
  func run(on prepared: PreparedFace) -> Ending {
    var solid = prepared.face.solid
    for (r, material) in materials.enumerated() { solid.regions[r].materials = [material] }
    let masses = solid.nodalMasses()
    let usual = masses.map { $0 * standardGravity * Vector3(0, -1, 0) }
    var step = "rest shape"
    var iterations = 0
    do {
      if !isCaptured {
        let inverse = try EquilibriumSolver(assembler: Assembler(solid: solid, threads: 2))
        solid.mesh.positions = try RestShapeSolver(inverse).restShape(under: usual).positions
      }
      step = "harsh"
      grow(&solid, tissue: prepared.face.tissue)
      let solver = try EquilibriumSolver(assembler: Assembler(solid: solid, threads: 2))
      solver.watch = { _ in iterations += 1 }
      let load = Loading(forces: masses.map { $0 * standardGravity * gravity })
      let end = try solver.solve(load)
      return .balanced(
        iterations: iterations,
        remaining: try remaining(solid, load, end.state), minimumJ: end.worst.minimumJ)
    } catch let error as SolverError {
      let failure = RunFailure(of: step, error, on: prepared)
      return failure.place == nil ? .unexplained("\(failure)") : .explained("\(failure)")
    } catch {
      return .unexplained("\(error)")
    }
  }

  private func grow(_ solid: inout Solid, tissue: TissueMesh) {
    let layers = TissueLayer.allCases
    if let filler, let deep = layers.firstIndex(of: .deep) {
      let zones = tissue.sheet.zoneOfTriangle
      // Of a body that weighs one in the zone's cells and nothing elsewhere, the mass is the volume there.
      var probe = solid
      for r in probe.regions.indices { probe.regions[r].densities = [0] }
      probe.regions[deep].densities = zones.map { $0 == filler.zone ? 1 : 0 }
      let stretch = Foundation.cbrt(1 + filler.volume / probe.nodalMasses().reduce(0, +))
      solid.regions[deep].materials = zones.indices.map { cell in
        let material = solid.regions[deep].material(ofCell: cell)
        guard zones[cell] == filler.zone else { return material }
        return material.grown(by: Matrix3(diagonal: stretch, stretch, stretch))
      }
    }
    if let shrinkage, let skin = layers.firstIndex(of: .skin) {
      let s = 1 - shrinkage
      solid.regions[skin].materials = solid.regions[skin].materials
        .map { $0.grown(by: Matrix3(diagonal: s, s, s)) }
    }
  }

  /// How far a Newton step with a fresh tangent would still move a node, in m.
  private func remaining(_ solid: Solid, _ load: Loading, _ state: SolidState) throws -> Double {
    var settings = NewtonSettings()
    settings.keepsFactor = false
    let solver = try EquilibriumSolver(
      assembler: Assembler(solid: solid, threads: 2), settings: settings)
    return try solver.solve(load, from: state).history.first?.correction ?? .infinity
  }
}
