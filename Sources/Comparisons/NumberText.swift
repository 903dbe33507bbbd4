import Foundation

extension Double {
  /// With fixed decimals, without a negative zero.
  func text(_ digits: Int) -> String {
    let text = String(format: "%.\(digits)f", self)
    return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) })
      ? String(text.dropFirst()) : text
  }

  /// With a sign, for differences.
  func signed(_ digits: Int) -> String {
    let text = self.text(digits)
    return text.hasPrefix("-") || text.allSatisfy({ "0.".contains($0) }) ? text : "+" + text
  }

  /// In mm to a tenth of a micrometre, from m; nil for what is no number, which JSON cannot say.
  var millimetres: Double? { isFinite ? (1e7 * self).rounded() / 1e4 : nil }
}

extension Optional<Double> {
  /// A cell of a table; empty for no number.
  func cell(_ digits: Int) -> String {
    guard let self, self.isFinite else { return "" }
    return self.text(digits)
  }
}

extension Optional<Bool> {
  /// A cell of a table; empty where it is not known.
  var cell: String { map { $0 ? "yes" : "no" } ?? "" }
}
