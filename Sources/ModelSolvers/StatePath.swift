import Tensors

/// The last states of a stage, and where they lead.
struct StatePath {
  /// As many as a parabola needs.
  private static let depth = 3
  private var states: [(time: Double, displacements: [Vector3])] = []

  /// Begins anew where a stage begins: what moves the body may change there.
  init(time: Double, displacements: [Vector3]) { states = [(time, displacements)] }

  mutating func append(time: Double, displacements: [Vector3]) {
    states.append((time, displacements))
    if states.count > Self.depth { states.removeFirst() }
  }

  /// Displacements at a later time by the parabola through the last three states; nil where it is not to be trusted.
  ///
  /// With equal steps u₃ ≈ 3 u₂ − 3 u₁ + u₀. Steps of other lengths, or a path that is far from straight,
  /// may lead past a point from which several ways go on: there each step begins where the last one ended.
  func prediction(at time: Double) -> [Vector3]? {
    guard states.count == Self.depth else { return nil }
    let (t, u) = (states.map(\.time), states.map(\.displacements))
    let step = t[2] - t[1]
    guard [t[1] - t[0], time - t[2]].allSatisfy({ abs($0 - step) < 1e-6 * step }) else {
      return nil
    }
    var (bend, move) = (0.0, 0.0)
    for node in u[2].indices {
      bend = max(bend, (u[2][node] - 2 * u[1][node] + u[0][node]).length)
      move = max(move, (u[2][node] - u[1][node]).length)
    }
    guard bend <= Self.straightness * move else { return nil }
    return u[2].indices.map { 3 * (u[2][$0] - u[1][$0]) + u[0][$0] }
  }

  /// How much one step may differ from the one before, over its length.
  private static let straightness = 0.05
}
