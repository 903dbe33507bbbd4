import Foundation
import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct RigidAlignmentTests {
  /// A saddle with a dome, 100 mm wide: no motion maps it onto itself.
  private static func height(_ x: Double, _ y: Double) -> Double {
    6 * x * x - 3 * y * y + 8 * x * y * y + 0.01 * exp(-((x - 0.02) * (x - 0.02) + y * y) / 4e-4)
  }

  private static func surface(bump: Double = 0) -> TriangleSurface {
    let n = 50
    var surface = TriangleSurface()
    for j in 0...n {
      for i in 0...n {
        let (x, y) = (0.1 * (Double(i) / 50 - 0.5), 0.1 * (Double(j) / 50 - 0.5))
        let raised = x < -0.02 && y < -0.02 ? bump : 0
        surface.positions.append(Vector3(x, y, height(x, y) + raised))
      }
    }
    for j in 0..<n {
      for i in 0..<n {
        let a = Int32(j * (n + 1) + i)
        let up = a + Int32(n + 1)
        surface.triangles += [SIMD3(a, a + 1, up + 1), SIMD3(a, up + 1, up)]
      }
    }
    return surface
  }

  private static let motion = Similarity(
    scale: 1, rotation: Matrix3(rotationBy: 0.08, about: Vector3(1, 2, -1).normalized),
    translation: Vector3(4e-3, -2e-3, 3e-3))

  private func error(_ found: Similarity, _ points: [Vector3]) -> Double {
    points.map { (found($0) - Self.motion($0)).length }.max() ?? 0
  }

  @Test func `finds a motion again`() {
    let surface = Self.surface()
    var moved = surface
    moved.positions = surface.positions.map { Self.motion($0) }
    let alignment = RigidAlignment(surface.positions, to: moved, from: .identity)
    // Steps end below 1e-9 m, and converge faster than linearly.
    #expect(error(alignment.motion, surface.positions) < 1e-8)
    #expect(alignment.distances.compactMap { $0 }.max() ?? 1 < 1e-8)
    // Vertices on the border say nothing.
    #expect(alignment.distances.count { $0 == nil } == 200)
  }

  @Test func `a place that changed does not pull the rest away`() {
    let surface = Self.surface()
    var moved = Self.surface(bump: 1e-3)
    moved.positions = moved.positions.map { Self.motion($0) }
    let alignment = RigidAlignment(surface.positions, to: moved, from: .identity)
    // The bump covers 9 % of the points, and a fifth is left out.
    #expect(error(alignment.motion, surface.positions) < 1e-7)
  }

  @Test func `a motion and the one that undoes it cancel`() {
    let point = Vector3(0.1, -0.05, 0.02)
    #expect((Self.motion.undone(Self.motion(point)) - point).length < 1e-15)
  }
}
