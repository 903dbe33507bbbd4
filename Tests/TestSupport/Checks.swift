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
/// Both derivatives are taken by complex step, so the only error is round-off: about 100 operations of 1e-16
/// each, and ten times that where principal axes are found first.
public func expectStressAndTangentDeriveFromEnergy(
  _ material: Material, at F: Matrix3, tolerance: Double = 1e-12
) {
  let h = 1e-30
  let law = material.evaluated(over: Complex.self)
  let A = material.isochoricTangent(at: F)
  let P = material.isochoric(at: F).stress
  let scale = A.reduce(1e-300) { max($0, abs($1)) }
  var (energyError, stressError) = (0.0, 0.0)
  for k in 0..<3 {
    for L in 0..<3 {
      var Fh = Tensor3<Complex>.zero
      for i in 0..<3 { for j in 0..<3 { Fh[i, j] = Complex(F[i, j]) } }
      Fh[k, L] = Complex(F[k, L], h)
      let (energy, stress) = law.isochoric(at: Fh)
      energyError = energyError.orWorse(energy.imaginary / h - P[k, L])
      for i in 0..<3 {
        for J in 0..<3 {
          let slope = stress[i, J].imaginary / h
          stressError = stressError.orWorse(slope - A[9 * (3 * i + J) + 3 * k + L])
        }
      }
    }
  }
  #expect(energyError < tolerance * scale, "stress of \(material) at \(F)")
  #expect(stressError < tolerance * scale, "tangent of \(material) at \(F)")
}

extension Double {
  /// The larger of this and |error|; a number that is none counts as infinite.
  fileprivate func orWorse(_ error: Double) -> Double {
    error.isNaN ? .infinity : Swift.max(self, abs(error))
  }
}
