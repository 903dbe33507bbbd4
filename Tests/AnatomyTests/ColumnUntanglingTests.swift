import Meshes
import Tensors
import TestSupport
import Testing

@testable import Anatomy

struct ColumnUntanglingTests {
  /// A variation of the atlas at the coarsest level; number 3 has columns that cross at the mouth.
  private func tissue(_ seed: UInt64) throws -> TissueMesh {
    let face = try Face.shared.get()
    let variation = AtlasVariation(seed: seed, landmarks: face.atlas.landmarks)
    return try face.tissue(.preview, bent: variation.bent(face.atlas.surface))
  }

  @Test func `crossed columns are led apart, twice to the same bits`() throws {
    let (first, second) = (try tissue(3), try tissue(3))
    #expect(first.minimumScaledJacobian > 0.1)
    #expect(first.flattened.nodes > 0)
    #expect(first.mesh.positions == second.mesh.positions)
  }

  @Test func `columns without bad cells stay where they are, to the last bit`() throws {
    let face = try Face.shared.get()
    let surface = try AtlasFiles.surface(.standard, in: SharedData.meshes)
    let sheet = SkinSheet(level: surface, atlas: face.atlas, bent: face.atlas.surface)
    let smoother = SurfaceSmoother(sheet.corners, topology: sheet.topology)
    let columns = TissueColumns(
      sheet: sheet, smoother: smoother,
      thickness: TissueThickness(
        on: sheet.corners, smoother: smoother, zoneOfTriangle: sheet.zoneOfTriangle,
        zones: face.zones, sex: nil))
    var improved = columns
    improved.improve(until: 0.1)
    #expect(improved.nodes == columns.nodes)
  }

  @Test func `neighbourhoods of far triangles are parts of their own`() throws {
    let face = try Face.shared.get()
    let surface = try AtlasFiles.surface(.preview, in: SharedData.meshes)
    let sheet = SkinSheet(level: surface, atlas: face.atlas, bent: face.atlas.surface)
    let around = SheetNeighbourhoods(of: sheet)
    let vertices = around.vertices(within: 1, of: [0, sheet.corners.positions.count - 1])
    let parts = around.components(of: vertices)
    #expect(parts.flatMap { $0 }.sorted() == vertices)
    let all = around.components(of: Array(sheet.corners.positions.indices))
    #expect(all.count == 1)
    for (i, part) in parts.enumerated() {
      let neighbours = Set(part.flatMap { around.vertices[$0] })
      for other in parts[(i + 1)...] { #expect(neighbours.isDisjoint(with: other)) }
    }
  }
}
