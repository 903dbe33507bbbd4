/// A vector of ordinary space.
public typealias Vector3 = SIMD3<Double>

extension SIMD3 where Scalar == Double {
  @inlinable @inline(__always)
  public func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

  @inlinable @inline(__always)
  public func cross(_ other: Vector3) -> Vector3 {
    Vector3(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  @inlinable @inline(__always)
  public var length: Double { dot(self).squareRoot() }

  /// This vector at length one; a zero vector stays zero.
  @inlinable @inline(__always)
  public var normalized: Vector3 {
    let l = length
    return l > 0 ? self / l : self
  }

  /// Whether no component is infinite or not a number.
  @inlinable
  public var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
