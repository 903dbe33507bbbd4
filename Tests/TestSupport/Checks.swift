import Materials
import ReferenceElements
import Tensors
import Testing

/// Every shape function is one at its own node and zero at the others, and they sum to one.
public func expectNodality(_ shape: CellShape) {
  let cell = shape.reference
  for (b, node) in cell.nodes.enumerated() {
    for (a, N) in cell.shapes(at: node).enumerated() {
      #expect(abs(N - (a == b ? 1 : 0)) < 1e-14, "\(shape): N\(a) at node \(b)")
    }
  }
  let point = Vector3(0.21, 0.34, shape.dimension == 3 ? 0.15 : 0)
  #expect(abs(cell.shapes(at: point).reduce(0, +) - 1) < 1e-14)
}

/// The gradients are the derivatives of the shapes (central differences, error O(h²)).
public func expectGradientsDeriveFromShapes(_ shape: CellShape) {
  let cell = shape.reference
  let h = 1e-5
  let point = Vector3(0.21, 0.34, shape.dimension == 3 ? 0.15 : 0)
  for axis in 0..<shape.dimension {
    var step = Vector3.zero
    step[axis] = h
    let (up, down) = (cell.shapes(at: point + step), cell.shapes(at: point - step))
    for (a, dN) in cell.gradients(at: point).enumerated() {
      #expect(abs(dN[axis] - (up[a] - down[a]) / (2 * h)) < 1e-9, "\(shape): ∂N\(a)/∂ξ\(axis)")
    }
  }
}

/// Stress is the derivative of the energy, and tangent that of the stress, to round-off.
///
/// Both derivatives are taken by complex step, so the only error is round-off.
public func expectStressAndTangentDeriveFromEnergy<Real, Imaginary>(
  _ law: Real, _ complexLaw: Imaginary, at F: Matrix3, tolerance: Double = 1e-8
)
where Real: HyperelasticLaw, Imaginary: HyperelasticLaw, Real.S == Double, Imaginary.S == Complex {
  let h = 1e-30
  var A = [Double](repeating: 0, count: 81)
  let P = A.withUnsafeMutableBufferPointer { buffer -> Matrix3 in
    guard let base = buffer.baseAddress else { return .zero }
    return law.isochoricStress(at: F, addingTangentTo: base)
  }
  let again = law.isochoricStress(at: F)
  let scale = A.reduce(1e-300) { max($0, abs($1)) }
  for k in 0..<3 {
    for L in 0..<3 {
      var Fh = Tensor3<Complex>.zero
      for i in 0..<3 { for j in 0..<3 { Fh[i, j] = Complex(F[i, j]) } }
      Fh[k, L] = Complex(F[k, L], h)
      let energySlope = complexLaw.isochoricEnergy(at: Fh).imaginary / h
      #expect(abs(P[k, L] - energySlope) < tolerance * scale, "P\(k)\(L) at \(F)")
      #expect(abs(P[k, L] - again[k, L]) < 1e-13 * scale)
      let stress = complexLaw.isochoricStress(at: Fh)
      for i in 0..<3 {
        for J in 0..<3 {
          let slope = stress[i, J].imaginary / h
          #expect(
            abs(A[9 * (3 * i + J) + 3 * k + L] - slope) < tolerance * scale, "A\(i)\(J)\(k)\(L)")
        }
      }
    }
  }
  for theta in [0.7, 0.98, 1.0, 1.3] {
    let U = law.volumetric(at: theta)
    let Uh = complexLaw.volumetric(at: Complex(theta, h))
    #expect(abs(U.first - Uh.energy.imaginary / h) < tolerance * law.bulkModulus)
    #expect(abs(U.second - Uh.first.imaginary / h) < tolerance * law.bulkModulus)
  }
}
