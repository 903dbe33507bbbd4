extension Arithmetic {
  /// sinh(p x)/sinh(x), accurate for every p and for x → 0, where it is p.
  ///
  /// The divided difference of a power between two numbers that may coincide: with g = √(ab) and
  /// x = ½ ln(a/b), (aᵖ − bᵖ)/(a − b) = gᵖ⁻¹ sinh(p x)/sinh(x).
  @inlinable @inline(__always)
  public static func hyperbolicRatio(_ p: Self, _ x: Self) -> Self {
    p * hyperbolicSinc(p * x) / hyperbolicSinc(x)
  }

  /// sinh(x)/x, and 1 at x = 0.
  ///
  /// Below |x| = ½ its series Σ x²ᵏ/(2k + 1)!, nested; the first term left out, x¹⁴/15!, is below 5e-17.
  @inlinable @inline(__always)
  static func hyperbolicSinc(_ x: Self) -> Self {
    let (one, y) = (Self(1), x * x)
    var series = one
    series = one + y * series * Self(1.0 / 156)
    series = one + y * series * Self(1.0 / 110)
    series = one + y * series * Self(1.0 / 72)
    series = one + y * series * Self(1.0 / 42)
    series = one + y * series * Self(1.0 / 20)
    series = one + y * series * Self(1.0 / 6)
    let e = exponential(x)
    let quotient = (e - one / e) / (x + x)
    return select(quotient, wherePositive: y - Self(0.25), otherwise: series)
  }
}
