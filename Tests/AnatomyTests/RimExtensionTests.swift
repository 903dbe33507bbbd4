import Anatomy
import Assembly
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

@Test(arguments: AtlasLevel.allCases)
func `the tissue goes on beyond the rim, in no zone's statistics and with no bad cell`(
  level: AtlasLevel
) throws {
  let face = try Face()
  let surface = try AtlasFiles.surface(level, in: SharedData.meshes)
  let tissue = try face.tissue(level)
  let sheet = tissue.sheet
  #expect(sheet.faceTriangles == surface.triangles.indices)
  #expect(Array(sheet.corners.triangles.prefix(surface.triangles.count)) == surface.triangles)
  #expect(sheet.zoneOfTriangle.count == sheet.corners.triangles.count)
  let beyond = Double(sheet.corners.triangles.count) / Double(surface.triangles.count) - 1
  print("beyond the rim, \(level): \(100 * beyond) % more triangles")
  #expect((0.05...0.45).contains(beyond))
  // Rows extruded from the rim leave it as the only border there was: one loop, as many edges.
  let before = SurfaceBorder(of: surface, cornerCosine: -1).loops
  let after = SurfaceBorder(of: sheet.corners, cornerCosine: -1).loops
  #expect(before.count == 1 && after.count == 1 && before[0].count == after[0].count)
  #expect(tissue.minimumScaledJacobian > 0.1)
}

@Test func `the tissue beyond the rim continues the skin outwards by its width`() throws {
  let face = try Face()
  let sheet = try face.tissue(.preview).sheet
  let inFace = try AtlasFiles.surface(.preview, in: SharedData.meshes).positions.count
  let last = try #require(SurfaceBorder(of: sheet.corners, cornerCosine: -1).loops.first)
  let rim = TriangleSurface(
    positions: sheet.corners.positions,
    triangles: Array(sheet.corners.triangles[sheet.faceTriangles]))
  let index = SurfaceIndex(rim)
  for vertex in last {
    #expect(vertex >= inFace)
    let away = try #require(index.nearest(to: sheet.corners.positions[vertex]))
    // Straight out from its own vertex; where the rim turns in, another part of it is nearer.
    #expect((50e-3...100.001e-3).contains((away.point - sheet.corners.positions[vertex]).length))
  }
}

@Test func `what is under the face is what there was without the tissue beyond`() throws {
  let face = try Face()
  let (mesh, nodes) = try face.tissue(.preview).underFace()
  let surface = try AtlasFiles.surface(.preview, in: SharedData.meshes)
  let alone = TissueMesh(
    sheet: SkinSheet(level: surface, atlas: face.atlas, bent: face.atlas.surface, beyondRim: 0),
    zones: face.zones, sex: nil
  ).mesh
  #expect(mesh.blocks.map(\.count) == alone.blocks.map(\.count))
  #expect(mesh.positions.count == alone.positions.count)
  #expect(nodes.count == mesh.positions.count && Set(nodes).count == nodes.count)
}

/// Springs ten times stiffer and ten times softer than those at the end of the tissue.
@Test func `the end of the tissue is far enough from every zone`() throws {
  let face = try Face()
  let tissue = try face.tissue(.preview)
  let fields = try [3e-3, 30e-3, 300e-3].map { length in
    let solid = FaceSolid(
      tissue: tissue, zones: face.zones, layers: face.preset.layers, rimLength: length,
      deepAnatomy: face.deepAnatomy.withoutGlidingPlanes
    ).solid
    let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
    return try solver.solve(
      Loading(forces: solid.weight(acceleration: Vector3(0, -9.81, 0)))
    ).state.displacements
  }
  for (number, zone) in face.atlas.zones.enumerated() {
    let means = fields.map { tissue.meanDisplacement($0, zone: number) }
    let (stiff, soft) = (abs(means[0] / means[1] - 1), abs(means[2] / means[1] - 1))
    #expect(stiff < 0.02 && soft < 0.02, "\(zone.name): \(stiff) stiffer, \(soft) softer")
  }
}

extension TissueMesh {
  /// Mean length of a displacement at the middles of the triangles of a zone, in m.
  fileprivate func meanDisplacement(_ nodal: [Vector3], zone: Int) -> Double {
    let triangles = sheet.faceTriangles.filter { sheet.zoneOfTriangle[$0] == zone }
    let middle = Vector3(repeating: 1.0 / 3)
    return triangles.reduce(0) {
      $0 + skinValue(of: nodal, triangle: $1, barycentrics: middle).length
    } / Double(triangles.count)
  }
}
