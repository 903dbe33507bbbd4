import Anatomy

/// What is in force in a step: everything that its equilibrium depends on.
public struct StepConditions: Sendable, Equatable {
  public internal(set) var posture: Scenario.Posture
  public internal(set) var load: SkinLoad?
  /// Factors on the moduli of the face as captured by layer, one per zone in the atlas' order; a layer that
  /// has not changed is absent.
  public internal(set) var stiffness: [TissueLayer: [Double]] = [:]

  /// Those under which the face was captured.
  init(captured posture: Scenario.Posture) { self.posture = posture }

  /// Goes on to a step: loads of the step before end, posture and elasticity stay unless it changes them.
  ///
  /// - Parameters:
  ///   - action: what the step does.
  ///   - tissue: the moduli of the face as captured.
  mutating func apply(_ action: StepAction, to tissue: ResolvedTissue) {
    load = nil
    switch action {
    case .posture(let posture): self.posture = posture
    case .load(let load): self.load = load.intensity == 0 ? nil : load
    case .probe: break
    case .elasticity(let changes):
      for layer in TissueLayer.allCases {
        apply(changes.compactMapValues { $0[layer] }, of: layer, to: tissue)
      }
    }
  }

  private mutating func apply(
    _ changes: [ZoneSelection: ElasticityChange], of layer: TissueLayer, to tissue: ResolvedTissue
  ) {
    var factors = stiffness[layer] ?? Array(repeating: 1, count: tissue.zones.count)
    for (number, zone) in tissue.zones.enumerated() {
      switch changes.narrowest(for: zone.zone)?.value {
      case .factor(let factor): factors[number] *= factor
      case .shearModulus(let modulus):
        factors[number] = modulus / (zone.layers[layer]?.shearModulus.mean ?? modulus)
      case nil: break
      }
    }
    stiffness[layer] = factors.allSatisfy { $0 == 1 } ? nil : factors
  }

  /// Whether two sets of conditions lead to the same equilibrium.
  func areEquivalent(to other: StepConditions) -> Bool {
    posture.gravityDirection == other.posture.gravityDirection && load == other.load
      && stiffness == other.stiffness
  }
}

extension StepConditions: CustomStringConvertible {
  /// As in `supine, pressure of 1 kPa on chin, skin as changed`.
  public var description: String {
    let changed = TissueLayer.allCases.filter { stiffness[$0] != nil }.map(\.rawValue)
    let elasticity = changed.isEmpty ? nil : "\(changed.joined(separator: ", ")) as changed"
    return (["\(posture)"] + [load.map { "\($0)" }, elasticity].compactMap { $0 })
      .joined(separator: ", ")
  }
}
