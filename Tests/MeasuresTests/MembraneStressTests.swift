import Assembly
import Materials
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Measures

@Suite struct MembraneStressTests {
  static let mu = 6e3

  /// The stress in a flat sheet of neo-Hookean skin after a homogeneous deformation.
  static func stress(_ F: Matrix3, growth: Matrix3? = nil) -> Double {
    let mesh = wedgeBox(cells: SIMD3(2, 2, 1), size: Vector3(2, 2, 0.1))
    var skin = Material.neoHookean(shearModulus: mu, bulkModulus: 1e3 * mu)
    if let growth { skin = skin.grown(by: growth) }
    return MembraneStress(
      mesh.blocks[0], of: SolidRegion(material: skin, density: 1000), rest: mesh.positions
    ).firstPrincipal(
      triangle: 3, gradients: MembraneStress.gradients(under: Vector3(0.2, 0.3, 0)),
      positions: mesh.positions.map { F * $0 })
  }

  @Test func `is that of a membrane: μ (λ₁² − λ₃²)`() {
    // Ψ = μ/2 (I₁ − 3), σ₃ = 0, no change of volume.
    let (a, b) = (1.2, 0.95)
    let c = 1 / (a * b)
    let turn = Matrix3(rotationBy: 0.8, about: Vector3(1, -2, 0.5))
    let stress = Self.stress(turn * Matrix3(diagonal: a, b, c))
    #expect(abs(stress - Self.mu * (a * a - c * c)) < 1e-9 * Self.mu)
  }

  @Test func `is nothing without deformation`() {
    #expect(abs(Self.stress(Matrix3(rotationBy: 0.4, about: Vector3(1, 1, 0)))) < 1e-10 * Self.mu)
  }

  @Test func `counts the prestretch that a material has grown`() {
    let (a, b) = (1.1, 1.05)
    let Fg = Matrix3(diagonal: 1 / a, 1 / b, a * b)
    let expected: Double = Self.mu * (a * a - 1 / (a * a * b * b))
    #expect(abs(Self.stress(.identity, growth: Fg) - expected) < 1e-9 * Self.mu)
  }
}
