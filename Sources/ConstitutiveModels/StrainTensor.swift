import Tensors

/// A symmetric second-order tensor whose entries depend on the strain.
///
/// Entries in the order xx, yy, zz, xy, yz, xz, the order of the slopes of a `Dual`.
public struct StrainTensor: Sendable {
  public var xx: Dual, yy: Dual, zz: Dual, xy: Dual, yz: Dual, xz: Dual

  @inline(__always)
  public init(_ xx: Dual, _ yy: Dual, _ zz: Dual, _ xy: Dual, _ yz: Dual, _ xz: Dual) {
    (self.xx, self.yy, self.zz) = (xx, yy, zz)
    (self.xy, self.yz, self.xz) = (xy, yz, xz)
  }

  /// A tensor that does not depend on the strain; only the upper triangle of `A` is read.
  public init(constant A: Matrix3) {
    self.init(Dual(A.xx), Dual(A.yy), Dual(A.zz), Dual(A.xy), Dual(A.yz), Dual(A.xz))
  }

  /// The right Cauchy–Green tensor itself: the slopes of its six entries are those of the unit matrix.
  public init(variable C: Matrix3) {
    func entry(_ value: Double, _ k: Int) -> Dual {
      var slopes = SIMD8<Double>.zero
      slopes[k] = 1
      return Dual(value, slopes: slopes)
    }
    self.init(
      entry(C.xx, 0), entry(C.yy, 1), entry(C.zz, 2), entry(C.xy, 3), entry(C.yz, 4),
      entry(C.xz, 5))
  }

  public static var zero: StrainTensor { StrainTensor(constant: .zero) }
  public static var identity: StrainTensor { StrainTensor(constant: .identity) }

  /// The values without their slopes.
  public var values: Matrix3 {
    Matrix3(
      xx.value, xy.value, xz.value, xy.value, yy.value, yz.value, xz.value, yz.value, zz.value)
  }

  /// Entry k in the order xx, yy, zz, xy, yz, xz.
  public subscript(k: Int) -> Dual {
    switch k {
    case 0: xx
    case 1: yy
    case 2: zz
    case 3: xy
    case 4: yz
    default: xz
    }
  }

  public var trace: Dual { xx + yy + zz }

  public var determinant: Dual {
    xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz)
  }

  /// A⁻¹.
  public var inverse: StrainTensor {
    let one = Dual(1) / determinant
    return StrainTensor(
      one * (yy * zz - yz * yz), one * (xx * zz - xz * xz), one * (xx * yy - xy * xy),
      one * (xz * yz - xy * zz), one * (xy * xz - xx * yz), one * (xy * yz - xz * yy))
  }

  /// A A, which is symmetric.
  public var squared: StrainTensor {
    StrainTensor(
      xx * xx + xy * xy + xz * xz, xy * xy + yy * yy + yz * yz, xz * xz + yz * yz + zz * zz,
      xx * xy + xy * yy + xz * yz, xy * xz + yy * yz + yz * zz, xx * xz + xy * yz + xz * zz)
  }

  /// A:B.
  @inline(__always)
  public func contracted(with b: StrainTensor) -> Dual {
    xx * b.xx + yy * b.yy + zz * b.zz + 2 * (xy * b.xy + yz * b.yz + xz * b.xz)
  }

  /// n·A n for a constant vector.
  @inline(__always)
  public func along(_ n: Vector3) -> Dual {
    let (x, y, z) = (n.x, n.y, n.z)
    return (x * x) * xx + (y * y) * yy + (z * z) * zz
      + (2 * x * y) * xy + (2 * y * z) * yz + (2 * x * z) * xz
  }

  /// B A Bᵀ for a constant B.
  public func congruent(by B: Matrix3) -> StrainTensor {
    let rows = [
      Vector3(B.xx, B.xy, B.xz), Vector3(B.yx, B.yy, B.yz), Vector3(B.zx, B.zy, B.zz),
    ]
    func entry(_ i: Int, _ j: Int) -> Dual {
      let (a, b) = (rows[i], rows[j])
      return (a.x * b.x) * xx + (a.y * b.y) * yy + (a.z * b.z) * zz
        + (a.x * b.y + a.y * b.x) * xy + (a.y * b.z + a.z * b.y) * yz
        + (a.x * b.z + a.z * b.x) * xz
    }
    return StrainTensor(
      entry(0, 0), entry(1, 1), entry(2, 2), entry(0, 1), entry(1, 2), entry(0, 2))
  }

  @inline(__always)
  public static func + (a: StrainTensor, b: StrainTensor) -> StrainTensor {
    StrainTensor(a.xx + b.xx, a.yy + b.yy, a.zz + b.zz, a.xy + b.xy, a.yz + b.yz, a.xz + b.xz)
  }
  @inline(__always)
  public static func - (a: StrainTensor, b: StrainTensor) -> StrainTensor {
    StrainTensor(a.xx - b.xx, a.yy - b.yy, a.zz - b.zz, a.xy - b.xy, a.yz - b.yz, a.xz - b.xz)
  }
  @inline(__always)
  public static func * (s: Dual, a: StrainTensor) -> StrainTensor {
    StrainTensor(s * a.xx, s * a.yy, s * a.zz, s * a.xy, s * a.yz, s * a.xz)
  }
  @inline(__always)
  public static func * (s: Double, a: StrainTensor) -> StrainTensor {
    StrainTensor(s * a.xx, s * a.yy, s * a.zz, s * a.xy, s * a.yz, s * a.xz)
  }
  @inline(__always)
  public static func += (a: inout StrainTensor, b: StrainTensor) { a = a + b }

  /// Adds s n⊗n for a constant vector.
  @inline(__always)
  public mutating func add(_ s: Dual, along n: Vector3) {
    xx += (n.x * n.x) * s
    yy += (n.y * n.y) * s
    zz += (n.z * n.z) * s
    xy += (n.x * n.y) * s
    yz += (n.y * n.z) * s
    xz += (n.x * n.z) * s
  }

  /// s on the diagonal, added.
  @inline(__always)
  public mutating func add(diagonal s: Dual) {
    xx += s
    yy += s
    zz += s
  }
}
