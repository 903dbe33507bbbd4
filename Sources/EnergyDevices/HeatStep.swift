/// One step in time: excess temperatures at its start, at its inner stage and at its end.
public struct HeatStep: Sendable {
  /// Since the first phase began, in s.
  public var start: Double
  /// In s.
  public var length: Double
  /// θ of each node in K; at stage and end before what boils is brought back to the boiling point.
  public var first, middle, last: [Double]

  /// γ = 2 − √2: where in the step the stage lies; both stages then have the same matrix.
  static let stage = 2 - 2.0.squareRoot()

  /// ∫ over the step of a linear functional of θ, with the weights of the method, so that its balance is that of the step.
  ///
  /// - Parameter functional: its values at start, stage and end.
  /// - Returns: length · (√2/4, √2/4, 1 − √2/2) · functional.
  func integral(_ functional: ([Double]) -> Double) -> Double {
    let w = 2.0.squareRoot() / 4
    return length
      * (w * (functional(first) + functional(middle)) + (1 - 2 * w) * functional(last))
  }
}
