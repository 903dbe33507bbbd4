import Tensors

/// What a change of volume costs: U(θ), with U(1) = U′(1) = 0 and U″(1) = K.
///
/// Near incompressibility (K/μ above about 100) the three give the same displacements; they differ in how
/// they meet large changes of volume.
///
/// - Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), §6.5; Simo & Taylor, Comput. Methods Appl.
///   Mech. Eng. 85 (1991) 273 for the third.
public enum VolumetricLaw: String, CaseIterable, Sendable, Codable {
  /// U = K/2 (ln θ)². The default; infinite as θ → 0, but U″ < 0 beyond θ = e.
  case logarithmic
  /// U = K/2 (θ − 1)². Convex, but a vanishing volume costs only K/2: for small changes of volume.
  case quadratic
  /// U = K/4 (θ² − 1 − 2 ln θ). Convex and infinite at both ends.
  case simoTaylor = "simo-taylor"

  /// U in J/m³, U′ and U″ in Pa.
  ///
  /// - Parameters:
  ///   - theta: the volume ratio θ > 0.
  ///   - K: bulk modulus at rest in Pa.
  /// - Returns: U, U′ and U″.
  @inlinable @inline(__always)
  public func derivatives<S: Arithmetic>(at theta: S, bulkModulus K: S)
    -> (energy: S, first: S, second: S)
  {
    switch self {
    case .logarithmic:
      let l = S.logarithm(theta)
      return (0.5 * K * l * l, K * l / theta, K * (1 - l) / (theta * theta))
    case .quadratic:
      let d = theta - 1
      return (0.5 * K * d * d, K * d, K)
    case .simoTaylor:
      let inverse = S(1) / theta
      let l = S.logarithm(theta)
      return (
        0.25 * K * (theta * theta - 1 - 2 * l), 0.5 * K * (theta - inverse),
        0.5 * K * (S(1) + inverse * inverse)
      )
    }
  }
}
