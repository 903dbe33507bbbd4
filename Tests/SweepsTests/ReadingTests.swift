import Foundation
import Testing

@testable import Sweeps

struct ReadingTests {
  /// sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ with all x even in (−π, π); closed forms: S = 0.3139, 0.4424, 0 and
  /// T = 0.5576, 0.4424, 0.2437 (Ishigami & Homma 1990).
  private static func ishigami(count: Int) -> [Double] {
    let points = SweepSampling.saltelli(count: count, seed: 1).points(axes: 3) ?? []
    return points.map { point in
      let x = point.map { .pi * (2 * $0 - 1) }
      return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
    }
  }

  @Test func `finds the indices of Ishigami's function`() throws {
    let indices = try #require(SobolIndices(Self.ishigami(count: 4096), axes: 3))
    // Of 40 seeds the first index of x₁ was off by 0.002 in the middle and by 0.013 at most.
    for (found, truth) in zip(
      indices.first + indices.total, [0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437])
    {
      #expect(abs(found.value - truth) < 0.02)
      #expect(found.low <= truth && truth <= found.high)
      #expect(found.high - found.low < 0.15)
    }
  }

  @Test func `points with a run that failed do not count`() throws {
    var results = Self.ishigami(count: 1024)
    for failed in [3, 8, 1000] { results[failed] = .nan }
    let indices = try #require(SobolIndices(results, axes: 3))
    // Runs 3 and 8 are of the points 0 and 1, 1000 of the point 200: three of 1024.
    #expect(indices.count == 1021)
    #expect(abs(indices.first[1].value - 0.4424) < 0.03)
  }

  @Test func `a result that is the same everywhere has no shares`() {
    #expect(SobolIndices(Array(repeating: 2, count: 50), axes: 3) == nil)
  }

  @Test func `the front has the runs that no other beats`() {
    let front = TradeOffFront(gain: [1, 3, 2, 4, 4, .nan, 0.5], cost: [1, 2, 3, 5, 4, 0, 1])
    #expect(front.members == [0, 1, 4])
  }

  @Test func `main effects of a sum are those of its terms`() throws {
    // y = 3a + b on a full grid: the means over b rise by 3 per a; the variances are 9 : 1.
    let pairs = (0..<5).flatMap { a in (0..<5).map { (Double(a), Double($0)) } }
    let y = pairs.map { 3 * $0.0 + $0.1 }
    let (a, b) = (
      try #require(MainEffect(axis: pairs.map(\.0), result: y)),
      try #require(MainEffect(axis: pairs.map(\.1), result: y))
    )
    #expect(abs(a.range - 12) < 1e-12 && abs(b.range - 4) < 1e-12)
    #expect(abs(a.share - 0.9) < 1e-12 && abs(b.share - 0.1) < 1e-12)
    #expect(a.bins.count == 5 && a.bins.allSatisfy { $0.count == 5 })
    // 1.96 standard deviations of 0, 1, 2, 3, 4.
    #expect(abs(a.bins[0].spread - 1.96 * 2.5.squareRoot()) < 1e-12)
  }
}
