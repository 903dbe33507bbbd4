#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number that a formula of the book can be evaluated with.
///
/// One formula serves three evaluations: `Double` in the readable kernels, `SIMD4<Double>` in the
/// batched ones (a lane per cell), and `Complex` where a derivative is taken by a complex step.
public protocol Arithmetic: Sendable {
  init(_ value: Double)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  /// Natural logarithm.
  static func logarithm(_ a: Self) -> Self
  /// Exponential function.
  static func exponential(_ a: Self) -> Self
  /// a to a real power, for a > 0.
  static func power(_ a: Self, _ exponent: Double) -> Self
  /// Square root, for a ≥ 0.
  static func squareRoot(_ a: Self) -> Self
  /// `a` where `test` > 0 and `b` elsewhere: lane by lane, for a complex number by its real part.
  static func select(_ a: Self, wherePositive test: Self, otherwise b: Self) -> Self
}

// Disfavoured, so that the operators a concrete type brings along are taken first.
extension Arithmetic {
  @_disfavoredOverload @inlinable @inline(__always)
  public static func * (a: Double, b: Self) -> Self { Self(a) * b }
  @_disfavoredOverload @inlinable @inline(__always)
  public static func * (a: Self, b: Double) -> Self { a * Self(b) }
  @_disfavoredOverload @inlinable @inline(__always)
  public static func + (a: Self, b: Double) -> Self { a + Self(b) }
  @_disfavoredOverload @inlinable @inline(__always)
  public static func - (a: Self, b: Double) -> Self { a - Self(b) }
  @_disfavoredOverload @inlinable @inline(__always)
  public static func - (a: Double, b: Self) -> Self { Self(a) - b }
  @_disfavoredOverload @inlinable @inline(__always)
  public static func += (a: inout Self, b: Self) { a = a + b }
}

extension Arithmetic {
  /// |a|, for a complex number with the sign that makes its real part positive.
  @inlinable @inline(__always)
  public static func absolute(_ a: Self) -> Self { select(a, wherePositive: a, otherwise: -a) }
}

extension Double: Arithmetic {
  @inlinable @inline(__always) public static func logarithm(_ a: Double) -> Double { log(a) }
  @inlinable @inline(__always) public static func exponential(_ a: Double) -> Double { exp(a) }
  @inlinable @inline(__always)
  public static func power(_ a: Double, _ exponent: Double) -> Double { pow(a, exponent) }
  @inlinable @inline(__always)
  public static func squareRoot(_ a: Double) -> Double { a.squareRoot() }
  @inlinable @inline(__always)
  public static func select(_ a: Double, wherePositive test: Double, otherwise b: Double) -> Double
  { test > 0 ? a : b }
}

extension Double {
  /// sin(a), so that modules without Foundation have it.
  public static func sine(_ a: Double) -> Double { sin(a) }
  /// cos(a), so that modules without Foundation have it.
  public static func cosine(_ a: Double) -> Double { cos(a) }
}

extension Double {
  /// The angle in [0, π] with this sine and cosine, up to a common factor; atan2.
  public static func angle(sine: Double, cosine: Double) -> Double { atan2(sine, cosine) }
  /// The angle between two vectors in radians, in [0, π]; accurate for small angles as well.
  public static func angle(between u: Vector3, _ v: Vector3) -> Double {
    atan2(u.cross(v).length, u.dot(v))
  }
}
