import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct RepairedScanDetailTests {
  /// A textured cap with a hole, and a place beside it that a spike is pulled from.
  static let place = Vector3(0.2, 0.1, 0.97).normalized

  static func textured(spike: Bool) -> TriangleSurface {
    var surface = SphereCap.surface(levels: 6) { !SphereCap.isNear($0, place, 0.06) }
    surface.texture = SurfaceTexture(
      images: [.init(name: "skin", format: .png, bytes: [])],
      corners: surface.triangles.map {
        .init(SIMD2(Float($0.x), 0), SIMD2(Float($0.y), 0), SIMD2(Float($0.z), 0), image: 0)
      })
    if spike {
      let far = surface.positions.indices.max {
        surface.positions[$0].z < surface.positions[$1].z
      }
      if let far { surface.positions[far] *= 1.4 }
    }
    return surface
  }

  @Test func `is the repaired surface where nothing was thinned out`() throws {
    let scan = try ScanRepair.repair(Self.textured(spike: true), unit: .metres)
    let detail = scan.detail
    let isSame = detail.surface == scan.surface
    #expect(isSame && detail.filled == scan.filled && !detail.filled.isEmpty)
  }

  @Test func `keeps all triangles and the texture of a scan that was thinned out`() throws {
    var limits = RepairLimits()
    limits.triangles = 5000
    let given = Self.textured(spike: true)
    let scan = try ScanRepair.repair(given, unit: .metres, limits: limits)
    #expect(scan.surface.triangles.count < given.triangles.count && scan.surface.texture == nil)
    let (fine, filled) = scan.detail
    let scanned = given.triangles.count - filled.lowerBound
    #expect((1...200).contains(scanned), "only those of the spike are gone: \(scanned)")
    #expect(filled.count == scan.filled.count && filled.upperBound == fine.triangles.count)
    let corners = try #require(fine.texture?.corners)
    #expect(corners.count == fine.triangles.count)
    #expect(corners[filled].allSatisfy { $0 == .none })
    // Places in the picture name the vertex that they belonged to.
    let isInPlace = zip(fine.triangles[..<filled.lowerBound], corners).allSatisfy { t, places in
      fine.positions[Int(t.x)] == given.positions[Int(places.a.x)]
    }
    #expect(isInPlace)
    let index = SurfaceIndex(scan.surface)
    let farthest = fine.positions.compactMap { index.nearest(to: $0)?.distance }.max() ?? .nan
    #expect(farthest <= RepairedScan.removedDistance)
  }
}
