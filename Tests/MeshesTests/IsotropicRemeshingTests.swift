import Foundation
import Tensors
import Testing

@testable import Meshes

struct IsotropicRemeshingTests {
  /// A quarter of a cylinder of radius 1 and height 2 with an edge on x = 0, in n by n squares.
  private func quarterCylinder(_ n: Int) -> TriangleSurface {
    var surface = TriangleSurface()
    for row in 0...n {
      for column in 0...n {
        let angle = Double.pi / 2 * Double(column) / Double(n)
        surface.positions.append(
          Vector3(column == 0 ? 0 : sin(angle), 2 * Double(row) / Double(n), cos(angle)))
      }
    }
    for row in 0..<Int32(n) {
      for column in 0..<Int32(n) {
        let a = row * Int32(n + 1) + column
        let b = a + Int32(n + 1)
        surface.triangles += [SIMD3(a, a + 1, b + 1), SIMD3(a, b + 1, b)]
      }
    }
    return surface
  }

  @Test(arguments: [0.1, 0.2])
  func `meets the mean edge and keeps the angles open`(edge: Double) {
    let result = IsotropicRemeshing(meanEdge: edge).remesh(quarterCylinder(60))
    var lengths: [Double] = []
    var smallest = 180.0
    for t in result.triangles {
      let p = (0..<3).map { result.positions[Int(t[$0])] }
      for i in 0..<3 {
        let (u, v) = (p[(i + 1) % 3] - p[i], p[(i + 2) % 3] - p[i])
        lengths.append(u.length)
        smallest = min(smallest, acos(u.dot(v) / (u.length * v.length)) * 180 / .pi)
      }
    }
    #expect(abs(lengths.reduce(0, +) / Double(lengths.count) / edge - 1) < 0.02)
    #expect(smallest > 25)
  }

  @Test func `keeps the border, its corners and every vertex on the surface`() {
    let given = quarterCylinder(60)
    let index = SurfaceIndex(given)
    let result = IsotropicRemeshing(meanEdge: 0.15).remesh(given)
    let corners = [
      Vector3(0, 0, 1), Vector3(0, 2, 1), given.positions[60], given.positions[61 * 61 - 1],
    ]
    for corner in corners { #expect(result.positions.contains(corner)) }
    for p in result.positions {
      #expect((index.nearest(to: p)?.distance ?? 1) < 1e-12)
    }
    // The straight edge on x = 0 is covered from end to end by vertices exactly on it.
    let onEdge = result.positions.filter { $0.x == 0 }.map(\.y).sorted()
    #expect(onEdge.first == 0 && onEdge.last == 2)
    for (a, b) in zip(onEdge, onEdge.dropFirst()) { #expect(b - a < 0.3) }
    let loops = SurfaceBorder(of: result, cornerCosine: 0.7).loops
    #expect(loops.count == 1)
  }

  @Test func `is finer where the sizing asks for it`() {
    let remeshing = IsotropicRemeshing(meanEdge: 0.12) { $0.y > 1 ? 0.5 : 1 }
    let result = remeshing.remesh(quarterCylinder(80))
    let upper = result.positions.filter { $0.y > 1.1 }.count
    let lower = result.positions.filter { $0.y < 0.9 }.count
    // Half the edge is four times the vertices.
    #expect(Double(upper) / Double(lower) > 3 && Double(upper) / Double(lower) < 5)
  }

  @Test func `joins a half with its mirror image along the midline`() {
    let half = quarterCylinder(8)
    let whole = half.joinedWithMirrorImage()
    #expect(whole.positions.count == 2 * half.positions.count - 9)
    #expect(whole.triangles.count == 2 * half.triangles.count)
    let positions = Set(whole.positions)
    for p in whole.positions { #expect(positions.contains(Vector3(p.x == 0 ? 0 : -p.x, p.y, p.z))) }
    #expect(SurfaceBorder(of: whole, cornerCosine: 0.7).loops.count == 1)
  }
}
