import Materials
import Tensors

/// A material of every law, of about the stiffness of skin or fat; K/μ near 100.
public let sampleMaterials: [(name: String, material: Material)] =
  isotropicMaterials + fibreMaterials

/// The isotropic ones.
public let isotropicMaterials: [(name: String, material: Material)] = [
  ("neo-Hookean", .neoHookean(shearModulus: 500, bulkModulus: 5e4)),
  ("Mooney–Rivlin", .mooneyRivlin(c10: 200, c01: 50, bulkModulus: 5e4)),
  (
    "extended Mooney",
    .mooneyRivlin(c10: 200, c01: 50, c20: 30, c11: 20, c02: 10, bulkModulus: 5e4)
  ),
  ("Yeoh", .yeoh(c10: 250, c20: 100, c30: 30, bulkModulus: 5e4)),
  ("Veronda–Westmann", .verondaWestmann(c1: 400, c2: 1.2, bulkModulus: 5e4)),
  ("Fung", .fungExponential(shearModulus: 500, b: 1.1, bulkModulus: 5e4)),
  ("Ogden, 1 term", .ogden(terms: [(110, 9)], bulkModulus: 1e4)),
  ("Ogden, 2 terms", .ogden(terms: [(400, 2), (100, -2)], bulkModulus: 5e4)),
  ("Ogden, 3 terms", .ogden(terms: [(400, 1.3), (60, 5), (40, -2)], bulkModulus: 5e4)),
  (
    "Ogden, 4 terms", .ogden(terms: [(300, 1.3), (60, 5), (40, -2), (100, 0.5)], bulkModulus: 5e4)
  ),
]

/// The ones with fibres: one family, and two that cross.
public let fibreMaterials: [(name: String, material: Material)] = [
  (
    "Gasser–Ogden–Holzapfel, 1 family",
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 900, k2: 0.3, kappa: 0.14, fibres: [Vector3(0.6, 0.8, 0)],
      bulkModulus: 5e4)
  ),
  (
    "Gasser–Ogden–Holzapfel, 2 families",
    .gasserOgdenHolzapfel(
      shearModulus: 500, k1: 900, k2: 0.3, kappa: 0.05,
      fibres: [Vector3(0.6, 0.8, 0), Vector3(0.6, -0.64, 0.48)], bulkModulus: 5e4)
  ),
]

/// Deformation gradients R diag(λ) Q with principal stretches from 0.5 to 2.5 and rotations at random, so that they
/// shear and turn at once.
public func randomDeformations(count: Int, seed: UInt64) -> [Matrix3] {
  var random = SplitMix(seed: seed)
  return (0..<count).map { _ in
    let left = randomRotation(&random)
    let right = randomRotation(&random)
    let stretch = Matrix3(
      diagonal: 0.5 + 2 * random.next(), 0.5 + 2 * random.next(), 0.5 + 2 * random.next())
    return left * stretch * right
  }
}

/// A rotation about a random axis by a random angle.
public func randomRotation(_ random: inout SplitMix) -> Matrix3 {
  let axis = Vector3(random.next() - 0.5, random.next() - 0.5, random.next() - 0.5)
  return Matrix3(rotationBy: 6.28 * random.next(), about: axis)
}

/// Largest entry of a difference of two tensors.
public func largestDifference(_ a: Matrix3, _ b: Matrix3) -> Double {
  var largest = 0.0
  for i in 0..<3 {
    for j in 0..<3 {
      let d = abs(a[i, j] - b[i, j])
      if !(d <= largest) { largest = d }
    }
  }
  return largest
}

extension Material {
  /// Ψ_iso and P at one point.
  public func isochoric(at F: Matrix3) -> (energy: Double, stress: Matrix3) {
    evaluated(over: Double.self).isochoric(at: F)
  }

  /// A_iJkL at one point, 81 entries.
  public func isochoricTangent(at F: Matrix3) -> [Double] {
    var A = [Double](repeating: 0, count: 81)
    A.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      _ = evaluated(over: Double.self).isochoric(at: F, tangent: base)
    }
    return A
  }
}
