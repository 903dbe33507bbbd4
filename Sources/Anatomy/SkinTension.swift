import Materials
import Tensors

/// The tension that living skin is under: Cauchy stress along and across the tension lines, in Pa.
public struct SkinTension: Sendable, Equatable {
  public var along: Double
  public var across: Double

  public init(along: Double, across: Double) { (self.along, self.across) = (along, across) }

  /// The tension times a factor.
  public func scaled(by factor: Double) -> SkinTension {
    SkinTension(along: factor * along, across: factor * across)
  }

  /// The stretches at which a material bears this tension with a free surface, without change of volume.
  ///
  /// σᵢ = λᵢ ∂Ψ/∂λᵢ − q with λ₃ = 1/(λ₁λ₂) and q from σ₃ = 0; Newton's method on (ln λ₁, ln λ₂).
  ///
  /// - Parameter material: not grown; isotropic, or with fibres in the frame (line, across, normal) that are
  ///   symmetric about the line, so that nothing shears.
  /// - Returns: λ along and across the lines; nil where the material cannot bear the tension below a
  ///   stretch of three.
  public func stretches(of material: Material) -> (along: Double, across: Double)? {
    let law = material.evaluated(over: Double.self)
    func stress(_ s: SIMD2<Double>) -> SIMD2<Double> {
      let stretch = Vector3(
        Double.exponential(s.x), Double.exponential(s.y),
        Double.exponential(-s.x - s.y))
      let P = law.isochoricStress(at: Matrix3(diagonal: stretch.x, stretch.y, stretch.z))
      let normal = stretch.z * P.zz
      return SIMD2(stretch.x * P.xx - normal, stretch.y * P.yy - normal)
    }
    let target = SIMD2(along, across)
    let tolerance = 1e-10 * (abs(along) + abs(across) + 1)
    var s = SIMD2(0.0, 0.0)
    for _ in 0..<60 {
      let rest = target - stress(s)
      if max(abs(rest.x), abs(rest.y)) < tolerance {
        return (Double.exponential(s.x), Double.exponential(s.y))
      }
      let h = 1e-6
      let (dx, dy) = (
        (stress(s + SIMD2(h, 0)) - stress(s - SIMD2(h, 0))) / (2 * h),
        (stress(s + SIMD2(0, h)) - stress(s - SIMD2(0, h))) / (2 * h)
      )
      let determinant = dx.x * dy.y - dy.x * dx.y
      guard determinant != 0 else { return nil }
      let step = SIMD2(rest.x * dy.y - dy.x * rest.y, dx.x * rest.y - rest.x * dx.y) / determinant
      // A stretch changes by less than a factor of 1.2 in one step.
      s += step * min(1, 0.18 / max(abs(step.x), abs(step.y)))
      guard max(abs(s.x), abs(s.y)) < 1.1 else { return nil }
    }
    return nil
  }

  /// The growth Fg that puts a material under this tension where it is held at F = 1.
  ///
  /// Fg⁻¹ stretches by λ along the line, across it, and by 1/(λ₁λ₂) along the normal, and swells by the
  /// volume ratio at which the pressure makes the stress along the normal vanish.
  ///
  /// - Parameter material: as for `stretches`.
  /// - Returns: the principal values of Fg along the line, across it and along the normal; nil where the
  ///   material cannot bear the tension.
  public func growth(of material: Material) -> Vector3? {
    guard let stretch = stretches(of: material) else { return nil }
    return Vector3(1 / stretch.along, 1 / stretch.across, stretch.along * stretch.across)
      * Double.power(volumeRatio(of: material, at: stretch), -1.0 / 3)
  }

  /// The volume ratio θ with θ U′(θ) = −τ₃, the deviatoric Kirchhoff stress along the normal.
  private func volumeRatio(of material: Material, at stretch: (along: Double, across: Double))
    -> Double
  {
    let law = material.evaluated(over: Double.self)
    let thin = 1 / (stretch.along * stretch.across)
    let P = law.isochoricStress(at: Matrix3(diagonal: stretch.along, stretch.across, thin))
    let target = -thin * P.zz
    var theta = 1.0
    for _ in 0..<20 {
      let U = law.volumetric(material.volumetric, at: theta)
      theta -= (theta * U.first - target) / (U.first + theta * U.second)
    }
    return theta
  }
}
