#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A complex number, for derivatives by complex step: f′(x) = Im f(x + ih)/h + O(h²).
///
/// With h = 10⁻³⁰ there is no cancellation, so a tangent can be checked to round-off.
///
/// - Source: Squire & Trapp, SIAM Review 40 (1998) 110.
public struct Complex: Arithmetic, Equatable {
  public var real: Double
  public var imaginary: Double

  public init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }
  public init(_ value: Double) { self.init(value, 0) }

  public static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }
  public static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }
  public static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  public static func / (a: Complex, b: Complex) -> Complex {
    let d = b.real * b.real + b.imaginary * b.imaginary
    return Complex(
      (a.real * b.real + a.imaginary * b.imaginary) / d,
      (a.imaginary * b.real - a.real * b.imaginary) / d)
  }
  public static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }

  public static func logarithm(_ a: Complex) -> Complex {
    Complex(log(hypot(a.real, a.imaginary)), atan2(a.imaginary, a.real))
  }
  public static func exponential(_ a: Complex) -> Complex {
    Complex(exp(a.real) * cos(a.imaginary), exp(a.real) * sin(a.imaginary))
  }
  public static func power(_ a: Complex, _ exponent: Double) -> Complex {
    exponential(exponent * logarithm(a))
  }
  public static func squareRoot(_ a: Complex) -> Complex { power(a, 0.5) }
  public static func select(_ a: Complex, wherePositive test: Complex, otherwise b: Complex)
    -> Complex
  { test.real > 0 ? a : b }
}
