/// The runs of which none other has more gain at no more cost.
public struct TradeOffFront: Sendable, Equatable {
  /// Numbers of the points, by rising cost.
  public let members: [Int]

  /// - Parameters:
  ///   - gain: of each point, to be large.
  ///   - cost: of each point, to be small; points without a number in either do not count.
  public init(gain: [Double], cost: [Double]) {
    let sorted = gain.indices.filter { gain[$0].isFinite && cost[$0].isFinite }
      .sorted { (cost[$0], -gain[$0], $0) < (cost[$1], -gain[$1], $1) }
    var best = -Double.infinity
    members = sorted.filter { point in
      guard gain[point] > best else { return false }
      best = gain[point]
      return true
    }
  }
}
