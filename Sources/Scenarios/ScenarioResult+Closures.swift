import Anatomy
import Measures
import Tensors
import Treatments

extension ScenarioResult {
  /// What a seam carries in a step.
  public struct Closure: Sendable, Equatable {
    /// The step in which it was sewn.
    public var sewnIn: String
    public var side: Zone.Side
    public var layer: TissueLayer
    /// Across the seam, per length of it, in N/m: the mean over the strip weighted with what is taken up.
    public var lineTension: Double
    /// Of all the seam, in N.
    public var tension: Double
  }

  /// What all seams carry in a step; those that were not sewn yet are absent.
  ///
  /// Stiffness by zone that the conditions change (`elasticity`) is left out.
  public func closures(in step: Step) -> [Closure] {
    let captured = prepared.face.tissue.mesh.positions
    let positions = zip(captured, step.displacements).map(+)
    let rest = zip(captured, self.rest.displacements).map(+)
    return lifts(in: step).flatMap { id, lift -> [Closure] in
      let layer = lift.manoeuvre.layer
      let stress = MembraneStress(in: layer, of: prepared.face, rest: rest) {
        step.changedLayers[layer]?.applied(to: $0) ?? $0
      }
      return lift.seams(in: prepared.face.tissue, of: prepared.atlas).map {
        Closure(of: $0, sewnIn: id, under: stress, at: positions)
      }
    }
  }

  /// The lifts that are there in a step, with the steps in which they were made.
  private func lifts(in step: Step) -> [(id: String, lift: SoftTissueLift)] {
    let made =
      scenario.steps.prefix { $0.id != step.id } + scenario.steps.filter { $0.id == step.id }
    let effects = step.conditions.effects
    return made.compactMap { earlier in
      guard case .treat(.lift(let lift)) = earlier.action, lift.advance > 0,
        effects.contains(where: { $0.cause == .treatment(.lift(lift)) })
      else { return nil }
      return (earlier.id, lift)
    }
  }
}

extension ScenarioResult.Closure {
  fileprivate init(
    of seam: Seam, sewnIn id: String, under stress: MembraneStress, at positions: [Vector3]
  ) {
    let middle = MembraneStress.gradients(under: Vector3(1.0 / 3, 1.0 / 3, 0))
    var (carried, weight) = (0.0, 0.0)
    for (t, share) in seam.shortening.enumerated() where share > 0 {
      carried +=
        share
        * stress.lineTension(
          across: seam.across, triangle: t, gradients: middle, positions: positions)
      weight += share
    }
    (sewnIn, side, layer) = (id, seam.side, seam.layer)
    lineTension = weight > 0 ? carried / weight : 0
    tension = lineTension * seam.length
  }
}
