import Materials
import Tensors
import TestSupport
import Testing

private let states = [
  Matrix3.identity,
  Matrix3(1.1, 0.2, -0.3, 0.1, 0.9, 0.25, -0.15, 0.05, 1.2),
  Matrix3(1.8, 0.4, 0, -0.3, 0.5, 0.2, 0.1, 0, 1.3),
]

@Test func `neo-Hookean stress and tangent derive from its energy`() {
  for F in states {
    expectStressAndTangentDeriveFromEnergy(
      NeoHookean<Double>(shearModulus: 500, bulkModulus: 2e5),
      NeoHookean<Complex>(shearModulus: Complex(500), bulkModulus: Complex(2e5)), at: F)
  }
}

@Test func `Yeoh stress and tangent derive from its energy`() {
  for F in states {
    expectStressAndTangentDeriveFromEnergy(
      Yeoh<Double>(c10: 3180, c20: 14500, c30: 700, bulkModulus: 2e6),
      Yeoh<Complex>(
        c10: Complex(3180), c20: Complex(14500), c30: Complex(700), bulkModulus: Complex(2e6)),
      at: F)
  }
}

@Test func `Yeoh without its higher terms is neo-Hookean`() {
  let yeoh = Yeoh<Double>(c10: 250, c20: 0, c30: 0, bulkModulus: 1e5)
  let neo = NeoHookean<Double>(shearModulus: 500, bulkModulus: 1e5)
  let difference = yeoh.isochoricStress(at: states[1]) - neo.isochoricStress(at: states[1])
  #expect(difference.contracted(with: difference) == 0)
}

@Test func `lanes agree with doubles`() {
  let lanes = Yeoh<Lanes>(
    c10: Lanes(3180), c20: Lanes(14500), c30: Lanes(0), bulkModulus: Lanes(2e6))
  let double = Yeoh<Double>(c10: 3180, c20: 14500, c30: 0, bulkModulus: 2e6)
  var F = Tensor3<Lanes>.zero
  for i in 0..<3 { for j in 0..<3 { F[i, j] = Lanes(states[1][i, j]) } }
  let (P, Q) = (lanes.isochoricStress(at: F), double.isochoricStress(at: states[1]))
  for i in 0..<3 { for j in 0..<3 { #expect(P[i, j][2] == Q[i, j]) } }
}
