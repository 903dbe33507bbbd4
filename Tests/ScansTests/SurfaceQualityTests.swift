import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct SurfaceQualityTests {
  let h = 3.0.squareRoot() / 2

  /// Two equilateral triangles with a common edge, the second turned by `angle` out of the plane.
  func hinge(angle: Double) -> TriangleSurface {
    TriangleSurface(
      positions: [
        Vector3(0, 0, 0), Vector3(1, 0, 0), Vector3(0.5, h, 0),
        Vector3(0.5, -h * .cosine(angle), h * .sine(angle)),
      ],
      triangles: [SIMD3(0, 1, 2), SIMD3(1, 0, 3)])
  }

  @Test func `is one for equilateral triangles and zero without area`() {
    #expect(abs(SurfaceQuality(of: hinge(angle: 0)).leastTriangleQuality - 1) < 1e-15)
    var flat = hinge(angle: 0)
    flat.positions[3] = Vector3(0.25, 0, 0)
    #expect(SurfaceQuality(of: flat).leastTriangleQuality == 0)
    flat.positions[3] = flat.positions[0]
    #expect(SurfaceQuality(of: flat).leastTriangleQuality == 0)
  }

  @Test func `finds edges folded by more than a right angle`() {
    #expect(SurfaceQuality(of: hinge(angle: 1.5)).foldedEdges.isEmpty)
    #expect(SurfaceQuality(of: hinge(angle: 1.6)).foldedEdges == [SIMD2(0, 1)])
  }
}
