import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct SurfaceTopologyTests {
  /// A ring of squares around a hole: 4 × 4 points without the middle square.
  let ring: TriangleSurface = {
    var positions: [Vector3] = []
    for y in 0..<4 { for x in 0..<4 { positions.append(Vector3(Double(x), Double(y), 0)) } }
    var triangles: [SIMD3<Int32>] = []
    for y in 0..<3 {
      for x in 0..<3 where !(x == 1 && y == 1) {
        let a = Int32(4 * y + x)
        triangles += [SIMD3(a, a + 1, a + 5), SIMD3(a, a + 5, a + 4)]
      }
    }
    return TriangleSurface(positions: positions, triangles: triangles)
  }()

  @Test func `finds the borders, the longest first`() {
    let borders = SurfaceTopology(ring).borders(of: ring)
    #expect(borders.map(\.count) == [12, 4])
  }

  @Test func `counts vertices, edges and triangles as Euler does`() {
    let topology = SurfaceTopology(ring)
    // A ring has the Euler characteristic 0.
    #expect(ring.positions.count - topology.edges.count + ring.triangles.count == 0)
    #expect(topology.isBorderVertex.allSatisfy { $0 })
  }

  @Test func `knows points of the border from points inside`() {
    let topology = SurfaceTopology(ring)
    #expect(topology.isOnBorder(0, Vector3(0.5, 0.5, 0), of: ring))  // y = 0
    #expect(!topology.isOnBorder(0, Vector3(0.5, 0, 0.5), of: ring))  // the diagonal
    #expect(topology.isOnBorder(0, Vector3(0, 0, 1), of: ring))  // a corner of the hole
    #expect(!topology.isOnBorder(0, Vector3(0.3, 0.3, 0.4), of: ring))
  }

  @Test func `gives a plane its normal and straight lines no curvature`() {
    for normal in ring.vertexNormals() { #expect((normal - Vector3(0, 0, 1)).length < 1e-15) }
    var filled = ring
    filled.triangles += [SIMD3(5, 6, 10), SIMD3(5, 10, 9)]
    let laplacian = SurfaceLaplacian(filled, topology: SurfaceTopology(filled))
    let curvature = laplacian.applied(to: filled.positions)
    // The cotangents of the diagonals are zero and kept at the least weight, on both sides alike.
    for i in [5, 6, 9, 10] { #expect(curvature[i].length < 1e-14) }
    #expect(abs(laplacian.areas.reduce(0, +) - 9) < 1e-14)
  }
}
