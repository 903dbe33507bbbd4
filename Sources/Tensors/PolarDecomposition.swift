extension Tensor3 where S == Double {
  /// The rotation R of the polar decomposition A = R U.
  ///
  /// Newton's iteration R ← (R + R⁻ᵀ)/2 from A, which converges quadratically; the identity stays the
  /// identity to the last bit. Needs det A > 0.
  ///
  /// - Source: N. Higham, *Computing the polar decomposition*, SIAM J. Sci. Stat. Comput. 7 (1986) 1160.
  public var rotation: Matrix3 {
    var R = self
    for _ in 0..<20 {
      let next = (R + R.cofactor * (1 / R.determinant)) * 0.5
      let change = next - R
      R = next
      // After a step of 10⁻⁸ the next would be of 10⁻¹⁶.
      if change.contracted(with: change) < 1e-16 { break }
    }
    return R
  }
}
