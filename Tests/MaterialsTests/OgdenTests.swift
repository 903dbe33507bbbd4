import Materials
import Tensors
import TestSupport
import Testing

/// C^s by the binomial series about its mean eigenvalue.
///
/// Needs no principal axes, so nothing happens at equal stretches. Converges while the eigenvalues lie within a factor of about 2 of each other.
private func power(_ C: Tensor3<Complex>, _ s: Double) -> Tensor3<Complex> {
  let mean = C.trace * Complex(1.0 / 3)
  let E = C * (Complex(1) / mean) - .identity
  var (sum, term, binomial) = (Tensor3<Complex>.identity, Tensor3<Complex>.identity, 1.0)
  for k in 1...80 {
    term = term * E
    binomial *= (s - Double(k) + 1) / Double(k)
    sum = sum + term * Complex(binomial)
  }
  return sum * Complex.power(mean, s)
}

/// P = Σ 2μ/α J^(−α/3) [F C^(α/2 − 1) − ⅓ tr C^(α/2) F⁻ᵀ], Ogden's stress without principal stretches.
private func seriesStress(_ terms: [(modulus: Double, exponent: Double)], at F: Tensor3<Complex>)
  -> Tensor3<Complex>
{
  let J = F.determinant
  let G = F.cofactor * (Complex(1) / J)
  let C = F.transpose * F
  var P = Tensor3<Complex>.zero
  for (mu, alpha) in terms {
    let trace = power(C, alpha / 2).trace * Complex(1.0 / 3)
    let bracket = F * power(C, alpha / 2 - 1) - G * trace
    P = P + bracket * (Complex(2 * mu / alpha) * Complex.power(J, -alpha / 3))
  }
  return P
}

private let terms: [(modulus: Double, exponent: Double)] = [(400, 1.3), (60, 5), (40, -2), (20, 9)]

/// Largest relative errors of stress and tangent against the series.
private func errors(at F: Matrix3) -> (stress: Double, tangent: Double) {
  let material = Material.ogden(terms: terms, bulkModulus: 1e5)
  let A = material.isochoricTangent(at: F)
  let P = material.isochoric(at: F).stress
  let scale = A.map(abs).max() ?? .nan
  let h = 1e-30
  var (stress, tangent) = (0.0, 0.0)
  for k in 0..<3 {
    for L in 0..<3 {
      var Fh = Tensor3<Complex>.zero
      for i in 0..<3 { for j in 0..<3 { Fh[i, j] = Complex(F[i, j]) } }
      Fh[k, L] = Complex(F[k, L], h)
      let exact = seriesStress(terms, at: Fh)
      for i in 0..<3 {
        for J in 0..<3 {
          stress = max(stress, abs(exact[i, J].real - P[i, J]))
          let slope = exact[i, J].imaginary / h
          tangent = max(tangent, abs(slope - A[9 * (3 * i + J) + 3 * k + L]))
        }
      }
    }
  }
  return (stress / scale, tangent / scale)
}

@Test(arguments: [0, 1e-15, 1e-12, 1e-9, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2])
func `Ogden's tangent is exact where stretches coincide or nearly do`(gap: Double) {
  var random = SplitMix(seed: 21)
  let stretches = [
    Matrix3(diagonal: 1, 1, 1 + gap), Matrix3(diagonal: 1 - gap, 1, 1 + gap),
    Matrix3(diagonal: 1.1, 1.1 + gap, 0.9), Matrix3(diagonal: 1.15, 0.95, 0.95 + gap),
    Matrix3(diagonal: 1.3, 1.3 + gap, 1.3 + 2 * gap),
  ]
  for stretch in stretches {
    for _ in 0..<4 {
      let F = randomRotation(&random) * stretch * randomRotation(&random)
      let error = errors(at: F)
      #expect(error.stress < 1e-13)
      // Round-off of principal axes and of the 80 terms of the series.
      #expect(error.tangent < 1e-12, "gap \(gap): \(error.tangent)")
    }
    #expect(errors(at: stretch).tangent < 1e-12, "aligned, gap \(gap)")
  }
}

