import Assembly
import Materials
import Solvers
import Tensors

/// A tissue with one parameter moved by a little: ∂/∂s is the difference over `step`.
public struct VariedTissue: Sendable {
  /// Of the same thicknesses.
  public var tissue: LayeredTissue
  /// By how much the parameter differs.
  public var step: Double

  public init(_ tissue: LayeredTissue, step: Double) { (self.tissue, self.step) = (tissue, step) }
}

/// How a point of a curve changes with a parameter, per unit of it.
public struct RecoilSlope: Sendable, Equatable {
  /// In Pa under suction, where it is zero, in N under an indenter that is moved.
  public var load: Double
  /// In m.
  public var excursion: Double
}

/// A probed body with one parameter of its tissue moved, beside the body itself: the derivative of the whole
/// course, the fading stresses included.
///
/// At the end of every time step r(u + δu, h + δh; s + δs) = f is solved to first order about the body's own
/// equilibrium,
///
///     K δu = −(r(u, h + δh; s + δs) − r(u, h; s)),
///
/// with the factor K that Newton's method left of that step, and the history h + δh goes on from the moved state.
/// One evaluation of the forces and one back-substitution for each parameter and step: no iteration, no
/// factorization, and none of the noise that adaptive steps bring into differences of two runs.
final class VariedProbe {
  let step: Double
  private let base: ProbedBody
  private let assembler: Assembler
  /// What holds the tension of the skin, less what does in the body itself, in N.
  private let holding: [Vector3]
  private var history: ViscousHistory?

  /// - Throws: `AssemblyError`.
  init(_ variation: VariedTissue, of base: ProbedBody) throws {
    (self.base, step) = (base, variation.step)
    var solid = base.solver.assembler.solid
    for (number, layer) in variation.tissue.layers.enumerated() {
      solid.regions[number].materials = [layer.material]
      solid.regions[number].relaxation = layer.relaxation
    }
    assembler = try Assembler(solid: solid, threads: base.solver.assembler.threads)
    holding = zip(assembler.holdingForces().enumerated(), base.holding).map { moved, own in
      moved.element.replacing(with: Vector3.zero, where: solid.constrained[moved.offset]) - own
    }
  }

  /// Goes on to a state of the body.
  ///
  /// - Parameters:
  ///   - state: of the body, its solver just having found it.
  ///   - duration: of the step that led to it, in s; nil for the relaxed state at the beginning.
  /// - Returns: the state of the varied body at that time.
  func follow(_ state: CreepState, for duration: Double?) -> SolidState {
    let found = state.equilibrium.state
    if let duration, let history { assembler.beginStep(duration: duration, after: history) }
    defer { assembler.endStep() }
    assembler.assemble(at: found, wantsTangent: false)
    let own = base.solver.assembler
    let imbalance = holding.indices.map { i in
      (own.forces[i] - assembler.forces[i] + holding[i])
        .replacing(with: Vector3.zero, where: own.solid.constrained[i])
    }
    let right = assembler.rightHandSide(imbalance: imbalance, increments: nil)
    let change = assembler.displacements(from: base.solver.factor.solve(right), increments: nil)
    let moved = found.advanced(by: assembler.increment(displacements: change), factor: 1)
    if let duration, let past = history {
      history = assembler.history(after: past, duration: duration, at: moved)
    } else {
      history = assembler.relaxedHistory(at: moved)
    }
    return moved
  }
}
