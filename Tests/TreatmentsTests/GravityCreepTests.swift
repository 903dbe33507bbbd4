import Materials
import Tensors
import Testing

@testable import Treatments

struct GravityCreepTests {
  /// Stretches 1.2 and 0.9 and what keeps the volume, turned.
  private let U: Matrix3 = {
    let R = Matrix3(rotationBy: 0.7, about: Vector3(1, 2, -1).normalized)
    return R * Matrix3(diagonal: 1.2, 0.9, 1 / (1.2 * 0.9)) * R.transpose
  }()

  @Test func `a power of the stretch is that of its principal values`() {
    let half = GravityCreep.power(of: U * U, 0.25)
    // (C^¼)⁴ = C.
    let again = half * half * half * half
    #expect((again - U * U).contracted(with: again - U * U) < 1e-24)
    #expect(abs(half.determinant - 1) < 1e-14)
  }

  @Test func `a change of volume does not creep`() {
    let swollen = Matrix3(diagonal: 1.3, 1.3, 1.3)
    let power = GravityCreep.power(of: swollen, 0.4)
    #expect((power - .identity).contracted(with: power - .identity) < 1e-28)
  }

  @Test func `all of it set, the material is free of stress where it was stretched`() {
    let material = Material.neoHookean(shearModulus: 500, bulkModulus: 250e3)
    let set = material.grown(by: GravityCreep.power(of: U * U, 0.5))
    let P = set.evaluated(over: Double.self).isochoricStress(at: U)
    #expect(P.contracted(with: P).squareRoot() < 1e-9)
    // A part p of it leaves about 1 − p of the stress; second order in strains of 0.2.
    let part = material.grown(by: GravityCreep.power(of: U * U, 0.1))
    let (before, after) = (
      material.evaluated(over: Double.self).isochoricStress(at: U),
      part.evaluated(over: Double.self).isochoricStress(at: U)
    )
    let ratio = (after.contracted(with: after) / before.contracted(with: before)).squareRoot()
    #expect(abs(ratio - 0.8) < 0.03)
  }
}
