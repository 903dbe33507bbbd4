import Meshes
import Tensors
import TestSupport
import Testing

@testable import Measures

@Suite struct CuttingPlaneTests {
  /// An octahedron of radius 1, seen from outside.
  static let octahedron = TriangleSurface(
    positions: [
      Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(-1, 0, 0), Vector3(0, -1, 0), Vector3(0, 0, 1),
      Vector3(0, 0, -1),
    ],
    triangles: [
      SIMD3(0, 1, 4), SIMD3(1, 2, 4), SIMD3(2, 3, 4), SIMD3(3, 0, 4), SIMD3(1, 0, 5),
      SIMD3(2, 1, 5), SIMD3(3, 2, 5), SIMD3(0, 3, 5),
    ])

  @Test func `cuts a closed surface along a closed curve`() throws {
    let plane = CuttingPlane(through: Vector3(0, 0, 0.25), normal: Vector3(0, 0, 1))
    let curves = Self.octahedron.curves(in: plane)
    let curve = try #require(curves.first)
    #expect(curves.count == 1 && curve.count == 5 && curve.first == curve.last)
    // A square with corners 0.75 from the axis: |x| + |y| = 0.75.
    for point in curve {
      let reach = abs(point.x) + abs(point.y)
      #expect(abs(reach - 0.75) < 1e-15 && abs(point.z - 0.25) < 1e-15)
    }
    // With the part above on the left, seen from outside: against the clock, seen from above.
    let turns = zip(curve, curve.dropFirst()).map { $0.cross($1).z }
    #expect(turns.allSatisfy { $0 > 0 })
  }

  @Test func `runs once through vertices that lie in the plane`() {
    let plane = CuttingPlane(through: .zero, normal: Vector3(0, 0, 1))
    let curves = Self.octahedron.curves(in: plane)
    #expect(curves.count == 1)
    #expect(Set(curves.joined()) == Set(Self.octahedron.positions.prefix(4)))
  }

  @Test func `cuts an open surface from border to border, and what it misses not at all`() {
    var open = Self.octahedron
    open.triangles.removeFirst()
    let plane = CuttingPlane(through: Vector3(0, 0, 0.25), normal: Vector3(0, 0, 1))
    let curves = open.curves(in: plane)
    #expect(curves.count == 1 && curves[0].count == 4 && curves[0].first != curves[0].last)
    let far = CuttingPlane(through: Vector3(0, 0, 2), normal: Vector3(0, 0, 1))
    #expect(open.curves(in: far).isEmpty)
  }
}
