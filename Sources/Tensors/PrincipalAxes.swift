/// Eigenvalues and orthonormal eigenvectors of a symmetric tensor, by Jacobi rotations.
///
/// A = Σ cₐ Nₐ⊗Nₐ. A fixed number of sweeps serves doubles, lanes and complex numbers without a branch:
/// convergence is quadratic, and five sweeps leave nothing of a 3 × 3 tensor's off-diagonal. The axes stay
/// orthonormal and the decomposition accurate to round-off at equal eigenvalues, where a closed formula
/// loses half the digits. A complex step needs eigenvalues that differ: at equal ones the axes have no
/// derivative.
///
/// - Source: Golub & Van Loan, *Matrix Computations*, 4th ed. (2013), §8.5.
public struct PrincipalAxes<S: Arithmetic>: Sendable {
  /// Eigenvalues in no particular order.
  public let values: (S, S, S)
  /// The unit vectors Nₐ, in the order of the values.
  public let axes: (Axis<S>, Axis<S>, Axis<S>)

  /// - Parameter A: a symmetric tensor; only its upper triangle is read.
  @inlinable @inline(__always)
  public init(of A: Tensor3<S>) {
    var A = A
    let (o, l) = (S(0), S(1))
    var (n0, n1, n2) = (Axis(l, o, o), Axis(o, l, o), Axis(o, o, l))
    for _ in 0..<5 {
      rotate(&A.xx, &A.yy, &A.xy, &A.xz, &A.yz, &n0, &n1)
      rotate(&A.xx, &A.zz, &A.xz, &A.xy, &A.yz, &n0, &n2)
      rotate(&A.yy, &A.zz, &A.yz, &A.xy, &A.xz, &n1, &n2)
    }
    values = (A.xx, A.yy, A.zz)
    axes = (n0, n1, n2)
  }
}

/// A vector of `S`, an eigenvector or its image.
public struct Axis<S: Arithmetic>: Sendable {
  public var x: S, y: S, z: S

  @inlinable @inline(__always)
  public init(_ x: S, _ y: S, _ z: S) { (self.x, self.y, self.z) = (x, y, z) }

  /// a ⊗ b, with entries aᵢ bⱼ.
  @inlinable @inline(__always)
  public static func outer(_ a: Self, _ b: Self) -> Tensor3<S> {
    Tensor3(
      a.x * b.x, a.x * b.y, a.x * b.z, a.y * b.x, a.y * b.y, a.y * b.z,
      a.z * b.x, a.z * b.y, a.z * b.z)
  }

  @inlinable @inline(__always)
  public static func * (A: Tensor3<S>, v: Self) -> Self {
    Self(
      A.xx * v.x + A.xy * v.y + A.xz * v.z, A.yx * v.x + A.yy * v.y + A.yz * v.z,
      A.zx * v.x + A.zy * v.y + A.zz * v.z)
  }
}

/// The rotation by at most 45° in the plane (p, q) that makes A_pq zero; r is the third axis.
@inlinable @inline(__always)
func rotate<S: Arithmetic>(
  _ pp: inout S, _ qq: inout S, _ pq: inout S, _ rp: inout S, _ rq: inout S,
  _ np: inout Axis<S>, _ nq: inout Axis<S>
) {
  let difference = qq - pp
  let twice = pq + pq
  let sum = S.absolute(difference) + S.squareRoot(difference * difference + twice * twice)
  let signed = S.select(twice, wherePositive: difference, otherwise: -twice)
  let t = S.select(signed / sum, wherePositive: sum, otherwise: S(0))
  let c = S(1) / S.squareRoot(S(1) + t * t)
  let s = t * c
  pp = pp - t * pq
  qq = qq + t * pq
  pq = S(0)
  (rp, rq) = (c * rp - s * rq, s * rp + c * rq)
  let (p, q) = (np, nq)
  np = Axis(c * p.x - s * q.x, c * p.y - s * q.y, c * p.z - s * q.z)
  nq = Axis(s * p.x + c * q.x, s * p.y + c * q.y, s * p.z + c * q.z)
}
