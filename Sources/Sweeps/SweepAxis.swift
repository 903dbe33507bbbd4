import Documents

/// Something that differs from run to run: where it stands in the scenario, and what may stand there.
public struct SweepAxis: Sendable, Equatable {
  /// What may stand there.
  public enum Values: Sendable, Equatable {
    /// These, whatever JSON they are.
    case list([JSONTree])
    case range(AxisRange)
    case distribution(Distribution)
  }

  /// Its name in tables; the last name of its first pointer when nothing is said.
  public var id: String
  /// All places that get the value.
  public var pointers: [JSONPointer]
  public var values: Values

  public init(id: String, pointers: [JSONPointer], values: Values) {
    (self.id, self.pointers, self.values) = (id, pointers, values)
  }

  /// The values of a grid; nil where there is no end of them.
  var gridValues: [JSONTree]? {
    switch values {
    case .list(let values): values
    case .range(let range): range.values.map { .number($0) }
    case .distribution: nil
    }
  }

  /// The value at a coordinate in (0, 1): the quantile of a distribution, a place on a range, one of a list.
  func value(at part: Double) -> JSONTree {
    switch values {
    case .list(let values): values[min(values.count - 1, Int(part * Double(values.count)))]
    case .range(let range): .number(range.value(at: part))
    case .distribution(let distribution): .number(distribution.quantile(part))
    }
  }
}
