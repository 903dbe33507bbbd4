import Anatomy
import Treatments

/// What is in force in a step: everything that its equilibrium depends on.
public struct StepConditions: Sendable, Equatable {
  public internal(set) var posture: Scenario.Posture
  public internal(set) var load: SkinLoad?
  /// Factors on the moduli of the face as captured by layer, one per zone in the atlas' order; a layer that
  /// has not changed is absent.
  public internal(set) var stiffness: [TissueLayer: [Double]] = [:]
  /// Since the capture, in s; negative before it.
  public internal(set) var time = 0.0
  /// Changes that earlier steps have started, the oldest first.
  public internal(set) var started: [StartedChange] = []
  /// At the capture, in years; nil where it is not known: time then passes without ageing.
  public let capturedAge: Double?

  /// Those under which the face was captured.
  init(captured posture: Scenario.Posture, age: Double? = nil) {
    (self.posture, capturedAge) = (posture, age)
  }

  /// In years; nil where the age at the capture is not known.
  public var age: Double? { capturedAge.map { $0 + time / TimeUnit.year } }

  /// Since the capture, in days.
  public var days: Double { time / TimeUnit.day }

  /// Years by which the face has aged since the capture.
  public var yearsAged: Double { capturedAge == nil ? 0 : time / TimeUnit.year }

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
    case .change(let zones): started.append(StartedChange(cause: .change(zones), start: time))
    case .treat(let treatment):
      started.append(StartedChange(cause: .treatment(treatment), start: time))
    case .wait(let time): self.time += time
    case .age(let age): time = (age - (capturedAge ?? age)) * TimeUnit.year
    }
  }

  /// What there is of the changes that were started, in their order; what is not there, or changes nothing, is absent.
  var effects: [StartedChange.Effect] { started.compactMap { $0.effect(at: time) } }

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
      && stiffness == other.stiffness && yearsAged == other.yearsAged && effects == other.effects
  }
}

extension StepConditions: CustomStringConvertible {
  /// As in `supine, pressure of 1 kPa on chin, skin as changed`.
  public var description: String {
    let changed = TissueLayer.allCases.filter { stiffness[$0] != nil }.map(\.rawValue)
    let elasticity = changed.isEmpty ? nil : "\(changed.joined(separator: ", ")) as changed"
    let changes = effects.isEmpty ? nil : "tissue as changed"
    return (["\(posture)"] + [load.map { "\($0)" }, elasticity, changes, clock].compactMap { $0 })
      .joined(separator: ", ")
  }

  /// As in `90 days later` or `20 years later, at 70`; nil at the time of the capture.
  private var clock: String? {
    guard time != 0 else { return nil }
    let (span, way) = (abs(time), time > 0 ? "later" : "earlier")
    let (number, unit) =
      span < TimeUnit.year ? (span / TimeUnit.day, "day") : (span / TimeUnit.year, "year")
    let passed = "\(number.formatted3) \(unit)\(number == 1 ? "" : "s") \(way)"
    return passed + (age.map { ", at \($0.formatted3)" } ?? "")
  }
}
