import Tensors

/// Numbers at random that are the same in every run and on every machine.
public struct NormalDraws: Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// Even in (0, 1), by SplitMix64.
  ///
  /// - Source: Steele, Lea & Flood, OOPSLA 2014.
  public mutating func even() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
  }

  /// Standard normal, by Box and Muller.
  public mutating func normal() -> Double {
    let radius = (-2 * Double.logarithm(even())).squareRoot()
    return radius * Double.cosine(2 * .pi * even())
  }
}
