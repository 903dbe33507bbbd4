import Tensors

/// What a change of volume costs in an uncoupled solid: U(J) with U(1) = U′(1) = 0 and U″(1) = K.
///
/// - Source: *FEBio User Manual*, "pressure_model"; Holzapfel (2000), §6.5.
public struct VolumetricEnergy: Sendable, Equatable {
  public enum Form: String, Sendable, CaseIterable {
    /// K/2 (ln J)².
    case logarithmic = "default"
    /// K/4 (J² − 2 ln J − 1).
    case simoTaylor = "NIKE3D"
    /// K/2 (J − 1)².
    case quadratic = "Abaqus"
    /// K/2 ((J² − 1)/2 − ln J).
    case halfSquare = "Abaqus (GOH)"
  }
  public var form: Form
  public var bulkModulus: Double

  public init(_ form: Form, bulkModulus: Double) {
    (self.form, self.bulkModulus) = (form, bulkModulus)
  }

  /// U′(J), the pressure.
  public func pressure(at J: Dual) -> Dual {
    let K = bulkModulus
    switch form {
    case .logarithmic: return K * Dual.logarithm(J) / J
    case .simoTaylor, .halfSquare: return (0.5 * K) * (J - Dual(1) / J)
    case .quadratic: return K * (J - 1)
    }
  }

  /// U′ and U″ at a volume ratio.
  public func derivatives(at J: Double) -> (first: Double, second: Double) {
    var slopes = SIMD8<Double>.zero
    slopes[0] = 1
    let p = pressure(at: Dual(J, slopes: slopes))
    return (p.value, p.slopes[0])
  }
}
