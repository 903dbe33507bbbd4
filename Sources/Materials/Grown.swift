import Tensors

/// A law whose unloaded shape has changed: F = Fe Fg.
///
/// Growth, shrinkage and prestretch give each piece of the body a new shape Fg in which it is free of stress. Per
/// volume of the undeformed body, with Jg = det Fg:
/// Ψ(F) = Jg Ψe(F Fg⁻¹), P = Jg Pe Fg⁻ᵀ, A_iJkL = Jg Ae_iMkN (Fg⁻¹)_JM (Fg⁻¹)_LN, and U(θ) = Jg Ue(θ/Jg).
///
/// Fg = 1 leaves every number as it is, to the last bit. Its constants are Fg⁻¹ by rows and Jg, then those of the law.
///
/// - Source: Rodriguez, Hoger & McCulloch, J. Biomech. 27 (1994) 455.
public struct Grown<Law: HyperelasticLaw>: HyperelasticLaw {
  public typealias S = Law.S

  public static var declaration: LawDeclaration { Law.declaration }

  /// The law of the material that has grown.
  public let law: Law
  /// Fg⁻¹.
  public let inverse: Tensor3<S>
  /// Jg.
  public let volumeRatio: S

  @inlinable @inline(__always)
  public init(constants c: UnsafePointer<S>, terms: Int) {
    inverse = Tensor3(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8])
    volumeRatio = c[9]
    law = Law(constants: c + 10, terms: terms)
  }

  public var shearModulus: S { law.shearModulus }
  public var bulkModulus: S { law.bulkModulus }

  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>) -> (energy: S, stress: Tensor3<S>) {
    let elastic = law.isochoric(at: F * inverse)
    return (elastic.energy * volumeRatio, (elastic.stress * inverse.transpose) * volumeRatio)
  }

  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>, tangent A: UnsafeMutablePointer<S>)
    -> (energy: S, stress: Tensor3<S>)
  {
    let elastic = law.isochoric(at: F * inverse, tangent: A)
    for i in 0..<3 {
      for k in 0..<3 { pullBack(A + 27 * i + 3 * k) }
    }
    return (elastic.energy * volumeRatio, (elastic.stress * inverse.transpose) * volumeRatio)
  }

  /// Replaces the nine entries B_MN of one pair (i, k), rows 9 apart, by Jg Fg⁻¹ B Fg⁻ᵀ.
  @inlinable @inline(__always)
  func pullBack(_ a: UnsafeMutablePointer<S>) {
    let elastic = Tensor3(a[0], a[1], a[2], a[9], a[10], a[11], a[18], a[19], a[20])
    let B = ((inverse * elastic) * inverse.transpose) * volumeRatio
    (a[0], a[1], a[2]) = (B.xx, B.xy, B.xz)
    (a[9], a[10], a[11]) = (B.yx, B.yy, B.yz)
    (a[18], a[19], a[20]) = (B.zx, B.zy, B.zz)
  }

  @inlinable @inline(__always)
  public func volumetric(_ choice: VolumetricLaw, at theta: S) -> (energy: S, first: S, second: S) {
    let U = law.volumetric(choice, at: theta / volumeRatio)
    return (U.energy * volumeRatio, U.first, U.second / volumeRatio)
  }
}
