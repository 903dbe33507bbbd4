import Scenarios

/// Points of which every coordinate has one in each of as many equal parts as there are points.
///
/// - Source: McKay, Beckman & Conover, Technometrics 21 (1979) 239.
public struct LatinHypercube: Sendable {
  /// Coordinates in (0, 1), one row per point.
  public let points: [[Double]]

  /// - Parameters:
  ///   - count: of points.
  ///   - dimensions: of each.
  ///   - seed: the same seed gives the same points.
  public init(count: Int, dimensions: Int, seed: UInt64) {
    var draws = NormalDraws(seed: seed)
    var points = [[Double]](repeating: [], count: count)
    for _ in 0..<dimensions {
      var places = Array(0..<count)
      // Fisher and Yates.
      for i in stride(from: count - 1, to: 0, by: -1) {
        places.swapAt(i, min(i, Int(draws.even() * Double(i + 1))))
      }
      for (row, place) in places.enumerated() {
        points[row].append((Double(place) + draws.even()) / Double(count))
      }
    }
    self.points = points
  }
}
