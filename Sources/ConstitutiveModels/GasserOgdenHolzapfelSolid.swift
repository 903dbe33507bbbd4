import Tensors

/// A neo-Hookean ground with two families of dispersed fibres, symmetric about the first material axis.
///
/// W = c/2 (I₁ − 3) + Σ k₁/(2k₂) (e^(k₂ E²) − 1) where E > 0, E = κ (I₁ − 3) + (1 − 3κ)(n·C n − 1), n at ±γ from
/// axis 1 in the plane of axes 1 and 2.
///
/// - Source: Gasser, Ogden & Holzapfel, J. R. Soc. Interface 3 (2006) 15.
public struct GasserOgdenHolzapfelSolid: StrainLaw {
  public var c: Double
  public var k1: Double
  public var k2: Double
  public var kappa: Double
  /// Unit vectors.
  public var families: [Vector3]

  /// - Parameters:
  ///   - c: shear modulus of the ground.
  ///   - k1: stiffness of the fibres.
  ///   - k2: their stiffening, above 0.
  ///   - kappa: their dispersion, 0 (aligned) to ⅓ (isotropic).
  ///   - gamma: angle of a family to axis 1, in radians.
  public init(c: Double, k1: Double, k2: Double, kappa: Double, gamma: Double) {
    (self.c, self.k1, self.k2, self.kappa) = (c, k1, k2, kappa)
    families = [1.0, -1.0].map { Vector3(Double.cosine(gamma), $0 * Double.sine(gamma), 0) }
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    var S = StrainTensor.zero
    S.add(diagonal: Dual(c))
    let I1 = C.trace
    for n in families {
      let E = kappa * (I1 - 3) + (1 - 3 * kappa) * (C.along(n) - 1)
      guard E.value > 0 else { continue }
      let slope = (2 * k1) * E * Dual.exponential(k2 * E * E)
      S.add(diagonal: kappa * slope)
      S.add((1 - 3 * kappa) * slope, along: n)
    }
    return S
  }

  public func oriented(by Q: Matrix3) -> Self {
    var turned = self
    turned.families = families.map { Q * $0 }
    return turned
  }
}
