import Tensors
import Testing

private let sample = Matrix3(1.1, 0.2, -0.3, 0.1, 0.9, 0.25, -0.15, 0.05, 1.2)

@Test func `inverse times tensor is the identity`() {
  let product = sample.inverse * sample
  for i in 0..<3 { for j in 0..<3 { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-14) } }
}

@Test func `cofactor is the derivative of the determinant`() {
  // Complex step: exact to round-off.
  let h = 1e-30
  for i in 0..<3 {
    for j in 0..<3 {
      var F = Tensor3<Complex>.zero
      for k in 0..<3 { for l in 0..<3 { F[k, l] = Complex(sample[k, l]) } }
      F[i, j] = Complex(sample[i, j], h)
      #expect(abs(F.determinant.imaginary / h - sample.cofactor[i, j]) < 1e-14)
    }
  }
}

@Test func `a rotation keeps lengths and turns about its axis`() {
  let R = Matrix3(rotationBy: 0.7, about: Vector3(1, 2, -1))
  let axis = Vector3(1, 2, -1).normalized
  #expect((R * axis - axis).length < 1e-15)
  #expect(abs((R * Vector3(0.3, -2, 5)).length - Vector3(0.3, -2, 5).length) < 1e-14)
  #expect(abs(R.determinant - 1) < 1e-15)
}

@Test func `complex functions agree with their power series at a real point`() {
  let z = Complex(0.7, 1e-30)
  #expect(abs(Complex.exponential(z).imaginary / 1e-30 - 2.013_752_707_470_476_5) < 1e-14)
  #expect(abs(Complex.logarithm(z).imaginary / 1e-30 - 1 / 0.7) < 1e-14)
  #expect(abs(Complex.power(z, 1.5).imaginary / 1e-30 - 1.5 * 0.7.squareRoot()) < 1e-14)
}
