import ReferenceElements
import Tensors
import Testing

@testable import Anatomy

@Suite struct SkinGradientTests {
  @Test func `is √2 |ω| for a rotation by ω, and nothing for a shift`() throws {
    let tissue = try Face().tissue(.preview)
    let omega = Vector3(0.3, -0.2, 0.5)
    let turned = tissue.mesh.positions.map { omega.cross($0) }
    let shifted = tissue.mesh.positions.map { _ in Vector3(1, 2, 3) }
    let gradients = Triangle6.gradients(at: Vector3(0.2, 0.3, 0))
    for t in stride(from: 0, to: tissue.sheet.corners.triangles.count, by: 97) {
      let squared = tissue.squaredGradient(of: turned, triangle: t, gradients: gradients)
      // Quadratic cells reproduce linear fields; what is left is round-off.
      #expect(abs(squared - 2 * omega.dot(omega)) < 1e-9)
      let still = tissue.squaredGradient(of: shifted, triangle: t, gradients: gradients)
      #expect(still < 1e-20)
    }
  }

  @Test func `is that of an incompressible stretch where the skin is free`() throws {
    // u = A X with A = diag(1, 1, −2) in the axes of the skin leaves no shear with the normal and no volume.
    let tissue = try Face().tissue(.preview)
    let gradients = Triangle6.gradients(at: Vector3(1.0 / 3, 1.0 / 3, 0))
    for t in stride(from: 0, to: tissue.sheet.corners.triangles.count, by: 211) {
      let n = tissue.skinAreaVector(triangle: t, gradients: gradients).normalized
      let A = Matrix3.identity + Matrix3(outer: n, n) * (-3)
      let stretched = tissue.mesh.positions.map { A * $0 }
      let squared = tissue.squaredGradient(of: stretched, triangle: t, gradients: gradients)
      #expect(abs(squared - 6) < 1e-9)
    }
  }
}
