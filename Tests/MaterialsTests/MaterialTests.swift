import Materials
import Tensors
import TestSupport
import Testing

@Test(arguments: sampleMaterials.map(\.material))
func `every sample is admissible`(material: Material) throws {
  try material.check()
  try material.grown(by: Matrix3(diagonal: 2, 1, 1)).check()
}

@Test func `every law is among the samples`() {
  #expect(Set(sampleMaterials.map(\.material.law)) == Set(ConstitutiveLaw.allCases))
}

@Test(arguments: sampleMaterials.map(\.material))
func `scaling multiplies energy and stress, and keeps rates and exponents`(material: Material) {
  let scaled = material.scaled(by: 3)
  #expect(abs(scaled.shearModulus - 3 * material.shearModulus) < 1e-12 * material.shearModulus)
  for F in randomDeformations(count: 5, seed: 51) {
    let (a, b) = (material.isochoric(at: F), scaled.isochoric(at: F))
    let size = max(material.shearModulus, abs(b.energy), largestDifference(b.stress, .zero))
    #expect(abs(b.energy - 3 * a.energy) < 1e-13 * size)
    #expect(largestDifference(b.stress, a.stress * 3) < 1e-13 * size)
  }
}

@Test func `the constants of every law are named once`() {
  for law in ConstitutiveLaw.allCases {
    let declaration = law.declaration
    let names = (declaration.constants + declaration.perTerm).map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.contains("bulk_modulus"))
  }
}

@Test(arguments: [
  (
    Material.neoHookean(shearModulus: -3, bulkModulus: 1e5),
    "neo-hookean.shear_modulus: -3.0 Pa is not admissible; give a number above 0 (shear modulus at rest)"
  ),
  (
    .fungExponential(shearModulus: 500, b: .nan, bulkModulus: 1e5),
    "fung-exponential.b: nan is not admissible; give a number above 0 (rate of stiffening)"
  ),
  (
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 1, k2: 1, kappa: 0.4, fibres: [Vector3(1, 0, 0)], bulkModulus: 1e5),
    "gasser-ogden-holzapfel.kappa: 0.4 is not admissible; give 0.0 to 0.3333333333333333 "
      + "(dispersion: 0 aligned, 1/3 isotropic)"
  ),
  (
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 1, k2: 1, kappa: 0.1, fibres: [], bulkModulus: 1e5),
    "gasser-ogden-holzapfel: 0 fibre families given, it takes 1 to 2"
  ),
  (
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 1, k2: 1, kappa: 0.1, fibres: [Vector3(3, 0, 4)], bulkModulus: 1e5),
    "gasser-ogden-holzapfel: the direction of fibre family 1 has length 5.0; give a unit vector"
  ),
  (
    .mooneyRivlin(c10: 100, c01: -150, bulkModulus: 1e5),
    "mooney-rivlin: its constants make a shear modulus at rest of -100.0 Pa; give constants that make it positive"
  ),
  (
    Material(.ogden, constants: [1e5, 500]),
    "ogden: 2 constants given, it takes 3 or 5 or 7 or 9"
  ),
  (
    Material.neoHookean(shearModulus: 3, bulkModulus: 1e5).grown(by: Matrix3(diagonal: -1, 1, 1)),
    "growth: a volume ratio of -1.0 is not admissible; give a growth with a positive one"
  ),
])
func `an inadmissible material says what is wrong and what is allowed`(
  material: Material, text: String
) {
  do {
    try material.check()
    Issue.record("accepted: \(material)")
  } catch { #expect("\(error)" == text) }
}
