import Materials
import Tensors
import TestSupport
import Testing

@Test(arguments: sampleMaterials.map(\.material))
func `stress and tangent derive from the energy`(material: Material) {
  for F in randomDeformations(count: 100, seed: 1) {
    expectStressAndTangentDeriveFromEnergy(material, at: F)
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `stress and tangent derive from the energy after growth`(material: Material) {
  let Fg = Matrix3(1.2, 0.1, 0, -0.05, 0.9, 0.1, 0, 0.2, 1.1)
  for F in randomDeformations(count: 50, seed: 2) {
    expectStressAndTangentDeriveFromEnergy(material.grown(by: Fg), at: F)
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `the stress with a tangent is the stress without one`(material: Material) {
  for F in randomDeformations(count: 50, seed: 3) {
    let (energy, P) = material.isochoric(at: F)
    let scale: Double = material.isochoricTangent(at: F).map(abs).max() ?? 0
    var A = [Double](repeating: 0, count: 81)
    A.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let both = material.evaluated(over: Double.self).isochoric(at: F, tangent: base)
      #expect(both.energy == energy)
      #expect(largestDifference(both.stress, P) < 1e-13 * scale)
    }
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `the tangent is symmetric`(material: Material) {
  for F in randomDeformations(count: 50, seed: 4) {
    let A = material.isochoricTangent(at: F)
    let scale: Double = A.map(abs).max() ?? 0
    var worst = 0.0
    for row in 0..<9 {
      for column in 0..<row { worst = max(worst, abs(A[9 * row + column] - A[9 * column + row])) }
    }
    #expect(worst < 1e-13 * scale)
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `lanes agree with doubles`(material: Material) {
  let states = randomDeformations(count: 4, seed: 5)
  var F = Tensor3<Lanes>.zero
  for i in 0..<3 {
    for j in 0..<3 {
      F[i, j] = Lanes(states[0][i, j], states[1][i, j], states[2][i, j], states[3][i, j])
    }
  }
  for material in [material, material.grown(by: Matrix3(diagonal: 1.1, 0.9, 1.2))] {
    var tangent = [Lanes](repeating: Lanes(0), count: 81)
    let law = material.evaluated(over: Lanes.self)
    let response = tangent.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { law.isochoric(at: F, tangent: $0) } ?? law.isochoric(at: F)
    }
    for lane in 0..<4 {
      let (energy, P) = material.isochoric(at: states[lane])
      let A = material.isochoricTangent(at: states[lane])
      let scale: Double = A.map(abs).max() ?? 0
      // The compiler may fuse operations in one and not in the other: a few roundings.
      #expect(abs(response.energy[lane] - energy) <= 1e-14 * scale)
      var worst = 0.0
      for i in 0..<3 {
        for j in 0..<3 { worst = max(worst, abs(response.stress[i, j][lane] - P[i, j])) }
      }
      for k in 0..<81 { worst = max(worst, abs(tangent[k][lane] - A[k])) }
      #expect(worst <= 1e-13 * scale)
    }
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `at rest a material is free of stress and energy`(material: Material) {
  let (energy, P) = material.isochoric(at: .identity)
  #expect(abs(energy) < 1e-15 * material.shearModulus)
  #expect(largestDifference(P, .zero) < 1e-14 * material.shearModulus)
}

// With fibres the tangent at rest is that of either side of their switch, as round-off falls.
@Test(arguments: isotropicMaterials.map(\.material))
func `at rest a material is as stiff as it says`(material: Material) {
  let mu = material.shearModulus
  let A = material.isochoricTangent(at: .identity)
  #expect(abs(A[9 * 1 + 1] - mu) < 1e-13 * mu)  // A_xyxy
  #expect(abs(A[0] - 4.0 / 3 * mu) < 1e-13 * mu)  // A_xxxx
}

@Test(arguments: ["fung", "veronda", "gasser"])
func `a stretch beyond all measure costs an infinite energy`(law: String) {
  let material: Material =
    switch law {
    case "fung": .fungExponential(shearModulus: 500, b: 10, bulkModulus: 1e5)
    case "veronda": .verondaWestmann(c1: 400, c2: 5, bulkModulus: 1e5)
    default:
      .gasserOgdenHolzapfel(
        shearModulus: 500, k1: 900, k2: 1, kappa: 0.1, fibres: [Vector3(1, 0, 0)],
        bulkModulus: 1e5)
    }
  #expect(material.isochoric(at: Matrix3(diagonal: 50, 0.14, 0.14)).energy == .infinity)
}

@Test(arguments: VolumetricLaw.allCases)
func `a change of volume costs what its law says`(law: VolumetricLaw) {
  let (K, h) = (2e5, 1e-30)
  for theta in [0.3, 0.7, 0.98, 1.0, 1.3, 2.5] {
    let U = law.derivatives(at: theta, bulkModulus: K)
    let Uh = law.derivatives(at: Complex(theta, h), bulkModulus: Complex(K))
    #expect(abs(U.first - Uh.energy.imaginary / h) < 1e-13 * K)
    #expect(abs(U.second - Uh.first.imaginary / h) < 1e-13 * K / (theta * theta))
  }
  let rest = law.derivatives(at: 1, bulkModulus: K)
  #expect(rest.energy == 0 && rest.first == 0 && rest.second == K)
}
