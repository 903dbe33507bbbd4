import Materials
import Tensors
import TestSupport
import Testing

/// Round-off of a stress: a hundred operations on the scale of the tangent.
private func tolerance(_ material: Material, at F: Matrix3) -> Double {
  1e-13 * (material.isochoricTangent(at: F).map(abs).max() ?? 0)
}

@Test(arguments: sampleMaterials.map(\.material))
func `a rotation after the deformation turns the stress along`(material: Material) {
  var random = SplitMix(seed: 11)
  for F in randomDeformations(count: 50, seed: 12) {
    let Q = randomRotation(&random)
    let turned = material.isochoric(at: Q * F)
    let still = material.isochoric(at: F)
    #expect(largestDifference(turned.stress, Q * still.stress) < tolerance(material, at: F))
    #expect(abs(turned.energy - still.energy) < tolerance(material, at: F))
  }
}

@Test(arguments: isotropicMaterials.map(\.material))
func `an isotropic law does not know how the undeformed body is turned`(material: Material) {
  var random = SplitMix(seed: 13)
  for F in randomDeformations(count: 50, seed: 14) {
    let Q = randomRotation(&random)
    let turned = material.isochoric(at: F * Q).stress
    #expect(
      largestDifference(turned, material.isochoric(at: F).stress * Q) < tolerance(material, at: F))
  }
}

@Test func `one fibre family leaves a rotation about it and a reflection along it free`() {
  guard let material = fibreMaterials.first?.material else { return }
  let a = material.fibres[0]
  let mirror = Matrix3.identity - Matrix3(outer: a, a) * 2
  for F in randomDeformations(count: 50, seed: 15) {
    for Q in [Matrix3(rotationBy: 0.9, about: a), mirror * -1] {
      let turned = material.isochoric(at: F * Q).stress
      #expect(
        largestDifference(turned, material.isochoric(at: F).stress * Q)
          < tolerance(material, at: F))
    }
  }
}

@Test func `fibres turned with the body give the same stress`() {
  var random = SplitMix(seed: 16)
  for (_, material) in fibreMaterials {
    for F in randomDeformations(count: 50, seed: 17) {
      let Q = randomRotation(&random)
      var turned = material
      turned.fibres = material.fibres.map { Q.transpose * $0 }
      let P = turned.isochoric(at: F * Q).stress
      #expect(
        largestDifference(P, material.isochoric(at: F).stress * Q) < tolerance(material, at: F))
    }
  }
}

@Test func `fibres are slack in compression`() {
  let fibre = Material.gasserOgdenHolzapfel(
    shearModulus: 500, k1: 9e4, k2: 1, kappa: 0.05, fibres: [Vector3(1, 0, 0)], bulkModulus: 1e5)
  let matrix = Material.neoHookean(shearModulus: 500, bulkModulus: 1e5)
  let short = Matrix3(diagonal: 0.8, 1.118, 1.118)
  #expect(fibre.isochoric(at: short).energy == matrix.isochoric(at: short).energy)
  let same = largestDifference(
    fibre.isochoric(at: short).stress, matrix.isochoric(at: short).stress)
  #expect(same < 1e-12)
  let long = Matrix3(diagonal: 1.25, 0.894, 0.894)
  #expect(fibre.isochoric(at: long).energy > 10 * matrix.isochoric(at: long).energy)
}

@Test func `stress stays continuous where dispersed fibres slacken`() {
  // E = κ(Ī₁ − 3) + (1 − 3κ)(Ī₄ − 1) passes zero; E(t) has a slope of order one, so the stress differs by about
  // k₁ × 2e-9 across the switch.
  let fibre = Material.gasserOgdenHolzapfel(
    shearModulus: 500, k1: 900, k2: 1, kappa: 0.2, fibres: [Vector3(1, 0, 0)], bulkModulus: 1e5)
  func F(_ t: Double) -> Matrix3 { Matrix3(diagonal: t, 1.3, 1 / (1.3 * t)) }
  func strain(_ t: Double) -> Double {
    0.2 * (t * t + 1.69 + 1 / (1.69 * t * t) - 3) + 0.4 * (t * t - 1)
  }
  var (low, high) = (0.8, 1.0)
  for _ in 0..<80 {
    let middle = (low + high) / 2
    if strain(middle) > 0 { high = middle } else { low = middle }
  }
  #expect(low < 0.99)  // the switch on E is not the switch on Ī₄
  let jump = largestDifference(
    fibre.isochoric(at: F(low - 1e-9)).stress, fibre.isochoric(at: F(high + 1e-9)).stress)
  #expect(jump < 1e-5)
}
