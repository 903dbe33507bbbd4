@testable import Anatomy
import Documents
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct DeepAnatomyTests {
  private func anatomy() throws -> DeepAnatomy { try DeepAnatomy.read(in: SharedData.meshes) }

  @Test
  func `the masseter lies under gonion and zygion's foot, not under mouth, cheekbone or temple`()
    throws
  {
    let atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    let muscle = try #require(try anatomy().structures.first)
    func holds(_ landmark: String, lowered: Double = 0) throws -> Bool {
      let place = try #require(atlas.landmarks[landmark])
      return muscle.outline.holds(place - Vector3(0, lowered, 0))
    }
    for side in ["l", "r"] {
      #expect(try holds("gonion_\(side)"))
      #expect(try holds("zygion_\(side)", lowered: 15e-3))
      for other in ["zygion", "cheilion", "orbitale", "alare", "frontotemporale"] {
        #expect(try !holds("\(other)_\(side)"), "\(other)")
      }
    }
    #expect(try !holds("gnathion"))
  }

  /// Two springs in series: 1 mm of 2 kPa on 1 mm of 0.1 kPa, then a plane that would take more than half.
  @Test func `a gliding plane and its layer share a shear in series`() {
    let plane = GlidingPlane(
      name: "plane", outline: SideOutline(corners: []), thickness: 1e-3, shearModulus: 100,
      source: "test", confidence: .low)
    let inSeries: Double = 2 / (1 / 2000 + 1 / 100)
    let (half, alike) = (plane.softened(2000, depth: 2e-3), plane.softened(100, depth: 7e-3))
    #expect(abs(half - inSeries) < 1e-9)
    #expect(abs(alike - 100) < 1e-9)
    #expect(plane.softened(2000, depth: 1e-3) == half)
  }

  @Test func `an outline holds what is inside it, alike on both halves`() {
    let square = SideOutline(corners: [[0, 0], [0.02, 0], [0.02, 0.01], [0, 0.01]])
    for x in [-0.05, 0.05] {
      #expect(square.holds(Vector3(x, 0.005, 0.01)))
      #expect(!square.holds(Vector3(x, 0.015, 0.01)))
      #expect(!square.holds(Vector3(x, 0.005, 0.03)))
      #expect(!square.holds(Vector3(x, 0.005, -0.01)))
    }
  }

  @Test func `gliding planes count only where they are asked for`() throws {
    let all = try anatomy()
    #expect(!all.glidingPlanes.isEmpty)
    #expect(all.withoutGlidingPlanes.glidingPlanes.isEmpty)
    #expect(all.withoutGlidingPlanes.structures == all.structures)
    #expect(all.assumptions.count > all.withoutGlidingPlanes.assumptions.count)
  }

  @Test func `the deep layer is muscle inside the outline and fat outside, the layers above alike`()
    throws
  {
    let face = try Face()
    let tissue = try face.tissue(.preview)
    let solid = FaceSolid(
      tissue: tissue, zones: face.zones, layers: face.preset.layers,
      deepAnatomy: face.deepAnatomy.withoutGlidingPlanes
    ).solid
    let fat = try #require(face.preset.layers[.deep]?.material.shearModulus)
    let muscle = try #require(face.deepAnatomy.structures.first)
    let deep = solid.regions[0].materials
    #expect(deep.count == tissue.sheet.corners.triangles.count)
    for t in deep.indices {
      let isMuscle = muscle.outline.holds(tissue.sheet.undeformedMiddle(ofTriangle: t))
      let expected = isMuscle ? muscle.shearModulus : fat
      #expect(abs(deep[t].shearModulus / expected - 1) < 1e-12)
    }
    #expect(solid.regions.dropFirst().allSatisfy { $0.materials.count == 1 })
  }

  @Test func `a file with mistakes is answered with their places`() {
    let text = #"""
      {"structures": [{"name": "a", "outline_zy_mm": [[1, 2], [3]], "shear_modulus_kPa": 2}],
       "gliding_planes": [{"name": "b", "thickness": 1}]}
      """#
    let error = #expect(throws: DocumentError.self) {
      try DeepAnatomy.read(parsing: Array(text.utf8), file: "deep-anatomy.json")
    }
    let said = error.map { "\($0)" } ?? ""
    #expect(said.contains("structures[0].outline_zy_mm: needs at least three corners"))
    #expect(said.contains("structures[0].outline_zy_mm[1]: expected a list of 2 numbers"))
    #expect(said.contains("did you mean \"thickness_mm\"?"))
  }
}
