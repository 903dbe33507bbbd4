/// A second-order tensor in three dimensions, as a 3 × 3 matrix of `S`, stored by rows.
public struct Tensor3<S: Arithmetic>: Sendable {
  public var xx: S, xy: S, xz: S
  public var yx: S, yy: S, yz: S
  public var zx: S, zy: S, zz: S

  @inlinable @inline(__always)
  public init(_ xx: S, _ xy: S, _ xz: S, _ yx: S, _ yy: S, _ yz: S, _ zx: S, _ zy: S, _ zz: S) {
    (self.xx, self.xy, self.xz) = (xx, xy, xz)
    (self.yx, self.yy, self.yz) = (yx, yy, yz)
    (self.zx, self.zy, self.zz) = (zx, zy, zz)
  }

  @inlinable @inline(__always)
  public init(diagonal x: S, _ y: S, _ z: S) {
    let o = S(0)
    self.init(x, o, o, o, y, o, o, o, z)
  }

  @inlinable @inline(__always) public static var zero: Self { Self(diagonal: S(0), S(0), S(0)) }
  @inlinable @inline(__always) public static var identity: Self { Self(diagonal: S(1), S(1), S(1)) }

  /// The entry of row `i` and column `j`.
  @inlinable
  public subscript(i: Int, j: Int) -> S {
    get {
      switch 3 * i + j {
      case 0: xx
      case 1: xy
      case 2: xz
      case 3: yx
      case 4: yy
      case 5: yz
      case 6: zx
      case 7: zy
      case 8: zz
      default: preconditionFailure("index (\(i), \(j)) outside a 3 × 3 tensor")
      }
    }
    set {
      switch 3 * i + j {
      case 0: xx = newValue
      case 1: xy = newValue
      case 2: xz = newValue
      case 3: yx = newValue
      case 4: yy = newValue
      case 5: yz = newValue
      case 6: zx = newValue
      case 7: zy = newValue
      case 8: zz = newValue
      default: preconditionFailure("index (\(i), \(j)) outside a 3 × 3 tensor")
      }
    }
  }

  @inlinable @inline(__always)
  public var transpose: Self { Self(xx, yx, zx, xy, yy, zy, xz, yz, zz) }

  @inlinable @inline(__always)
  public var trace: S { xx + yy + zz }

  @inlinable @inline(__always)
  public var determinant: S {
    xx * (yy * zz - yz * zy) - xy * (yx * zz - yz * zx) + xz * (yx * zy - yy * zx)
  }

  /// det(A) A⁻ᵀ, the derivative of the determinant.
  @inlinable @inline(__always)
  public var cofactor: Self {
    Self(
      yy * zz - yz * zy, yz * zx - yx * zz, yx * zy - yy * zx,
      xz * zy - xy * zz, xx * zz - xz * zx, xy * zx - xx * zy,
      xy * yz - xz * yy, xz * yx - xx * yz, xx * yy - xy * yx)
  }

  /// A⁻¹; not finite where the determinant is zero.
  @inlinable @inline(__always)
  public var inverse: Self { cofactor.transpose * (S(1) / determinant) }

  /// A:B = Σᵢⱼ Aᵢⱼ Bᵢⱼ.
  @inlinable @inline(__always)
  public func contracted(with b: Self) -> S {
    let first = xx * b.xx + xy * b.xy + xz * b.xz
    let second = yx * b.yx + yy * b.yy + yz * b.yz
    return first + second + (zx * b.zx + zy * b.zy + zz * b.zz)
  }

  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self {
    Self(
      a.xx * b.xx + a.xy * b.yx + a.xz * b.zx, a.xx * b.xy + a.xy * b.yy + a.xz * b.zy,
      a.xx * b.xz + a.xy * b.yz + a.xz * b.zz,
      a.yx * b.xx + a.yy * b.yx + a.yz * b.zx, a.yx * b.xy + a.yy * b.yy + a.yz * b.zy,
      a.yx * b.xz + a.yy * b.yz + a.yz * b.zz,
      a.zx * b.xx + a.zy * b.yx + a.zz * b.zx, a.zx * b.xy + a.zy * b.yy + a.zz * b.zy,
      a.zx * b.xz + a.zy * b.yz + a.zz * b.zz)
  }

  @inlinable @inline(__always)
  public static func * (a: Self, s: S) -> Self {
    Self(
      a.xx * s, a.xy * s, a.xz * s, a.yx * s, a.yy * s, a.yz * s, a.zx * s, a.zy * s, a.zz * s)
  }

  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    Self(
      a.xx + b.xx, a.xy + b.xy, a.xz + b.xz, a.yx + b.yx, a.yy + b.yy, a.yz + b.yz,
      a.zx + b.zx, a.zy + b.zy, a.zz + b.zz)
  }

  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self { a + b * S(-1) }
}

extension Tensor3: Equatable where S: Equatable {}

/// A second-order tensor of real numbers.
public typealias Matrix3 = Tensor3<Double>

extension Tensor3 where S == Double {
  /// a ⊗ b, with entries aᵢ bⱼ.
  @inlinable
  public init(outer a: Vector3, _ b: Vector3) {
    self.init(
      a.x * b.x, a.x * b.y, a.x * b.z, a.y * b.x, a.y * b.y, a.y * b.z,
      a.z * b.x, a.z * b.y, a.z * b.z)
  }

  /// The matrix whose columns are `a`, `b` and `c`.
  @inlinable
  public init(columns a: Vector3, _ b: Vector3, _ c: Vector3) {
    self.init(a.x, b.x, c.x, a.y, b.y, c.y, a.z, b.z, c.z)
  }

  @inlinable
  public static func * (a: Self, v: Vector3) -> Vector3 {
    Vector3(
      a.xx * v.x + a.xy * v.y + a.xz * v.z, a.yx * v.x + a.yy * v.y + a.yz * v.z,
      a.zx * v.x + a.zy * v.y + a.zz * v.z)
  }

  /// The rotation by `angle` in radians about a unit `axis` (Rodrigues).
  public init(rotationBy angle: Double, about axis: Vector3) {
    let a = axis.normalized
    let (s, c) = (Double.sine(angle), Double.cosine(angle))
    let K = Matrix3(0, -a.z, a.y, a.z, 0, -a.x, -a.y, a.x, 0)
    self = Matrix3.identity + K * s + (K * K) * (1 - c)
  }
}
