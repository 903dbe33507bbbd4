import ConstitutiveModels

/// Displacements of nodes that are given.
public struct Support: Sendable {
  public var name: String
  /// Indices of nodes.
  public var nodes: [Int]
  /// 0, 1, 2 for x, y, z.
  public var axis: Int
  public var value: TimeValue
  /// Whether the value counts from where the node is when the step begins.
  public var isRelative: Bool
  /// Indices of the steps in which it holds; nil for all.
  public var steps: ClosedRange<Int>?

  public init(
    name: String, nodes: [Int], axis: Int, value: TimeValue = TimeValue(0),
    isRelative: Bool = false, steps: ClosedRange<Int>? = nil
  ) {
    (self.name, self.nodes, self.axis, self.value) = (name, nodes, axis, value)
    (self.isRelative, self.steps) = (isRelative, steps)
  }
}
