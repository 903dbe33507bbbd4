import Tensors

/// A sum of powers of the principal stretches, after Ogden.
///
/// W = Σ cᵢ/mᵢ² (λ₁^mᵢ + λ₂^mᵢ + λ₃^mᵢ − 3), S = Σ cᵢ/mᵢ C^(mᵢ/2 − 1); the shear modulus at rest of the uncoupled
/// solid is Σ cᵢ/2. Exponents are not zero.
///
/// - Source: Ogden, Proc. R. Soc. A 326 (1972) 565; constants as in the *FEBio User Manual*.
public struct OgdenSolid: StrainLaw {
  public var terms: [(modulus: Double, exponent: Double)]

  public init(terms: [(modulus: Double, exponent: Double)]) {
    precondition(terms.allSatisfy { $0.exponent != 0 })
    self.terms = terms
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    C.powers(terms.map { ($0.modulus / $0.exponent, 0.5 * $0.exponent - 1) })
  }
}

/// Ogden's solid in the stretches themselves, not their distortion.
///
/// W = Σ cᵢ/mᵢ² (λ₁^mᵢ + λ₂^mᵢ + λ₃^mᵢ − 3 − mᵢ ln J) + c_p/2 (J − 1)².
///
/// - Source: *FEBio User Manual*, "Ogden unconstrained".
public struct UnconstrainedOgden: StrainLaw {
  public var powers: OgdenSolid
  public var volumetricModulus: Double

  public init(terms: [(modulus: Double, exponent: Double)], volumetricModulus: Double) {
    (powers, self.volumetricModulus) = (OgdenSolid(terms: terms), volumetricModulus)
  }

  public func stress(at C: StrainTensor, time: Double) -> StrainTensor {
    let J = Dual.squareRoot(C.determinant)
    let atRest = powers.terms.reduce(0) { $0 + $1.modulus / $1.exponent }
    return powers.stress(at: C, time: time)
      + (volumetricModulus * (J - 1) * J - atRest) * C.inverse
  }
}
