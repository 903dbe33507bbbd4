import Tensors

/// Evenly spread points of the unit square, the same for the same number on every run and thread.
///
/// xₖ = frac(s + k α) with α = (1/ρ, 1/ρ²), ρ³ = ρ + 1, shifted by a hash s of `seed`.
///
/// - Source: M. Roberts, *The unreasonable effectiveness of quasirandom sequences* (2018).
struct SamplePattern {
  private let shift: SIMD2<Double>

  init(seed: UInt32) {
    let first = Self.hash(seed)
    shift = SIMD2(Double(first), Double(Self.hash(first ^ 0x9E37_79B9))) / 0x1p32
  }

  subscript(k: Int) -> SIMD2<Double> {
    let x = shift + Double(k) * SIMD2(0.754_877_666_246_692_7, 0.569_840_290_998_053_2)
    return x - x.rounded(.down)
  }

  /// Mixes all bits into all others.
  ///
  /// - Source: C. Wellons, hash prospector, "lowbias32" (2018), public domain.
  static func hash(_ x: UInt32) -> UInt32 {
    var h = x
    h ^= h >> 16
    h &*= 0x7FEB_352D
    h ^= h >> 15
    h &*= 0x846C_A68B
    h ^= h >> 16
    return h
  }
}

/// A unit direction about `normal`, with a density that falls as the cosine to it.
func cosineDirection(_ u: SIMD2<Double>, about normal: Vector3) -> Vector3 {
  let (tangent, bitangent) = tangents(of: normal)
  let (r, angle) = (u.x.squareRoot(), 2 * Double.pi * u.y)
  let z = max(0, 1 - u.x).squareRoot()
  return tangent * (r * .cosine(angle)) + bitangent * (r * .sine(angle)) + normal * z
}

/// Two unit vectors that stand on `normal` and on each other.
///
/// - Source: Duff et al., *Building an orthonormal basis, revisited*, JCGT 6 (2017).
func tangents(of normal: Vector3) -> (Vector3, Vector3) {
  let sign = normal.z < 0 ? -1.0 : 1.0
  let a = -1 / (sign + normal.z)
  let b = normal.x * normal.y * a
  return (
    Vector3(1 + sign * normal.x * normal.x * a, sign * b, -sign * normal.x),
    Vector3(b, sign + normal.y * normal.y * a, -normal.y)
  )
}
