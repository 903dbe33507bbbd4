import Materials
import Tensors
import TestSupport
import Testing

/// ∂W/∂I₁ and ∂W/∂I₂ of a law written out by hand, at x = I₁ − 3 and y = I₂ − 3.
private struct Slopes: Sendable {
  let material: Material
  let first: @Sendable (_ x: Double, _ y: Double) -> Double
  let second: @Sendable (_ x: Double, _ y: Double) -> Double
}

private let invariantLaws = [
  Slopes(
    material: .neoHookean(shearModulus: 500, bulkModulus: 1e5), first: { _, _ in 250 },
    second: { _, _ in 0 }),
  Slopes(
    material: .mooneyRivlin(c10: 200, c01: 50, bulkModulus: 1e5), first: { _, _ in 200 },
    second: { _, _ in 50 }),
  Slopes(
    material: .mooneyRivlin(c10: 200, c01: 50, c20: 30, c11: 20, c02: 10, bulkModulus: 1e5),
    first: { x, y in 200 + 60 * x + 20 * y }, second: { x, y in 50 + 20 * x + 20 * y }),
  Slopes(
    material: .yeoh(c10: 250, c20: 100, c30: 30, bulkModulus: 1e5),
    first: { x, _ in 250 + 200 * x + 90 * x * x }, second: { _, _ in 0 }),
  Slopes(
    material: .verondaWestmann(c1: 400, c2: 1.2, bulkModulus: 1e5),
    first: { x, _ in 480 * .exponential(1.2 * x) }, second: { _, _ in -240 }),
  Slopes(
    material: .fungExponential(shearModulus: 500, b: 1.1, bulkModulus: 1e5),
    first: { x, _ in 250 * .exponential(1.1 * x) }, second: { _, _ in 0 }),
]

/// Round-off of a stress of this size.
private func tolerance(_ value: Double) -> Double { 1e-12 * max(abs(value), 500) }

@Test(arguments: [0.7, 1.1, 1.3, 1.5, 2])
func `laws of the invariants meet their closed forms`(s: Double) {
  for law in invariantLaws {
    let (m, W1, W2) = (law.material, law.first, law.second)
    // Uniaxial: P = 2(λ − λ⁻²)(W₁ + W₂/λ).
    let (xu, yu) = (s * s + 2 / s - 3, 2 * s + 1 / (s * s) - 3)
    let uniaxial = 2 * (s - 1 / (s * s)) * (W1(xu, yu) + W2(xu, yu) / s)
    #expect(abs(uniaxialStress(m, s) - uniaxial) < tolerance(uniaxial))
    // Equibiaxial: P = 2(λ − λ⁻⁵)(W₁ + λ² W₂).
    let s4 = s * s * s * s
    let (xb, yb) = (2 * s * s + 1 / s4 - 3, s4 + 2 / (s * s) - 3)
    let biaxial = 2 * (s - 1 / (s4 * s)) * (W1(xb, yb) + s * s * W2(xb, yb))
    #expect(abs(equibiaxialStress(m, s) - biaxial) < tolerance(biaxial))
    // Pure shear: P = 2(λ − λ⁻³)(W₁ + W₂).
    let xp = s * s + 1 / (s * s) - 2
    let shear = 2 * (s - 1 / (s * s * s)) * (W1(xp, xp) + W2(xp, xp))
    #expect(abs(pureShearStress(m, s) - shear) < tolerance(shear))
    // Simple shear: σ₁₂ = 2γ(W₁ + W₂), σ₁₁ − σ₂₂ = 2γ²(W₁ + W₂), σ₂₂ − σ₃₃ = −2γ² W₂.
    let gamma = s - 1
    let F = Matrix3(1, gamma, 0, 0, 1, 0, 0, 0, 1)
    let sigma = m.isochoric(at: F).stress * F.transpose
    let (a, b) = (W1(gamma * gamma, gamma * gamma), W2(gamma * gamma, gamma * gamma))
    #expect(abs(sigma.xy - 2 * gamma * (a + b)) < tolerance(sigma.xy))
    #expect(abs(sigma.xx - sigma.yy - 2 * gamma * gamma * (a + b)) < tolerance(sigma.xx))
    #expect(abs(sigma.yy - sigma.zz + 2 * gamma * gamma * b) < tolerance(sigma.xx))
  }
}

@Test(arguments: [0.7, 1.1, 1.3, 1.5, 2])
func `Ogden meets its closed forms`(s: Double) {
  let terms: [(modulus: Double, exponent: Double)] = [(400, 1.3), (60, 5), (40, -2), (10, 9)]
  let material = Material.ogden(terms: terms, bulkModulus: 1e5)
  /// Σ 2μ/α (λ^(α−1) − λ^(−wα−1)), with w = ½, 2, 1 in uniaxial, equibiaxial stretch and pure shear.
  func closed(_ w: Double) -> Double {
    terms.reduce(0) {
      let alpha = $1.exponent
      return $0 + 2 * $1.modulus / alpha
        * (Double.power(s, alpha - 1) - Double.power(s, -w * alpha - 1))
    }
  }
  #expect(abs(uniaxialStress(material, s) - closed(0.5)) < tolerance(closed(0.5)))
  #expect(abs(equibiaxialStress(material, s) - closed(2)) < tolerance(closed(2)))
  #expect(abs(pureShearStress(material, s) - closed(1)) < tolerance(closed(1)))
}

@Test(arguments: [0.8, 1.05, 1.2, 1.4], [0, 0.1, 0.226])
func `a fibre family along the pull meets its closed form`(s: Double, kappa: Double) {
  let (mu, k1, k2) = (500.0, 900.0, 0.8)
  let material = Material.gasserOgdenHolzapfel(
    shearModulus: mu, k1: k1, k2: k2, kappa: kappa, fibres: [Vector3(1, 0, 0)], bulkModulus: 1e5)
  let E = kappa * (s * s + 2 / s - 3) + (1 - 3 * kappa) * (s * s - 1)
  let slope = E > 0 ? k1 * E * Double.exponential(k2 * E * E) : 0
  // P λ = μ(λ² − 1/λ) + 2W′ [(1 − 2κ)λ² − κ/λ].
  let fibres = 2 * slope * ((1 - 2 * kappa) * s * s - kappa / s)
  let exact = (mu * (s * s - 1 / s) + fibres) / s
  #expect(abs(uniaxialStress(material, s) - exact) < tolerance(exact))
}

@Test func `published constants give the published stresses in kPa`() {
  // Suction of forearm skin (Hendriks 2003) and a model of the face (Picard 2026); rounded to three figures.
  let hendriks = Material.mooneyRivlin(c10: 9400, c01: 0, c11: 82e3, bulkModulus: 1e7)
  let picard = Material.yeoh(c10: 3180, c20: 14500, c30: 0, bulkModulus: 1e7)
  for (stretch, first, second) in [(1.1, 7.48, 2.19), (1.3, 56.0, 13.9), (1.5, 164, 42.4)] {
    #expect(abs(uniaxialStress(hendriks, stretch) / 1000 / first - 1) < 4e-3)
    #expect(abs(uniaxialStress(picard, stretch) / 1000 / second - 1) < 4e-3)
  }
}