@Test(arguments: [0, 1e-12, 1e-9, 1e-6, 1e-3, 0.3, 1.2])
func `Ogden with α = 2 and −2 is Mooney–Rivlin at every gap of the stretches`(gap: Double) {
  let ogden = Material.ogden(terms: [(400, 2), (100, -2)], bulkModulus: 1e5)
  let mooney = Material.mooneyRivlin(c10: 200, c01: 50, bulkModulus: 1e5)
  var random = SplitMix(seed: 22)
  for _ in 0..<10 {
    let stretch = Matrix3(diagonal: 0.8, 0.8 + gap, 0.8 + 2 * gap)
    let F = randomRotation(&random) * stretch * randomRotation(&random)
    let (A, B) = (ogden.isochoricTangent(at: F), mooney.isochoricTangent(at: F))
    let scale = B.map(abs).max() ?? .nan
    let worst = zip(A, B).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst < 1e-12 * scale)
    let (o, m) = (ogden.isochoric(at: F), mooney.isochoric(at: F))
    #expect(largestDifference(o.stress, m.stress) < 1e-13 * scale)
    #expect(abs(o.energy - m.energy) < 1e-13 * scale)
  }
}

@Test func `B22: the classical constants of Treloar's rubber give the printed stresses`() throws {
  let rubber = Material.ogden(
    classicalTerms: [(0.63e6, 1.3), (0.0012e6, 5), (-0.01e6, -2)], bulkModulus: 1e9)
  try rubber.check()
  #expect(abs(rubber.shearModulus - 0.4225e6) < 1e-6 * 0.4225e6)
  for (stretch, target) in [(1.5, 0.4016), (3, 0.8799), (5, 1.7367), (7, 3.9952)] {
    // The targets are rounded to four decimals.
    #expect(abs(uniaxialStress(rubber, stretch) / 1e6 - target) < 5.1e-5)
  }
}

/// Nominal stresses of the fit against Treloar's data: rms errors of 0.04 MPa equibiaxial and 0.03 MPa pure shear
/// are those stated with the data.
@Test func `B22: Ogden's fit meets Treloar's data`() {
  let rubber = Material.ogden(
    classicalTerms: [(0.63e6, 1.3), (0.0012e6, 5), (-0.01e6, -2)], bulkModulus: 1e9)
  let biaxial = [
    (1.04, 0.09), (1.08, 0.16), (1.12, 0.24), (1.14, 0.26), (1.20, 0.33), (1.31, 0.44),
    (1.42, 0.51), (1.69, 0.65), (1.94, 0.77), (2.49, 0.96), (3.03, 1.24), (3.43, 1.45),
    (3.75, 1.72), (4.07, 1.96), (4.26, 2.22), (4.45, 2.43),
  ]
  let shear = [
    (1.06, 0.07), (1.14, 0.16), (1.21, 0.24), (1.32, 0.33), (1.46, 0.42), (1.87, 0.59),
    (2.40, 0.76), (2.98, 0.93), (3.48, 1.11), (3.96, 1.28), (4.36, 1.46), (4.69, 1.62),
    (4.96, 1.79),
  ]
  func rms(_ data: [(Double, Double)], _ stress: (Double) -> Double) -> Double {
    let squares = data.map { (stretch, value) in
      (stress(stretch) / 1e6 - value) * (stress(stretch) / 1e6 - value)
    }
    return (squares.reduce(0, +) / Double(data.count)).squareRoot()
  }
  let inBiaxial = rms(biaxial) { equibiaxialStress(rubber, $0) }
  let inShear = rms(shear) { pureShearStress(rubber, $0) }
  #expect(abs(inBiaxial - 0.04) < 0.005)
  #expect(abs(inShear - 0.03) < 0.005)
}
