import Foundation
import Scenarios

/// A number with its 95 % interval.
public struct IntervalEstimate: Sendable, Equatable {
  public var value: Double
  public var low: Double
  public var high: Double
}

/// Which part of the variance of a result each axis has, alone and with all that it does together with others.
///
/// With f(A), f(B) and f(Aᵢ), where Aᵢ is A with the coordinate i of B:
/// Sᵢ = mean(f(B) (f(Aᵢ) − f(A))) / V, Tᵢ = mean((f(A) − f(Aᵢ))²) / 2V. Intervals are those of 1000 samples drawn again
/// (bootstrap, 2.5 to 97.5 %).
///
/// - Source: A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259, table 2 (b) and (f); M. Jansen, ibid. 117 (1999) 35.
public struct SobolIndices: Sendable, Equatable {
  /// One per axis.
  public let first: [IntervalEstimate]
  public let total: [IntervalEstimate]
  /// Points of the design that counted: those of which all runs have the number.
  public let count: Int

  private static let resamples = 1000

  /// - Parameters:
  ///   - results: of the design, point after point: f(A), f(B), f(A₁), …; not a number where a run has none.
  ///   - axes: how many.
  ///   - seed: of the bootstrap.
  public init?(_ results: [Double], axes: Int, seed: UInt64 = 1) {
    let width = axes + 2
    let points = stride(from: 0, to: results.count - width + 1, by: width)
      .map { Array(results[$0..<$0 + width]) }.filter { $0.allSatisfy(\.isFinite) }
    guard points.count > 1 else { return nil }
    // The estimators are exact for any constant; without the mean they lose the fewest digits and scatter least.
    let mean = points.reduce(0) { $0 + $1[0] + $1[1] } / Double(2 * points.count)
    let rows = points.map { $0.map { $0 - mean } }
    guard let whole = Self.estimates(rows, Array(rows.indices), axes: axes) else { return nil }
    var draws = NormalDraws(seed: seed)
    var samples: [[Double]] = []
    for _ in 0..<Self.resamples {
      let chosen = rows.indices.map { _ in
        min(rows.count - 1, Int(draws.even() * Double(rows.count)))
      }
      if let sample = Self.estimates(rows, chosen, axes: axes) { samples.append(sample) }
    }
    let all = whole.indices.map { place -> IntervalEstimate in
      let sorted = samples.map { $0[place] }.sorted()
      func at(_ part: Double) -> Double {
        sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
      }
      return IntervalEstimate(value: whole[place], low: at(0.025), high: at(0.975))
    }
    (first, total, count) = (Array(all[..<axes]), Array(all[axes...]), rows.count)
  }

  /// All Sᵢ, then all Tᵢ; nil where nothing varies.
  private static func estimates(_ rows: [[Double]], _ chosen: [Int], axes: Int) -> [Double]? {
    let n = Double(chosen.count)
    var (sum, squares) = (0.0, 0.0)
    var first = [Double](repeating: 0, count: axes)
    var total = first
    for place in chosen {
      let row = rows[place]
      let (a, b) = (row[0], row[1])
      sum += a + b
      squares += a * a + b * b
      for axis in 0..<axes {
        let mixed = row[2 + axis]
        first[axis] += b * (mixed - a)
        total[axis] += (a - mixed) * (a - mixed)
      }
    }
    let variance = squares / (2 * n) - (sum / (2 * n)) * (sum / (2 * n))
    guard variance > 0 else { return nil }
    return first.map { $0 / n / variance } + total.map { $0 / (2 * n) / variance }
  }
}
