import ConstitutiveModels
import Materials
import Models

extension ModelMaterial {
  /// The same solid among those that the engine of the face knows; nil where there is none.
  ///
  /// Energies and volumetric energies are the same functions, so that both give the same stress at a point.
  var faceMaterial: Material? {
    guard case .law(let law) = constitution, let volumetric else { return nil }
    let K = volumetric.bulkModulus
    var material: Material
    switch law {
    case let law as MooneyRivlinSolid where law.c2 == 0:
      material = .neoHookean(shearModulus: 2 * law.c1, bulkModulus: K)
    case let law as MooneyRivlinSolid:
      material = .mooneyRivlin(c10: law.c1, c01: law.c2, bulkModulus: K)
    case let law as YeohSolid where (1...3).contains(law.coefficients.count):
      let c = law.coefficients + [0, 0]
      material = .yeoh(c10: c[0], c20: c[1], c30: c[2], bulkModulus: K)
    case let law as VerondaWestmannSolid:
      material = .verondaWestmann(c1: law.c1, c2: law.c2, bulkModulus: K)
    case let law as OgdenSolid where (1...4).contains(law.terms.count):
      // c/m² there, 2μ/α² here.
      material = .ogden(
        terms: law.terms.map { (modulus: 0.5 * $0.modulus, exponent: $0.exponent) },
        bulkModulus: K)
    default: return nil
    }
    material.volumetric = volumetric.form.faceLaw
    return material
  }
}

extension VolumetricEnergy.Form {
  /// The same function by its other name.
  fileprivate var faceLaw: VolumetricLaw {
    switch self {
    case .logarithmic: .logarithmic
    case .quadratic: .quadratic
    // K/4 (J² − 2 ln J − 1) and K/2 ((J² − 1)/2 − ln J) are one.
    case .simoTaylor, .halfSquare: .simoTaylor
    }
  }
}
