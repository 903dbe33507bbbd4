import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The distortion of skeletal muscle: shear along and across the fibres, and the force along them.
///
/// W = g₁ B₁² + g₂ B₂² + W_f(λ), where B₁² = I₅/I₄² − 1 is the shear along the fibre, B₂ = arcosh ((I₁I₄ − I₅)/(2√I₄))
/// that across it. The fibre bears λ₀ ∂W_f/∂λ = σ_max (f_p + α f_a): passively
/// f_p = p₁ (e^(p₂ (λ/λ₀ − 1)) − 1) above λ₀, a straight line from λ* on; actively f_a = 1 − 4 (1 − λ/λ₀)² near λ₀,
/// nine times the square of the distance to 0.4 or 1.6 farther off, nothing beyond.
///
/// - Source: Blemker, Pinsky & Delp, J. Biomech. 38 (2005) 657.
public struct MuscleSolid: StrainLaw {
  public var g1: Double
  public var g2: Double
  public var p1: Double
  public var p2: Double
  /// λ₀, the stretch of greatest force.
  public var optimum: Double
  /// σ_max.
  public var peak: Double
  /// λ*.
  public var straightened: Double
  public var activation: TimeValue
  public var fibre = Vector3(1, 0, 0)

  public init(
    g1: Double, g2: Double, p1: Double, p2: Double, optimum: Double, peak: Double,
    straightened: Double, activation: TimeValue
  ) {
    (self.g1, self.g2, self.p1, self.p2) = (g1, g2, p1, p2)
    (self.optimum, self.peak, self.straightened) = (optimum, peak, straightened)
    self.activation = activation
  }

  public func stress(at C: StrainTensor, time: Double) -> StrainTensor {
    let (I1, I4, I5) = (C.trace, C.along(fibre), C.squared.along(fibre))
    let stretch = Dual.squareRoot(I4)
    // (dB₂²/dw)/2 = arcosh w/√(w² − 1), which tends to 1 − (w − 1)/3; the series' next term is 2/15 (w − 1)².
    let w = 0.5 * (I1 * I4 - I5) / stretch
    var beta = Dual(1) - (1.0 / 3) * (w - 1)
    if w.value > 1.0001 {
      let root = Dual.squareRoot(w * w - 1)
      beta = Dual.logarithm(w + root) / root
    }
    let force = (0.5 * peak / optimum) * fibreForce(at: stretch, time: time) / stretch
    let W1 = g2 * beta * stretch
    let W4 =
      -2 * g1 * I5 / (I4 * I4 * I4) + (0.5 * g2) * beta * (I1 * I4 + I5) / (I4 * stretch) + force
    let W5 = Dual(g1) / (I4 * I4) - g2 * beta / stretch
    var S = 2 * (W5 * symmetricProduct(of: C))
    S.add(diagonal: 2 * W1)
    S.add(2 * W4, along: fibre)
    return S
  }

  /// f_p + α f_a at a stretch.
  private func fibreForce(at stretch: Dual, time: Double) -> Dual {
    let x = (1 / optimum) * stretch
    var force = Dual(0)
    if stretch.value >= straightened {
      let end = straightened / optimum
      let slope = p1 * p2 * Double.exponential(p2 * (end - 1))
      force = slope * (x - end) + p1 * (Double.exponential(p2 * (end - 1)) - 1)
    } else if x.value > 1 {
      force = p1 * (Dual.exponential(p2 * (x - 1)) - 1)
    }
    let alpha = activation.value(at: time)
    guard alpha != 0, abs(x.value - 1) < 0.6 else { return force }
    let active =
      abs(x.value - 1) <= 0.4
      ? Dual(1) - 4 * (x - 1) * (x - 1)
      : 9 * (x - (x.value < 1 ? 0.4 : 1.6)) * (x - (x.value < 1 ? 0.4 : 1.6))
    return force + alpha * active
  }

  /// n⊗Cn + Cn⊗n.
  private func symmetricProduct(of C: StrainTensor) -> StrainTensor {
    let n = fibre
    let x = n.x * C.xx + n.y * C.xy + n.z * C.xz
    let y = n.x * C.xy + n.y * C.yy + n.z * C.yz
    let z = n.x * C.xz + n.y * C.yz + n.z * C.zz
    return StrainTensor(
      (2 * n.x) * x, (2 * n.y) * y, (2 * n.z) * z, n.x * y + n.y * x, n.y * z + n.z * y,
      n.x * z + n.z * x)
  }

  public func oriented(by Q: Matrix3) -> Self {
    var turned = self
    turned.fibre = Q * fibre
    return turned
  }
}
