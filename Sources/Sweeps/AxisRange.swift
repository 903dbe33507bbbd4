import Foundation

/// Numbers between two ends, evenly spaced or in equal ratios.
public struct AxisRange: Sendable, Equatable {
  public enum Spacing: String, CaseIterable, Sendable { case linear, log }

  public var from: Double
  public var to: Double
  /// How many of them a grid has, both ends included.
  public var count: Int
  public var spacing: Spacing

  public init(from: Double, to: Double, count: Int, spacing: Spacing = .linear) {
    (self.from, self.to, self.count, self.spacing) = (from, to, count, spacing)
  }

  /// The numbers of a grid; the ends are met to the last bit, and those between have twelve digits, so that 0.6 is 0.6.
  public var values: [Double] {
    let inner = (1..<max(1, count - 1)).map { i -> Double in
      let value = value(at: Double(i) / Double(count - 1))
      return Double(String(format: "%.12g", value)) ?? value
    }
    return [from] + inner + [to]
  }

  /// The number at a part of the way, from 0 to 1.
  public func value(at part: Double) -> Double {
    switch spacing {
    case .linear: from + part * (to - from)
    case .log: from * pow(to / from, part)
    }
  }
}
