import Tensors

/// A stress that is prescribed, such as that of a muscle which contracts.
///
/// S = T(t) n⊗n along the first material axis, or S = T(t) 1 in all directions: the Cauchy stress is T λ²/J along the
/// deformed fibre.
///
/// - Source: *FEBio User Manual*, "prescribed uniaxial active contraction", "prescribed isotropic active contraction".
public struct ActiveContraction: StrainLaw {
  public var tension: TimeValue
  /// Nil where it acts in all directions.
  public var direction: Vector3?

  public init(tension: TimeValue, isIsotropic: Bool) {
    (self.tension, direction) = (tension, isIsotropic ? nil : Vector3(1, 0, 0))
  }

  public func stress(at _: StrainTensor, time: Double) -> StrainTensor {
    var S = StrainTensor.zero
    let T = Dual(tension.value(at: time))
    if let direction { S.add(T, along: direction) } else { S.add(diagonal: T) }
    return S
  }

  /// A prescribed stress is what it is, in an uncoupled solid as well.
  public var isOfDistortion: Bool { false }

  public func oriented(by Q: Matrix3) -> Self {
    var turned = self
    turned.direction = direction.map { Q * $0 }
    return turned
  }
}
