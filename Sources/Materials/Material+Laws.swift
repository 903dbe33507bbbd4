import Tensors

/// The laws with their constants by name; all moduli in Pa.
extension Material {
  /// Shear modulus and bulk modulus in Pa.
  public static func neoHookean(shearModulus: Double, bulkModulus: Double) -> Material {
    Material(.neoHookean, constants: [shearModulus, bulkModulus])
  }

  /// Coefficients and bulk modulus in Pa.
  public static func mooneyRivlin(
    c10: Double, c01: Double, c20: Double = 0, c11: Double = 0, c02: Double = 0,
    bulkModulus: Double
  ) -> Material {
    Material(.mooneyRivlin, constants: [c10, c01, c20, c11, c02, bulkModulus])
  }

  /// Coefficients C₁₀, C₂₀, C₃₀ and bulk modulus in Pa.
  public static func yeoh(c10: Double, c20: Double, c30: Double, bulkModulus: Double) -> Material {
    Material(.yeoh, constants: [c10, c20, c30, bulkModulus])
  }

  /// C₁ in Pa, C₂, bulk modulus in Pa.
  public static func verondaWestmann(c1: Double, c2: Double, bulkModulus: Double) -> Material {
    Material(.verondaWestmann, constants: [c1, c2, bulkModulus])
  }

  /// Shear modulus at rest in Pa, rate of stiffening b, bulk modulus in Pa.
  public static func fungExponential(shearModulus: Double, b: Double, bulkModulus: Double)
    -> Material
  {
    Material(.fungExponential, constants: [shearModulus, b, bulkModulus])
  }

  /// Terms 2μ/α² (…): each with its share μ of the shear modulus, in Pa, and its exponent α.
  public static func ogden(terms: [(modulus: Double, exponent: Double)], bulkModulus: Double)
    -> Material
  {
    Material(.ogden, constants: [bulkModulus] + terms.flatMap { [$0.modulus, $0.exponent] })
  }

  /// Terms μ′/α (…), the constants of Ogden's papers and of most rubber data; μ = μ′α/2.
  public static func ogden(
    classicalTerms terms: [(modulus: Double, exponent: Double)], bulkModulus: Double
  ) -> Material {
    ogden(
      terms: terms.map { ($0.modulus * $0.exponent / 2, $0.exponent) }, bulkModulus: bulkModulus)
  }

  /// A matrix and one or two families of fibres.
  ///
  /// - Parameters:
  ///   - shearModulus: of the matrix, in Pa.
  ///   - k1: stiffness of the fibres in Pa.
  ///   - k2: rate at which they stiffen.
  ///   - kappa: dispersion, 0 (aligned) to 1/3 (isotropic).
  ///   - fibres: unit vectors of the undeformed body, one per family.
  ///   - bulkModulus: K in Pa.
  /// - Returns: the material.
  public static func gasserOgdenHolzapfel(
    shearModulus: Double, k1: Double, k2: Double, kappa: Double, fibres: [Vector3],
    bulkModulus: Double
  ) -> Material {
    Material(
      .gasserOgdenHolzapfel, constants: [shearModulus, k1, k2, kappa, bulkModulus], fibres: fibres)
  }
}
