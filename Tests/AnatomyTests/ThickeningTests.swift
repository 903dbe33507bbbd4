import Foundation
import Tensors
import TestSupport
import Testing

@testable import Anatomy

@Suite struct ThickeningTests {
  private func tissue() throws -> (mesh: TissueMesh, atlas: Atlas) {
    let atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    let level = try AtlasFiles.surface(meanEdge: 16e-3, of: atlas, in: SharedData.meshes)
    let sheet = SkinSheet(level: level, atlas: atlas, bent: atlas.surface)
    let zones = try TissuePreset(named: "adult", in: SharedData.meshes).figures(of: atlas)
    return (TissueMesh(sheet: sheet, zones: zones, sex: nil), atlas)
  }

  private func thickness(_ mesh: TissueMesh, _ layer: TissueLayer, at v: Int) -> Double {
    let (order, count) = (TissueColumns.order(of: layer), mesh.sheet.positions.count)
    let (inner, outer) = (order * count + v, (order + 1) * count + v)
    return (mesh.mesh.positions[inner] - mesh.mesh.positions[outer]).length
  }

  @Test(arguments: TissueLayer.allCases)
  func `one layer gets thicker, the skin stays and the other layers keep their thickness`(
    layer: TissueLayer
  ) throws {
    let (mesh, _) = try tissue()
    let thick = mesh.thickened(layer, by: 0.25, in: nil)
    for v in mesh.sheet.positions.indices {
      let top = mesh.node(v, atTopOf: .skin)
      #expect(mesh.mesh.positions[top] == thick.mesh.positions[top])
      for other in TissueLayer.allCases {
        let (before, after) = (thickness(mesh, other, at: v), thickness(thick, other, at: v))
        let wanted = other == layer ? 1.25 * before : before
        #expect(abs(after - wanted) < 1e-12)
      }
    }
  }

  @Test func `a layer gets thicker in its zones alone, and every upright edge keeps its middle`()
    throws
  {
    let (mesh, atlas) = try tissue()
    let chin = try #require(atlas.zoneNumber(named: "chin"))
    let forehead = try #require(atlas.zoneNumber(named: "forehead"))
    let parts = mesh.atNodes(ofZones: atlas.zones.indices.map { $0 == chin ? 1 : 0 })
    let thick = mesh.thickened(.deep, by: 0.1, in: [chin])
    #expect(parts.count == mesh.mesh.positions.count)
    for (t, zone) in mesh.sheet.zoneOfTriangle.enumerated() where zone == forehead {
      for v in mesh.sheet.nodes(ofTriangle: t).prefix(3) {
        // Seventy millimetres away, twelve lengths of the smoothing.
        #expect(abs(thickness(thick, .deep, at: v) / thickness(mesh, .deep, at: v) - 1) < 1e-4)
      }
    }
    let most = mesh.sheet.positions.indices.map {
      thickness(thick, .deep, at: $0) / thickness(mesh, .deep, at: $0) - 1
    }.max()
    #expect(try #require(most) > 0.07 && #require(most) < 0.1)
    for block in thick.mesh.blocks {
      for cell in 0..<block.count {
        let p = block.nodes(ofCell: cell).map { thick.mesh.positions[Int($0)] }
        for c in 0..<3 { #expect((p[12 + c] - (p[c] + p[3 + c]) / 2).length < 1e-15) }
      }
    }
  }
}
