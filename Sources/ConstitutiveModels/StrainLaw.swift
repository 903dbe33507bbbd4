import Tensors

/// A law that gives the second Piola–Kirchhoff stress from the right Cauchy–Green tensor alone.
///
/// S = 2 ∂Ψ/∂C in the unit of the moduli. Depending on C only, a law is objective by construction; its tangent comes
/// with the numbers it is written in (`Dual`). The same law serves a coupled solid, evaluated at C, and an uncoupled
/// one, evaluated at C̃ = J^(−2/3) C by `Constitution`.
public protocol StrainLaw: Sendable {
  /// S at a positive definite C.
  ///
  /// - Parameters:
  ///   - C: the right Cauchy–Green tensor.
  ///   - time: for stresses that follow a curve in time; most laws ignore it.
  /// - Returns: S, with its derivatives by C.
  func stress(at C: StrainTensor, time: Double) -> StrainTensor

  /// The law with its directions turned from material axes to those of the model.
  ///
  /// - Parameter axes: the material axes as columns.
  /// - Returns: an isotropic law itself.
  func oriented(by axes: Matrix3) -> Self

  /// Whether an uncoupled solid takes only the distortion that the law sees, and only its deviator.
  var isOfDistortion: Bool { get }
}

extension StrainLaw {
  public func oriented(by axes: Matrix3) -> Self { self }
  public var isOfDistortion: Bool { true }
}

extension StrainTensor {
  /// 2 [(W₁ + I₁ W₂) 1 − W₂ C], the stress of an energy of the first two invariants of C.
  ///
  /// - Parameters:
  ///   - C: the right Cauchy–Green tensor.
  ///   - W1: ∂W/∂I₁.
  ///   - W2: ∂W/∂I₂.
  /// - Returns: S.
  static func ofInvariants(_ C: StrainTensor, _ W1: Dual, _ W2: Dual) -> StrainTensor {
    var S = -2 * (W2 * C)
    S.add(diagonal: 2 * (W1 + C.trace * W2))
    return S
  }

  /// I₂ = ½ (I₁² − C:C).
  var secondInvariant: Dual { 0.5 * (trace * trace - contracted(with: self)) }
}
