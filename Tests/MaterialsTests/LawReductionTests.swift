import Materials
import Tensors
import TestSupport
import Testing

/// Energy, stress and tangent of two materials agree within `tolerance` of their tangent.
private func expectSame(_ a: Material, _ b: Material, tolerance: Double = 1e-13) {
  for F in randomDeformations(count: 50, seed: 31) {
    let (A, B) = (a.isochoricTangent(at: F), b.isochoricTangent(at: F))
    let scale = B.map(abs).max() ?? .nan
    let worst = zip(A, B).map { abs($0 - $1) }.max() ?? .nan
    let (p, q) = (a.isochoric(at: F), b.isochoric(at: F))
    #expect(abs(p.energy - q.energy) < tolerance * scale)
    #expect(largestDifference(p.stress, q.stress) < tolerance * scale)
    #expect(worst < tolerance * scale)
  }
}

private let neoHookean = Material.neoHookean(shearModulus: 500, bulkModulus: 1e5)
private let fibre = Vector3(0.6, 0.8, 0)

@Test func `Yeoh without its higher terms is neo-Hookean`() {
  expectSame(.yeoh(c10: 250, c20: 0, c30: 0, bulkModulus: 1e5), neoHookean)
}

@Test func `Mooney–Rivlin without its second invariant is neo-Hookean, with C₂₀ it is Yeoh`() {
  expectSame(.mooneyRivlin(c10: 250, c01: 0, bulkModulus: 1e5), neoHookean)
  expectSame(
    .mooneyRivlin(c10: 250, c01: 0, c20: 90, bulkModulus: 1e5),
    .yeoh(c10: 250, c20: 90, c30: 0, bulkModulus: 1e5))
}

@Test func `Ogden with α = 2 is neo-Hookean, in both conventions`() {
  expectSame(.ogden(terms: [(500, 2)], bulkModulus: 1e5), neoHookean, tolerance: 1e-12)
  expectSame(.ogden(classicalTerms: [(500, 2)], bulkModulus: 1e5), neoHookean, tolerance: 1e-12)
  // The convention matters for every other exponent: μ = μ′α/2.
  let classical = Material.ogden(classicalTerms: [(100, 9)], bulkModulus: 1e5)
  #expect(classical == .ogden(terms: [(450, 9)], bulkModulus: 1e5))
}

@Test func `the exponential without stiffening is neo-Hookean`() {
  // W = μ/(2b)(e^(bx) − 1) = μ/2 (x + b x²/2 + …): with b = 1e-9 and x ≤ 10 the rest is below 1e-8 μ; the
  // difference e^(bx) − 1 loses 1e-16/1e-9 = 1e-7 of the energy, which the tangent's scale of 1e3 does not hide.
  expectSame(
    .fungExponential(shearModulus: 500, b: 1e-9, bulkModulus: 1e5), neoHookean, tolerance: 1e-6)
}

@Test func `Veronda–Westmann with a small rate is Mooney–Rivlin with C₀₁ = −C₁₀/2`() {
  // C₁(e^(C₂x) − 1) = C₁C₂ x (1 + C₂x/2 + …): with C₂ = 1e-8 and x ≤ 10 the rest is below 1e-7.
  expectSame(
    .verondaWestmann(c1: 500e8, c2: 1e-8, bulkModulus: 1e5),
    .mooneyRivlin(c10: 500, c01: -250, bulkModulus: 1e5), tolerance: 1e-6)
}

@Test func `fibres without stiffness leave the matrix`() {
  expectSame(
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 0, k2: 1, kappa: 0.1, fibres: [fibre], bulkModulus: 1e5), neoHookean)
}

@Test func `fully dispersed fibres are isotropic`() {
  // κ = ⅓: E = (Ī₁ − 3)/3, so W = μ/2 x + k₁/(2k₂)(e^(k₂x²/9) − 1), whose slope by x is known.
  let (mu, k1, k2) = (500.0, 900.0, 0.8)
  func material(_ a: Vector3) -> Material {
    .gasserOgdenHolzapfel(
      shearModulus: mu, k1: k1, k2: k2, kappa: 1.0 / 3, fibres: [a], bulkModulus: 1e5)
  }
  expectSame(material(fibre), material(Vector3(0, 0, 1)), tolerance: 1e-12)
  for s in [0.7, 1.2, 1.5] {
    let x = s * s + 2 / s - 3
    let slope = mu / 2 + k1 * x / 9 * .exponential(k2 * x * x / 9)
    let exact = 2 * (s - 1 / (s * s)) * slope
    #expect(abs(uniaxialStress(material(fibre), s) - exact) < 1e-12 * max(500, abs(exact)))
  }
}

@Test func `two families along one direction are one of twice the stiffness`() {
  expectSame(
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 900, k2: 0.3, kappa: 0.1, fibres: [fibre, fibre * -1],
      bulkModulus: 1e5),
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 1800, k2: 0.3, kappa: 0.1, fibres: [fibre], bulkModulus: 1e5))
}
