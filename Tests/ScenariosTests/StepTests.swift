import Anatomy
import Assembly
import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// Steps on the atlas, coarse enough for a test.
@Suite(.serialized) struct StepTests {
  private static func scenario(_ steps: [Scenario.Step]) -> Scenario {
    Scenario(title: "T", resolution: .edge(0.02), steps: steps)
  }

  private static func run(_ steps: [Scenario.Step]) throws -> ScenarioResult {
    let scenario = scenario(steps)
    return try scenario.run(on: try prepared(scenario), threads: 2, clock: StageClock())
  }

  private static func prepared(_ scenario: Scenario) throws -> PreparedFace {
    var clock = StageClock()
    return try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
  }

  private static func zone(_ name: String) throws -> ZoneSelection {
    try #require(ZoneSelection(name: name))
  }

  // MARK: - Posture

  @Test func `quarter turns of the head are the named postures, to the last bit`() {
    let quarter = Double.pi / 2
    let tilts: [(Scenario.Posture, Vector3)] = [
      (.tilted(pitch: quarter, roll: 0), Scenario.Posture.supine.gravityDirection),
      (.tilted(pitch: -quarter, roll: 0), Scenario.Posture.prone.gravityDirection),
      (.tilted(pitch: 0, roll: 0), Scenario.Posture.upright.gravityDirection),
      (.tilted(pitch: 0, roll: quarter), Vector3(1, 0, 0)),  // on the left ear
      (.tilted(pitch: 2 * quarter, roll: 0), Vector3(0, 1, 0)),  // head down
    ]
    for (posture, direction) in tilts { #expect(posture.gravityDirection == direction) }
    for pitch in [-2.0, 0.3, 1.1] {
      for roll in [-1.0, 0.7] {
        let g = Scenario.Posture.tilted(pitch: pitch, roll: roll).gravityDirection
        #expect(abs(g.length - 1) < 1e-15)
      }
    }
  }

  @Test func `a head tilted back by 90° lies as the supine one`() throws {
    let supine = try Self.run([.init(id: "a", posture: .supine)])
    let tilted = try Self.run([.init(id: "a", posture: .tilted(pitch: .pi / 2, roll: 0))])
    #expect(supine.steps[0].displacements == tilted.steps[0].displacements)
  }

  /// In mirrored postures the left half of the symmetric atlas moves as the right half does.
  @Test func `a roll to the left mirrors a roll to the right`() throws {
    let result = try Self.run([
      .init(id: "left", posture: .tilted(pitch: 0, roll: 0.5)),
      .init(id: "right", posture: .tilted(pitch: 0, roll: -0.5)),
    ])
    let (left, right) = (result.steps[0].zones, result.steps[1].zones)
    for zone in left {
      let mirrored = zone.zone.replacing(".left", with: ".R").replacing(".right", with: ".left")
        .replacing(".R", with: ".right")
      let other = try #require(right.first { $0.zone == mirrored })
      // The coarse mesh is not symmetric.
      #expect(abs(zone.mean - other.mean) < 0.1 * zone.mean + 1e-5, "\(zone.zone)")
    }
  }

  // MARK: - Loads

  /// −p ∫ n dA depends on the border of the patch alone: ∫ n dA = ½ ∮ x × dx.
  @Test(arguments: ["chin", "cheek.left", "jowl", "face"])
  func `pressure adds up to pressure times area, by the border of the zone`(name: String) throws {
    let face = try Self.prepared(Self.scenario([]))
    let load = SkinLoad(.pressure, on: try Self.zone(name), intensity: 700)
    let sum = load.forces(on: face).reduce(.zero, +)
    var area = Vector3.zero
    for (number, zone) in face.atlas.zones.enumerated() where load.zones.contains(zone) {
      area += borderArea(face.skinPatch(ofZone: number), face.face.solid.mesh.positions)
    }
    #expect((sum + 700 * area).length < 1e-10 * 700 * area.length, "\(sum) \(700 * area)")
  }

  /// ½ ∮ x × dx over the sides that only one facet has, each a parabola through three nodes.
  private func borderArea(_ patch: FacetBlock, _ positions: [Vector3]) -> Vector3 {
    var sides: [SIMD2<Int32>: [Int32]] = [:]
    for facet in 0..<patch.count {
      let n = Array(patch.nodes(ofFacet: facet))
      for (a, b, middle) in [(n[0], n[1], n[3]), (n[1], n[2], n[4]), (n[2], n[0], n[5])] {
        if sides.removeValue(forKey: SIMD2(b, a)) == nil { sides[SIMD2(a, b)] = [a, middle, b] }
      }
    }
    let root = (1.0 / 3).squareRoot()
    return sides.values.sorted { $0[0] < $1[0] }.reduce(Vector3.zero) { sum, side in
      let x = side.map { positions[Int($0)] }
      // x × x′ is a cubic along the side: two points of Gauss are exact.
      return [-root, root].reduce(sum) { sum, s in
        let place = (s * (s - 1) / 2) * x[0] + (1 - s * s) * x[1] + (s * (s + 1) / 2) * x[2]
        let way = (s - 0.5) * x[0] - (2 * s) * x[1] + (s + 0.5) * x[2]
        return sum + 0.5 * place.cross(way)
      }
    }
  }

  @Test func `a stretch adds up to traction times area, a pinch to nothing`() throws {
    let face = try Self.prepared(Self.scenario([]))
    let chin = try Self.zone("chin")
    let number = try #require(face.atlas.zoneNumber(named: "chin"))
    let area = face.skinPatch(ofZone: number).area(positions: face.face.solid.mesh.positions)
    let up = SkinLoad(.stretch(.up), on: chin, intensity: 300).forces(on: face).reduce(.zero, +)
    #expect((up - Vector3(0, 300 * area, 0)).length < 1e-12 * 300 * area)
    for axis in SkinLoad.Axis.allCases {
      let forces = SkinLoad(.pinch(axis), on: chin, intensity: 300).forces(on: face)
      #expect(forces.reduce(.zero, +).length < 1e-12 * 300 * area)
      // Drawn together: the forces work against the way from the middle.
      let work = zip(forces, face.face.solid.mesh.positions).reduce(0) { $0 + $1.0.dot($1.1) }
      #expect(work < 0)
    }
    // Sideways on both halves: nothing together, but outwards on each.
    let lateral = SkinLoad(.stretch(.lateral), on: chin, intensity: 300).forces(on: face)
    #expect(abs(lateral.reduce(.zero, +).x) < 0.2 * 300 * area)
    for (force, place) in zip(lateral, face.face.solid.mesh.positions) where abs(place.x) > 0.012 {
      #expect(force.x * place.x >= 0)
    }
  }

  @Test func `pressure presses in, suction draws out, and both end with their step`() throws {
    let chin = try Self.zone("chin")
    let result = try Self.run([
      .init(id: "press", .load(SkinLoad(.pressure, on: chin, intensity: 300))),
      .init(id: "suck", .load(SkinLoad(.pressure, on: chin, intensity: -300))),
      .init(id: "released", posture: .upright),
    ])
    let normals = try result.steps.map { step in
      try #require(step.zones.first { $0.zone == "chin" }).normal
    }
    #expect(normals[0] < -1e-4 && normals[1] > 1e-4, "\(normals)")
    #expect(result.steps[2].isAsCaptured && abs(normals[2]) < 1e-8)
    #expect(result.steps[0].loadForce.z < 0 && result.steps[2].loadForce == .zero)
  }

  // MARK: - Elasticity

  private static func change(_ zone: String, _ layers: [TissueLayer], _ factor: Double) throws
    -> StepAction
  {
    let changes = layers.map { ($0, ElasticityChange.factor(factor)) }
    return .elasticity([try Self.zone(zone): Dictionary(uniqueKeysWithValues: changes)])
  }

  @Test func `a factor of one changes nothing, exactly`() throws {
    let result = try Self.run([
      .init(id: "supine", posture: .supine),
      .init(id: "sham", try Self.change("face", TissueLayer.allCases, 1)),
    ])
    #expect(result.changes[0].displacements.allSatisfy { $0 == .zero })
    #expect(result.changes[0].zones.allSatisfy { $0.maximum == 0 })
  }

  @Test func `softer tissue sags, stiffer tissue rises, and undoing it leads back`() throws {
    let all = TissueLayer.allCases
    let result = try Self.run([
      .init(id: "soft", try Self.change("face", all, 0.8)),
      .init(id: "back", try Self.change("face", all, 1.25)),
      .init(id: "stiff", try Self.change("face", all, 1.25)),
      .init(id: "stiff-supine", posture: .supine),
    ])
    let lifts = result.steps.map { $0.zones.last?.lift ?? .nan }
    #expect(lifts[0] < -1e-5 && lifts[2] > 1e-5, "\(lifts)")
    // 0.8 × 1.25 is 1 in binary arithmetic as well.
    #expect(result.steps[1].isAsCaptured)
    #expect(result.steps[3].conditions.stiffness[.skin]?.allSatisfy { $0 == 1.25 } ?? false)
    #expect(result.steps[3].conditions.posture == .supine)
  }

  @Test func `a new modulus is the factor that leads to it`() throws {
    let zone = try Self.zone("cheek")
    let face = try Self.prepared(Self.scenario([]))
    var conditions = StepConditions(captured: .upright)
    conditions.apply(.elasticity([zone: [.skin: .shearModulus(12_720)]]), to: face.tissue)
    let factors = try #require(conditions.stiffness[.skin])
    for (entry, factor) in zip(face.tissue.zones, factors) {
      // The skin of the preset has 6.36 kPa.
      #expect(abs(factor - (zone.contains(entry.zone) ? 2 : 1)) < 1e-12)
    }
  }
}
