import Anatomy
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Measures

@Suite struct AtlasMeasuresTests {
  let atlas: Atlas

  init() throws { atlas = try AtlasFiles.atlas(in: SharedData.meshes) }

  /// The face of the atlas after a displacement (m) by place.
  func face(_ move: (Vector3) -> Vector3 = { _ in .zero }) -> MeasuredFace {
    let index = SurfaceIndex(atlas.surface)
    return MeasuredFace(
      atlas.surface,
      landmarks: atlas.landmarks.compactMapValues { index.nearest(to: $0, within: 1e-3) },
      displacedBy: atlas.surface.positions.map(move),
      zoneOfTriangle: atlas.zoneOfTriangle.map { atlas.zones[$0] })
  }

  /// The values of all measures by name and side, in their units.
  func values(_ face: MeasuredFace) -> [String: Double] {
    let mirrored = face.mirrored
    var values: [String: Double] = [:]
    for measure in Measure.all {
      for reading in measure.readings(of: face, mirrored: mirrored) {
        values["\(measure.name) \(reading.side)"] = reading.value
      }
    }
    return values
  }

  @Test func `every measure can be taken, and left and right of a symmetric face agree`() throws {
    let values = values(face())
    #expect(values.count == Measure.all.reduce(0) { $0 + ($1.isPaired ? 2 : 1) })
    for (name, left) in values where name.hasSuffix(" left") {
      let right = try #require(values[name.replacing(" left", with: " right")])
      // Landmarks come rounded to 1e-4 mm: the stomion lies up to 5e-5 mm beside the midline, which over the
      // 24 mm to the corner of the mouth turns a line by 1.2e-4 degrees.
      #expect(abs(left - right) < 2e-4, "\(name): \(left) and \(right)")
    }
  }

  @Test func `a mirrored face has mirrored values, to the last bit`() {
    let moved = face { p in
      2e-3
        * Vector3(
          Double.sine(31 * p.x + 1), Double.cosine(40 * p.y + 9 * p.x), Double.sine(50 * p.x * p.y))
    }
    let (straight, mirrored) = (values(moved), values(moved.mirrored))
    for measure in Measure.all where measure.isPaired {
      let name = measure.name
      #expect(straight["\(name) left"] == mirrored["\(name) right"], "\(name)")
      #expect(straight["\(name) right"] == mirrored["\(name) left"], "\(name)")
      #expect(straight["\(name) left"] != straight["\(name) right"], "\(name)")
    }
  }

  /// What 2 mm upwards of all skin do; bone stays.
  @Test func `skin that moves up by 2 mm raises heights by 2 mm and leaves shapes alone`() throws {
    let (before, after) = (values(face()), values(face { _ in Vector3(0, 2e-3, 0) }))
    let raised = ["brow-height", "malar-apex-height", "commissure-height"]
    let alone =
      ["malar-apex-lateral", "malar-apex-forward", "nasolabial-depth", "commissure-angle"]
      + ["marionette-depth", "cervicomental-angle", "submental-area"]
      + Measure.facialDistances.map(\.name)
    for (key, value) in after {
      let change = value - (try #require(before[key]))
      let name = String(key.split(separator: " ")[0])
      if raised.contains(name) { #expect(abs(change - 2) < 1e-9, "\(key): \(change)") }
      if alone.contains(name) { #expect(abs(change) < 1e-7, "\(key): \(change)") }
    }
  }

  @Test func `a brow that rises by 2 mm alone raises the brow height by 2 mm, on its side`() throws
  {
    let numbers = atlas.zones.indices.filter { atlas.zones[$0].name == "brow.left" }
    var isBrow = [Bool](repeating: false, count: atlas.surface.positions.count)
    for (t, zone) in atlas.zoneOfTriangle.enumerated() where numbers.contains(zone) {
      for c in 0..<3 { isBrow[Int(atlas.surface.triangles[t][c])] = true }
    }
    var moved = face()
    for vertex in isBrow.indices where isBrow[vertex] {
      moved.skin.positions[vertex] += Vector3(0, 2e-3, 0)
    }
    let (before, after) = (values(face()), values(moved))
    let left = (after["brow-height left"] ?? .nan) - (before["brow-height left"] ?? .nan)
    #expect(abs(left - 2) < 1e-9)
    #expect(after["brow-height right"] == before["brow-height right"])
  }

  @Test func `a cheek that moves 1 mm outwards is 1 mm fuller`() throws {
    let still = face()
    let (arch, mouth) = (
      try #require(still.landmarks["zygion_l"]), try #require(still.landmarks["cheilion_l"])
    )
    let outward = still.outward(of: "malar", across: mouth - arch)
    // The corner of the mouth goes along: across the line nothing changes its direction.
    var moved = still
    moved.skin.positions = still.skin.positions.map { $0 + 1e-3 * outward }
    let (before, after) = (
      try #require(Measure.malarFullness.value(still)),
      try #require(Measure.malarFullness.value(moved))
    )
    #expect(abs(after - before - 1e-3) < 1e-12)
  }
}
