@testable import Anatomy
import Documents
import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@Suite struct LigamentTests {
  private func ligaments() throws -> [Ligament] { try Ligament.read(in: SharedData.meshes) }

  @Test func `ligaments lie on the skin of the atlas, in the left half`() throws {
    let atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    let index = SurfaceIndex(atlas.surface)
    for ligament in try ligaments() {
      for point in ligament.points {
        let nearest = try #require(index.nearest(to: point))
        #expect(nearest.distance < 2e-3, "\(ligament.name)")
        #expect(point.x > 0)
      }
    }
  }

  /// Distances of `reference/zones.md` scaled to the atlas; the positions are rounded to 0.1 mm.
  @Test func `the zygomatic ligament is as far from tragion and commissure as was measured`() throws
  {
    let atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    let point = try #require(try ligaments().first { $0.name == "zygomatic" }?.points.first)
    let tragion = try #require(atlas.landmarks["tragion_l"])
    let commissure = try #require(atlas.landmarks["cheilion_l"])
    #expect(abs((point - tragion).length - 0.964 * 66.5e-3) < 1e-3)
    #expect(abs((point - commissure).length - 0.964 * 56.3e-3) < 1e-3)
  }

  @Test func `fibres fade with the distance from their line, alike on both halves`() {
    let ligament = Ligament(
      name: "line", points: [Vector3(0.02, 0, 0), Vector3(0.04, 0, 0)], radius: 5e-3,
      shearModulus: 1000, source: "test", confidence: .low)
    #expect(ligament.addedModulus(under: Vector3(0.03, 0, 0)) == 1000)
    let beside = ligament.addedModulus(under: Vector3(0.03, 5e-3, 0))
    #expect(abs(beside - 1000 * Double.exponential(-1)) < 1e-9)
    let behindTheEnd = ligament.addedModulus(under: Vector3(0.045, 0, 0))
    #expect(abs(behindTheEnd - beside) < 1e-9)
    #expect(ligament.addedModulus(under: Vector3(-0.03, 5e-3, 0)) == beside)
  }

  @Test func `a file with mistakes is answered with their places`() {
    let text = #"{"ligaments": [{"name": "a", "points_mm": [[1, 2]], "radius": 5}]}"#
    let error = #expect(throws: DocumentError.self) {
      try Ligament.read(parsing: Array(text.utf8), file: "ligaments.json")
    }
    let said = error.map { "\($0)" } ?? ""
    #expect(said.contains("ligaments[0].points_mm[0]: expected a list of 3 numbers"))
    #expect(said.contains("unknown key \"radius\""))
    #expect(said.contains("did you mean \"radius_mm\"?"))
  }
}
