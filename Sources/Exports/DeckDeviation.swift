import Scenarios
import Tensors

/// How far the face of a deck is from Turgor's own in a step, by all that the deck says otherwise.
public struct DeckDeviation: Sendable {
  public var step: String
  /// Mean length of the displacement of the face from its rest shape in Turgor, in m.
  public var displacement: Double
  /// Mean length of the difference, over that displacement.
  public var relative: Double
  /// The zone where that is most, and how much it is there.
  public var worst: (zone: String, relative: Double)

  /// - Parameters:
  ///   - step: of the deck.
  ///   - deck: displacements from the rest shape that the deck gives, in m.
  ///   - own: those of the face in Turgor.
  ///   - prepared: the face, for its zones.
  ///   - rest: its rest shape.
  public init(
    _ step: DeckFace.Step, deck: [Vector3], own: [Vector3], on prepared: PreparedFace,
    rest: RecoveredRest
  ) {
    func means(_ u: [Vector3]) -> [ZoneStatistics] {
      prepared.statistics(
        of: SkinMotion(
          from: rest.displacements, to: zip(rest.displacements, u).map { $0 + $1 },
          rest: rest.displacements), gravity: step.gravity)
    }
    let (all, far) = (means(own), means(zip(deck, own).map { $0 - $1 }))
    let parts = zip(all, far).map { (zone: $0.zone, relative: $1.mean / $0.mean) }
    self.step = step.name
    // The whole face comes last.
    displacement = all.last?.mean ?? 0
    relative = parts.last?.relative ?? 0
    worst = parts.dropLast().max { $0.relative < $1.relative } ?? ("", 0)
  }
}
