import Solvers
import Tensors

/// The shape of a face without weight, as it was recovered from the face as captured.
public struct RecoveredRest: Sendable {
  /// How the head was held when the face was captured.
  public var captured: Scenario.Posture
  /// Displacement of every node from the face as captured to the rest shape, in m, in the frame of the
  /// head.
  public var displacements: [Vector3]
  /// Forces on the nodes, in N, that hold the tension of the skin in the rest shape; zero without tension.
  public var holding: [Vector3]
  /// One entry per correction of the shape.
  public var history: [NewtonIteration]
  /// Factorizations that the corrections took.
  public var factorizations: Int
  /// Largest distance in m between the face as captured and the rest shape loaded again by an
  /// independent solution from the undeformed state.
  public var roundTripMaximum: Double

  /// - Parameters:
  ///   - posture: how the head was held.
  ///   - captured: the rest shape and the equilibrium that loading it gives.
  ///   - target: positions of the face as captured, in m.
  init(_ posture: Scenario.Posture, _ captured: CapturedState, target: [Vector3]) {
    self.captured = posture
    displacements = zip(captured.positions, target).map { $0 - $1 }
    (holding, history) = (captured.holding, captured.history)
    factorizations = captured.factorizations
    roundTripMaximum = zip(displacements, captured.solved.equilibrium.state.displacements)
      .reduce(0) { max($0, ($1.0 + $1.1).length) }
  }
}
