import Anatomy
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// The atlas at 16 mm, upright as captured and on its back, with error bars.
private let supine: ScenarioResult? = {
  let scenario = Scenario(
    title: "", resolution: .edge(16e-3),
    steps: [.init(id: "upright", posture: .upright), .init(id: "supine", posture: .supine)],
    views: [])
  var clock = StageClock()
  guard
    let face = try? PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
  else { return nil }
  return try? scenario.run(on: face, threads: 2, clock: StageClock(), wantsErrorBars: true)
}()

@Suite(.serialized) struct SkinMapTests {
  /// Means of a map over the zones, weighted by the area around its vertices.
  private func means(_ values: [Double], of result: ScenarioResult) -> [String: Double] {
    let (atlas, skin) = (result.prepared.atlas, result.prepared.skin)
    var sums: [String: (value: Double, area: Double)] = [:]
    for (t, zone) in zip(skin.triangles, atlas.zoneOfTriangle) {
      let p = (0..<3).map { skin.positions[Int(t[$0])] }
      let area = (p[1] - p[0]).cross(p[2] - p[0]).length / 2
      let mean = (0..<3).reduce(0) { $0 + values[Int(t[$1])] } / 3
      let old = sums[atlas.zones[zone].name] ?? (0, 0)
      sums[atlas.zones[zone].name] = (old.value + area * mean, old.area + area)
    }
    return sums.mapValues { $0.value / $0.area }
  }

  /// The zone of a triangle of the mesh is that of its middle, that of a map follows the border: at 16 mm edge they
  /// differ in a seam, over which a value changes by a tenth of the largest.
  private static let seam = 0.1

  @Test(arguments: [
    (SkinQuantity.lift, "lift_mean_mm"), (.displacement, "displacement_mean_mm"),
    (.normal, "normal_mean_mm"), (.stretch, "skin_stretch_max"), (.tension, "skin_tension_kPa"),
  ])
  func `a map has the means of the tables`(quantity: SkinQuantity, column: String) throws {
    let result = try #require(supine)
    let map = try result.skinMap(quantity, ofStep: 1)
    let means = means(map.values, of: result)
    let known = try #require(ZoneQuantity.all.first { $0.column == column })
    let most = map.values.map(abs).max() ?? 0
    for zone in result.steps[1].zones where zone.zone != "face" {
      let value: Double =
        quantity == .stretch
        ? 100 * (zone.largestStretch - 1) : known.kind.perSIUnit * known.value(zone)
      let mean = try #require(means[zone.zone])
      #expect(abs(mean - value) < Self.seam * most, "\(zone.zone): \(mean) and \(value)")
    }
  }

  /// Minkowski: √Σ(mean qᵢ)² ≤ mean √Σqᵢ².
  @Test func `the bar of a zone is at most the mean of the bars of its places`() throws {
    let result = try #require(supine)
    let bars = try #require(result.errorBars)
    let map = try result.skinMap(.lift, ofStep: 1)
    let means = means(map.bars, of: result)
    let most = map.bars.max() ?? 0
    for (zone, mean) in means {
      let place = NumberPlace(.zones, step: "supine", row: zone, column: "lift_mean_mm")
      let bar = try #require(bars[place]?.width)
      #expect(1e3 * bar < mean + Self.seam * most, "\(zone): \(1e3 * bar) and \(mean)")
    }
    // Nearly all of it is one figure that acts alike everywhere: it cannot be much less either.
    let face = try #require(
      bars[NumberPlace(.zones, step: "supine", row: "cheek.left", column: "lift_mean_mm")]?.width)
    #expect(1e3 * face > 0.5 * (means["cheek.left"] ?? .infinity))
  }

  @Test func `a step that is as captured is within its bars everywhere`() throws {
    let result = try #require(supine)
    for quantity in [SkinQuantity.lift, .displacement, .normal, .stretch] {
      let map = try result.skinMap(quantity, ofStep: 0)
      #expect(zip(map.values, map.bars).allSatisfy { abs($0) <= $1 + 1e-9 }, "\(quantity)")
    }
  }

  @Test func `the way between two steps is the difference of both`() throws {
    let result = try #require(supine)
    let (way, step) = (
      try result.skinMap(.lift, ofStep: 1, from: 0), try result.skinMap(.lift, ofStep: 1)
    )
    #expect(way == step, "the first step is as captured")
    let back = try result.skinMap(.lift, ofStep: 0, from: 1)
    #expect(zip(back.values, step.values).allSatisfy { abs($0 + $1) < 1e-12 })
  }

  @Test func `without error bars nothing is grey`() throws {
    var result = try #require(supine)
    result.errorBars = nil
    #expect(try result.skinMap(.displacement, ofStep: 1).bars.isEmpty)
  }

  @Test func `a scenario asks for maps by name, displacement and lift where it does not`() throws {
    func scenario(_ outputs: String) throws -> Scenario {
      let text = """
        {"schema": "turgor.scenario/1", "title": "a", "outputs": {\(outputs)},
         "steps": [{"id": "s", "posture": "supine"}]}
        """
      return try Scenario(parsing: Array(text.utf8), file: "a.json")
    }
    #expect(try scenario("").maps == [.displacement, .lift])
    #expect(try scenario("\"maps\": [\"tension\", \"zones\"]").maps == [.tension, .zones])
    #expect(try scenario("\"maps\": []").maps.isEmpty)
    #expect(throws: (any Error).self) { try scenario("\"maps\": [\"heat\"]") }
  }
}
