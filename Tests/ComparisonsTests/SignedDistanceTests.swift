import Meshes
import Tensors
import Testing

@testable import Comparisons

@Suite struct SignedDistanceTests {
  /// A square of 20 mm at a height, seen from above or from below.
  private func square(at z: Double, facesUp: Bool = true) -> TriangleSurface {
    let h = 0.01
    let corners = [(-h, -h), (h, -h), (h, h), (-h, h)].map { Vector3($0.0, $0.1, z) }
    let up: [SIMD3<Int32>] = [SIMD3(0, 1, 2), SIMD3(0, 2, 3)]
    return TriangleSurface(
      positions: corners, triangles: facesUp ? up : up.map { SIMD3($0.x, $0.z, $0.y) })
  }

  private let point = Vector3(1e-3, 2e-3, 0)
  private let up = Vector3(0, 0, 1)

  @Test(arguments: [0, 1e-3, -1e-3, 0.05e-3, -0.05e-3, 14e-3])
  func `is positive where the surface lies outside`(height: Double) {
    let distance = SignedDistance(to: square(at: height))(from: point, along: up)
    #expect(abs(distance - height) < 1e-12)
  }

  @Test func `sees no surface that is far, turned away or beside`() {
    #expect(SignedDistance(to: square(at: 16e-3))(from: point, along: up).isNaN)
    #expect(SignedDistance(to: square(at: 1e-3, facesUp: false))(from: point, along: up).isNaN)
    let beside = SignedDistance(to: square(at: 1e-3))(from: Vector3(0.1, 0, 0), along: up)
    #expect(beside.isNaN)
  }
}
