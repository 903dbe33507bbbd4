import Anatomy

/// What a step does to the face.
///
/// Each kind is declared in `StepAction+Shape.swift`, and changes what is in force in
/// `StepConditions.apply`; nothing else knows of kinds.
public enum StepAction: Sendable, Equatable {
  /// The head is held otherwise, until a later step says more.
  case posture(Scenario.Posture)
  /// The skin is loaded, during this step alone.
  case load(SkinLoad)
  /// Tissue becomes softer or stiffer, for good; a narrower selection goes before a wider one.
  case elasticity([ZoneSelection: [TissueLayer: ElasticityChange]])
  /// A probe is put on the skin for a while; the face stays as it is.
  case probe(Probe)
}

/// A change of the stiffness of a layer.
public enum ElasticityChange: Sendable, Equatable {
  /// On the modulus as it is before the step.
  case factor(Double)
  /// The shear modulus at rest in Pa.
  case shearModulus(Double)
}

extension StepAction: CustomStringConvertible {
  public var description: String {
    switch self {
    case .posture(let posture): "posture \(posture)"
    case .load(let load): "\(load)"
    case .probe(let probe): "\(probe)"
    case .elasticity(let changes):
      changes.sorted { $0.key.name < $1.key.name }.flatMap { zones, layers in
        TissueLayer.allCases.compactMap { layer in
          layers[layer].map { "\(layer.rawValue) of \(zones.name) \($0)" }
        }
      }.joined(separator: ", ")
    }
  }
}

extension ElasticityChange: CustomStringConvertible {
  public var description: String {
    switch self {
    case .factor(let factor): "× \(factor.formatted3)"
    case .shearModulus(let modulus): "\((1e-3 * modulus).formatted3) kPa"
    }
  }
}
