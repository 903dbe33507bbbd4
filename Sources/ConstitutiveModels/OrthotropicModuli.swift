import Tensors

/// The nine elastic constants of an orthotropic solid at rest.
///
/// Between S and E = ½ (C − 1): S = Σₐ μₐ (Aₐ E + E Aₐ) + Σₐ_b λₐ_b (A_b:E) Aₐ with the structure tensors Aₐ = nₐ⊗nₐ of
/// the three material axes.
///
/// - Source: Ateshian & Costa, J. Biomech. 42 (2009) 781.
public struct OrthotropicModuli: Sendable {
  public var mu: Vector3
  /// λₐ_b, symmetric.
  public var lambda: Matrix3
  /// λₐₐ where the axis is shortened, if it differs from `lambda`.
  public var shortenedLambda: Vector3?

  public init(mu: Vector3, lambda: Matrix3, shortenedLambda: Vector3? = nil) {
    (self.mu, self.lambda, self.shortenedLambda) = (mu, lambda, shortenedLambda)
  }

  /// From the engineering constants; nil where they make no positive definite law.
  ///
  /// - Parameters:
  ///   - E: Young's moduli E₁, E₂, E₃.
  ///   - G: shear moduli G₁₂, G₂₃, G₃₁.
  ///   - nu: Poisson's ratios ν₁₂, ν₂₃, ν₃₁; the strain of axis 2 under a stress along axis 1 is −ν₁₂ σ/E₁.
  public init?(young E: Vector3, shear G: Vector3, poisson nu: Vector3) {
    let (a, b, c) = (-nu.x / E.x, -nu.y / E.y, -nu.z / E.z)
    let compliance = Matrix3(1 / E.x, a, c, a, 1 / E.y, b, c, b, 1 / E.z)
    guard compliance.determinant > 0, E.min() > 0, G.min() > 0,
      compliance.xx * compliance.yy > a * a
    else { return nil }
    mu = Vector3(G.x + G.z - G.y, G.x - G.z + G.y, G.y + G.z - G.x)
    lambda = compliance.inverse
    for i in 0..<3 { lambda[i, i] -= 2 * mu[i] }
    shortenedLambda = nil
  }

  /// S at the strain E.
  ///
  /// - Parameters:
  ///   - E: Green's strain.
  ///   - axes: the material axes as columns.
  /// - Returns: S in the axes of the model.
  func stress(at E: StrainTensor, axes: Matrix3) -> StrainTensor {
    // In the material axes S_aa = 2μₐ E_aa + Σ λ_ab E_bb and S_ab = (μₐ + μ_b) E_ab.
    let e = E.congruent(by: axes.transpose)
    func diagonal(_ a: Int) -> Dual {
      var own = lambda[a, a]
      if let shortenedLambda, e[a].value < 0 { own = shortenedLambda[a] }
      let (b, c) = ((a + 1) % 3, (a + 2) % 3)
      return (2 * mu[a] + own) * e[a] + lambda[a, b] * e[b] + lambda[a, c] * e[c]
    }
    let s = StrainTensor(
      diagonal(0), diagonal(1), diagonal(2), (mu.x + mu.y) * e.xy, (mu.y + mu.z) * e.yz,
      (mu.x + mu.z) * e.xz)
    return s.congruent(by: axes)
  }
}

/// An orthotropic solid that is linear between S and E, or linear on each side of zero strain along an axis.
///
/// - Source: as for its moduli; Curnier, He & Zysset, J. Elast. 37 (1995) 1 for the two-sided law.
public struct OrthotropicSolid: StrainLaw {
  public var moduli: OrthotropicModuli
  public var axes = Matrix3.identity

  public init(moduli: OrthotropicModuli) { self.moduli = moduli }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    moduli.stress(at: 0.5 * (C - .identity), axes: axes)
  }

  public func oriented(by Q: Matrix3) -> Self {
    var turned = self
    turned.axes = Q * axes
    return turned
  }
}

/// The orthotropic solid of Fung.
///
/// W = c/2 (e^Q − 1), Q = 1/c Σ (2μₐ Aₐ:E² + Σ λₐ_b (Aₐ:E)(A_b:E)), so that S = e^Q times the linear law.
///
/// - Source: Ateshian & Costa, J. Biomech. 42 (2009) 781.
public struct OrthotropicFung: StrainLaw {
  public var moduli: OrthotropicModuli
  /// c, which scales the stiffening.
  public var scale: Double
  /// K of the term K/2 (ln J)²; zero in an uncoupled solid.
  public var bulkModulus = 0.0
  public var axes = Matrix3.identity

  public init(moduli: OrthotropicModuli, scale: Double, bulkModulus: Double = 0) {
    (self.moduli, self.scale, self.bulkModulus) = (moduli, scale, bulkModulus)
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let E = 0.5 * (C - .identity)
    let linear = moduli.stress(at: E, axes: axes)
    let S = Dual.exponential((1 / scale) * linear.contracted(with: E)) * linear
    guard bulkModulus > 0 else { return S }
    return S + (0.5 * bulkModulus) * Dual.logarithm(C.determinant) * C.inverse
  }

  public func oriented(by Q: Matrix3) -> Self {
    var turned = self
    turned.axes = Q * axes
    return turned
  }
}
