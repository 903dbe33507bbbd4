import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

@Suite struct SelfIntersectionsTests {
  /// Two triangles; the second stands upright and reaches `depth` through the first.
  func pair(depth: Double) -> TriangleSurface {
    TriangleSurface(
      positions: [
        Vector3(0, 0, 0), Vector3(1, 0, 0), Vector3(0, 1, 0),
        Vector3(0.2, 0.2, -depth), Vector3(0.1, 0.2, 1), Vector3(0.3, 0.2, 1),
      ],
      triangles: [SIMD3(0, 1, 2), SIMD3(3, 4, 5)])
  }

  @Test func `finds both edges of a triangle that pierces another`() {
    let found = pair(depth: 0.1).selfIntersections()
    #expect(found.map(\.edge) == [SIMD2(3, 4), SIMD2(3, 5)])
    #expect(found.allSatisfy { $0.triangle == 0 && abs($0.point.z) < 1e-15 })
  }

  @Test func `counts neither contact nor neighbours`() {
    #expect(pair(depth: 0).selfIntersections().isEmpty)
    #expect(pair(depth: -0.1).selfIntersections().isEmpty)
    #expect(MadeUpFace.surface.selfIntersections().isEmpty)
  }

  @Test func `copes with triangles of every size and with positions that are not finite`() {
    var surface = MadeUpFace.surface
    surface.positions += [Vector3(-1e6, 0, 0.05), Vector3(1e6, 0, 0.05), Vector3(0, 0, 1e6)]
    let n = Int32(surface.positions.count)
    surface.triangles.append(SIMD3(n - 3, n - 2, n - 1))
    #expect(!surface.selfIntersections().isEmpty)
    surface.positions[5].x = .nan
    #expect(!surface.selfIntersections().isEmpty)
    #expect(TriangleSurface().selfIntersections().isEmpty)
  }

  @Test(.enabled(if: SharedFaces.areHere))
  func `finds the spike that was pulled through a forehead, and nothing in a good scan`() throws {
    let good = try SurfaceReader.read(SharedFaces.file("bad/reference_ok.ply"))
    #expect(good.selfIntersections().isEmpty)
    let spike = try SurfaceReader.read(SharedFaces.file("bad/spike.ply"))
    let found = spike.selfIntersections()
    #expect(!found.isEmpty)
  }
}
