import Foundation

/// What one axis does to a result, whatever the others are.
public struct MainEffect: Sendable, Equatable {
  /// Runs that have about the same value of the axis.
  public struct Bin: Sendable, Equatable {
    /// Mean of the axis.
    public var position: Double
    /// Mean of the result.
    public var mean: Double
    /// Half the width within which 95 % of the runs would lie were they spread normally: 1.96 standard deviations.
    public var spread: Double
    public var count: Int
  }

  /// In ascending order of the axis.
  public let bins: [Bin]
  /// Largest less smallest mean.
  public let range: Double
  /// Part of the variance of the result between the bins: the correlation ratio η².
  ///
  /// An estimate of the first Sobol' index from any sample; too high where bins have few runs.
  public let share: Double

  /// Runs are sorted into as many bins as there are values, or where there are more than this, into so many of equal size.
  private static let mostBins = 12

  /// - Parameters:
  ///   - axis: its value in each run.
  ///   - result: in each run; those without a number do not count.
  public init?(axis: [Double], result: [Double]) {
    let pairs = zip(axis, result).filter { $0.isFinite && $1.isFinite }.sorted {
      ($0.0, $0.1) < ($1.0, $1.1)
    }
    guard pairs.count > 1 else { return nil }
    let groups = Self.groups(pairs)
    bins = groups.map(Self.bin)
    let mean = pairs.reduce(0) { $0 + $1.1 } / Double(pairs.count)
    let variance = pairs.reduce(0) { $0 + ($1.1 - mean) * ($1.1 - mean) } / Double(pairs.count)
    let between =
      bins.reduce(0) { $0 + Double($1.count) * ($1.mean - mean) * ($1.mean - mean) }
      / Double(pairs.count)
    range = (bins.map(\.mean).max() ?? 0) - (bins.map(\.mean).min() ?? 0)
    share = variance > 0 ? between / variance : 0
  }

  private static func groups(_ pairs: [(Double, Double)]) -> [[(Double, Double)]] {
    var equal: [[(Double, Double)]] = []
    for pair in pairs {
      if let last = equal.last?.first?.0, last == pair.0 {
        equal[equal.count - 1].append(pair)
      } else {
        equal.append([pair])
      }
    }
    guard equal.count > mostBins else { return equal }
    return (0..<mostBins).map { bin in
      Array(pairs[bin * pairs.count / mostBins..<(bin + 1) * pairs.count / mostBins])
    }
  }

  private static func bin(_ pairs: [(Double, Double)]) -> Bin {
    let n = Double(pairs.count)
    let (position, mean) = (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
    let square = pairs.reduce(0) { $0 + ($1.1 - mean) * ($1.1 - mean) }
    let deviation = pairs.count > 1 ? (square / (n - 1)).squareRoot() : 0
    return Bin(position: position, mean: mean, spread: 1.96 * deviation, count: pairs.count)
  }
}
