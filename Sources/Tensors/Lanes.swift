#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The batch of the vectorized kernels: four cells side by side, one in each lane.
///
/// Four doubles fill one AVX2 register; eight gave nothing once the scatter was counted.
public typealias Lanes = SIMD4<Double>

extension SIMD4: Arithmetic where Scalar == Double {
  @inlinable @inline(__always) public init(_ value: Double) { self.init(repeating: value) }

  @inlinable @inline(__always)
  public static func logarithm(_ a: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(log(a[0]), log(a[1]), log(a[2]), log(a[3]))
  }
  @inlinable @inline(__always)
  public static func exponential(_ a: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(exp(a[0]), exp(a[1]), exp(a[2]), exp(a[3]))
  }
  @inlinable @inline(__always)
  public static func power(_ a: SIMD4<Double>, _ exponent: Double) -> SIMD4<Double> {
    SIMD4(pow(a[0], exponent), pow(a[1], exponent), pow(a[2], exponent), pow(a[3], exponent))
  }
  @inlinable @inline(__always)
  public static func squareRoot(_ a: SIMD4<Double>) -> SIMD4<Double> { a.squareRoot() }
  @inlinable @inline(__always)
  public static func select(
    _ a: SIMD4<Double>, wherePositive test: SIMD4<Double>, otherwise b: SIMD4<Double>
  ) -> SIMD4<Double> { b.replacing(with: a, where: test .> SIMD4<Double>.zero) }
}
