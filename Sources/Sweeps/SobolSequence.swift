/// Points that fill the unit cube more evenly than random ones: of the first 2ᵏ each coordinate has one in every 2⁻ᵏ.
///
/// Coordinate j of point n is the exclusive or of the direction numbers v₁ⱼ, v₂ⱼ, … at the ones of n. Scrambled, each digit of a
/// coordinate is turned or not by chance that depends on the digits before it (Owen), which keeps what is even about the points
/// and frees them of the corner 0.
///
/// - Source: I. M. Sobol', USSR Comput. Math. Math. Phys. 7 (1967) 86; A. B. Owen, *Randomly permuted (t, m, s)-nets* (1995).
public struct SobolSequence: Sendable {
  /// Numbers that a coordinate is made of.
  private static let bits = 32
  private let directions: [[UInt32]]
  /// nil leaves the points as they are.
  private let seed: UInt64?

  /// As many coordinates as there are direction numbers for.
  public static var mostDimensions: Int { directionNumbers.count + 1 }

  /// - Parameters:
  ///   - dimensions: coordinates of a point, at most `mostDimensions`.
  ///   - seed: of the scrambling; nil does none.
  public init(dimensions: Int, scrambledBy seed: UInt64?) {
    precondition((1...Self.mostDimensions).contains(dimensions))
    self.seed = seed
    directions = (0..<dimensions).map { dimension in
      dimension == 0
        ? (0..<Self.bits).map { 1 << UInt32(Self.bits - 1 - $0) }
        : Self.directions(of: Self.directionNumbers[dimension - 1])
    }
  }

  /// The recurrence mᵢ = 2 a₁ mᵢ₋₁ ⊕ 2² a₂ mᵢ₋₂ ⊕ … ⊕ 2ˢ mᵢ₋ₛ ⊕ mᵢ₋ₛ of the primitive polynomial.
  private static func directions(of start: (polynomial: UInt32, first: [UInt32])) -> [UInt32] {
    let degree = start.first.count
    var v = start.first.enumerated().map { $1 << UInt32(bits - 1 - $0) }
    for i in degree..<bits {
      var next = v[i - degree] ^ (v[i - degree] >> UInt32(degree))
      for k in 1..<max(degree, 1) where (start.polynomial >> UInt32(degree - 1 - k)) & 1 == 1 {
        next ^= v[i - k]
      }
      v.append(next)
    }
    return v
  }

  /// Point number `index` from 0; coordinates in [0, 1), of scrambled points in (0, 1).
  public func point(_ index: Int) -> [Double] {
    directions.enumerated().map { dimension, numbers in
      var digits: UInt32 = 0
      for bit in 0..<Self.bits where (index >> bit) & 1 == 1 { digits ^= numbers[bit] }
      guard let seed else { return Double(digits) * 0x1p-32 }
      // The middle of its cell: no quantile is asked for at 0.
      return (Double(Self.scrambled(digits, seed: seed, dimension: dimension)) + 0.5) * 0x1p-32
    }
  }

  private static func scrambled(_ digits: UInt32, seed: UInt64, dimension: Int) -> UInt32 {
    var result: UInt32 = 0
    for bit in 0..<bits {
      // The digits before this one, with a one in front of them so that their number counts too.
      let before = bit == 0 ? 1 : (1 << UInt64(bit)) | UInt64(digits >> UInt32(bits - bit))
      let chance = mixed(mixed(seed &+ UInt64(dimension)) ^ before)
      let digit = (digits >> UInt32(bits - 1 - bit)) & 1
      result = result << 1 | (digit ^ UInt32(chance >> 63))
    }
    return result
  }

  /// The finalizer of SplitMix64: every bit of the result depends on every bit of the argument.
  ///
  /// - Source: Steele, Lea & Flood, OOPSLA 2014.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
