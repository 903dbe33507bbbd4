import Materials
import Tensors
import TestSupport
import Testing

private let Fg = Matrix3(1.2, 0.1, 0, -0.05, 0.9, 0.1, 0, 0.2, 1.1)

@Test(arguments: sampleMaterials.map(\.material))
func `growth by nothing changes nothing, to the last bit`(material: Material) {
  let grown = material.grown(by: .identity)
  for F in randomDeformations(count: 20, seed: 41) {
    let (a, b) = (material.isochoric(at: F), grown.isochoric(at: F))
    #expect(a.energy == b.energy && a.stress == b.stress)
    #expect(material.isochoricTangent(at: F) == grown.isochoricTangent(at: F))
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `a grown material is free of stress in its new shape`(material: Material) {
  let grown = material.grown(by: Fg)
  // F Fg⁻¹ = 1 up to round-off, which the moduli turn into stress.
  #expect(largestDifference(grown.isochoric(at: Fg).stress, .zero) < 1e-13 * material.shearModulus)
  let law = grown.evaluated(over: Double.self)
  for choice in VolumetricLaw.allCases {
    #expect(abs(law.volumetric(choice, at: Fg.determinant).first) < 1e-15 * law.bulkModulus)
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `energy and stress per undeformed volume are those of the grown piece`(material: Material) {
  let Jg = Fg.determinant
  for F in randomDeformations(count: 20, seed: 42) {
    let (energy, P) = material.grown(by: Fg).isochoric(at: F)
    let piece = material.isochoric(at: F * Fg.inverse)
    // Cauchy stress is the same: σ = P Fᵀ/J = Pe Feᵀ/Je.
    let sigma = P * F.transpose * (1 / F.determinant)
    let Fe = F * Fg.inverse
    let sigmaE = piece.stress * Fe.transpose * (1 / Fe.determinant)
    let scale = max(material.shearModulus, abs(energy), largestDifference(sigma, .zero))
    #expect(abs(energy - Jg * piece.energy) < 1e-13 * scale)
    #expect(largestDifference(sigma, sigmaE) < 1e-12 * scale)
  }
}

@Test(arguments: VolumetricLaw.allCases)
func `the cost of volume counts from the grown volume`(choice: VolumetricLaw) {
  let h = 1e-30
  let material = Material.neoHookean(shearModulus: 500, bulkModulus: 2e5).grown(by: Fg)
  let law = material.evaluated(over: Double.self)
  let complexLaw = material.evaluated(over: Complex.self)
  for theta in [0.5, 0.9, 1.4] {
    let U = law.volumetric(choice, at: theta)
    let Uh = complexLaw.volumetric(choice, at: Complex(theta, h))
    let plain = choice.derivatives(at: theta / Fg.determinant, bulkModulus: 2e5)
    #expect(abs(U.energy - Fg.determinant * plain.energy) < 1e-13 * 2e5)
    #expect(abs(U.first - Uh.energy.imaginary / h) < 1e-13 * 2e5)
    #expect(abs(U.second - Uh.first.imaginary / h) < 1e-12 * 2e5)
  }
}

@Test func `growth adds up in the order in which it happens`() {
  let first = Matrix3(diagonal: 1.1, 1, 1)
  let second = Matrix3(1, 0.2, 0, 0, 1, 0, 0, 0, 1)
  let material = Material.neoHookean(shearModulus: 500, bulkModulus: 2e5)
  #expect(material.grown(by: first).grown(by: second).growth == second * first)
}
