import Assembly
import Solvers
import SparseAlgebra
import Tensors

/// The body of a face in its rest shape as a step of a schedule has it, and what acts on it in the step.
///
/// Loaded from there, it takes the shape that the face has in the step: what another program needs to solve the step anew.
public struct BodyAtRest: Sendable {
  /// Id of the step; `as-captured` for the face as it was captured.
  public var step: String
  /// What is in force, in words.
  public var conditions: String
  /// In the rest shape, with materials and threads as the step has them.
  public var solid: Solid
  /// Acceleration of gravity in m/s².
  public var gravity: Vector3
  /// What loads on the skin add, in N on each node.
  public var load: [Vector3]
  /// What holds the tension of the skin in the rest shape, in N on each node; zero without tension.
  public var holding: [Vector3]
  /// Where constrained nodes and the ground of springs have moved, in m; nil where they are as captured.
  public var ground: [Vector3]?
  /// Whether cells have grown or shrunk since the capture.
  public var hasGrown: Bool
  /// Whether the tissue is that of the face as captured: no factor on a modulus, no growth, no thread, no moved bone.
  public var isTissueAsCaptured: Bool
  /// How long the step lasts, in s; nil at rest.
  public var duration: Double?

  /// The name of the face as captured.
  public static let asCaptured = "as-captured"
}

extension SolvedFace {
  /// The body in the rest shape, as captured and in each step of a schedule.
  ///
  /// Nothing is solved but what the materials of a step depend on.
  ///
  /// - Parameter scenario: of the same face, prepared.
  /// - Returns: the face as captured first, then the steps in their order.
  /// - Throws: `RunFailure` where the tissue cannot become what a step makes of it.
  public func bodiesAtRest(of scenario: Scenario) throws(RunFailure) -> [BodyAtRest] {
    var (way, conditions) = (way(anew: false), asCaptured)
    var bodies = [try body(BodyAtRest.asCaptured, nil, under: conditions, along: &way)]
    for step in scenario.steps {
      conditions.apply(step.action, to: prepared.tissue)
      bodies.append(try body(step.id, step.duration, under: conditions, along: &way))
    }
    return bodies
  }

  private func body(
    _ id: String, _ duration: Double?, under conditions: StepConditions, along way: inout StepSolver
  ) throws(RunFailure) -> BodyAtRest {
    do {
      var body = try way.bodyAtRest(id, under: conditions)
      body.duration = duration
      return body
    } catch {
      throw RunFailure(of: id, error, on: prepared, under: conditions.load)
    }
  }
}
