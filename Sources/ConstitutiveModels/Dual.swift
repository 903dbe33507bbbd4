import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number that depends on the strain, and its six derivatives.
///
/// The derivatives are those by C_xx, C_yy, C_zz, C_xy, C_yz, C_xz of the right Cauchy–Green tensor, where the last
/// three stand for both of their entries. A stress that is computed with such numbers brings its tangent along, exact
/// to round-off, whatever the law.
///
/// - Source: Griewank & Walther, *Evaluating Derivatives*, 2nd ed. (2008), §3 (forward mode).
public struct Dual: Arithmetic {
  public var value: Double
  /// The last two lanes are zero.
  public var slopes: SIMD8<Double>

  @inline(__always)
  public init(_ value: Double, slopes: SIMD8<Double>) {
    (self.value, self.slopes) = (value, slopes)
  }
  @inline(__always)
  public init(_ value: Double) { self.init(value, slopes: .zero) }

  /// f of this number, from f and f′ at its value.
  @inline(__always)
  public func mapped(_ f: Double, slope: Double) -> Dual { Dual(f, slopes: slope * slopes) }

  @inline(__always)
  public static func + (a: Dual, b: Dual) -> Dual {
    Dual(a.value + b.value, slopes: a.slopes + b.slopes)
  }
  @inline(__always)
  public static func - (a: Dual, b: Dual) -> Dual {
    Dual(a.value - b.value, slopes: a.slopes - b.slopes)
  }
  @inline(__always)
  public static func * (a: Dual, b: Dual) -> Dual {
    Dual(a.value * b.value, slopes: a.value * b.slopes + b.value * a.slopes)
  }
  @inline(__always)
  public static func / (a: Dual, b: Dual) -> Dual {
    let quotient = a.value / b.value
    return Dual(quotient, slopes: (a.slopes - quotient * b.slopes) / b.value)
  }
  @inline(__always)
  public static prefix func - (a: Dual) -> Dual { Dual(-a.value, slopes: -a.slopes) }
  @inline(__always)
  public static func * (a: Double, b: Dual) -> Dual { Dual(a * b.value, slopes: a * b.slopes) }
  @inline(__always)
  public static func * (a: Dual, b: Double) -> Dual { b * a }
  @inline(__always)
  public static func + (a: Dual, b: Double) -> Dual { Dual(a.value + b, slopes: a.slopes) }
  @inline(__always)
  public static func - (a: Dual, b: Double) -> Dual { Dual(a.value - b, slopes: a.slopes) }

  public static func logarithm(_ a: Dual) -> Dual { a.mapped(log(a.value), slope: 1 / a.value) }
  public static func exponential(_ a: Dual) -> Dual {
    let e = exp(a.value)
    return a.mapped(e, slope: e)
  }
  public static func power(_ a: Dual, _ exponent: Double) -> Dual {
    // Apart, because pow(0, −1) times 0 is not a number.
    if exponent == 0 { return Dual(1) }
    if exponent == 1 { return a }
    return a.mapped(pow(a.value, exponent), slope: exponent * pow(a.value, exponent - 1))
  }
  public static func squareRoot(_ a: Dual) -> Dual {
    let root = a.value.squareRoot()
    return a.mapped(root, slope: 0.5 / root)
  }
  public static func select(_ a: Dual, wherePositive test: Dual, otherwise b: Dual) -> Dual {
    test.value > 0 ? a : b
  }
}
