import Documents

/// A comparison that a combination must meet to be run, as in `energy <= 1.1` or `pitch < spacing`.
public struct SweepConstraint: Sendable, Equatable {
  enum Relation: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "="
    case different = "!="
  }

  enum Side: Sendable, Equatable {
    case axis(String)
    case number(Double)
  }

  let text: String
  let axis: String
  let relation: Relation
  let other: Side

  /// Nil for what is no comparison.
  ///
  /// - Parameter text: an axis, one of < <= > >= = !=, and an axis or a number, with blanks between them.
  public init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3, let relation = Relation(rawValue: words[1]), Double(words[0]) == nil
    else { return nil }
    (self.text, axis, self.relation) = (text, words[0], relation)
    other = Double(words[2]).map { .number($0) } ?? .axis(words[2])
  }

  /// The axes that it speaks of.
  var axes: [String] {
    if case .axis(let other) = other { [axis, other] } else { [axis] }
  }

  /// Whether values of the axes meet it; what is no number meets `!=` alone.
  func isMet(by values: [String: JSONTree]) -> Bool {
    func number(_ name: String) -> Double? {
      if case .number(let number) = values[name] { number } else { nil }
    }
    let right: Double? =
      switch other {
      case .axis(let name): number(name)
      case .number(let value): value
      }
    guard let left = number(axis), let right else { return relation == .different }
    return switch relation {
    case .less: left < right
    case .atMost: left <= right
    case .more: left > right
    case .atLeast: left >= right
    case .equal: left == right
    case .different: left != right
    }
  }
}
