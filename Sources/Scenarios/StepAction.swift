import Anatomy
import Treatments

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
  /// Tissue grows, shrinks, stiffens or softens from this step on, each change by its course.
  case change([ZoneSelection: [TissueLayer: LayerChange]])
  /// Something is done to the face in one session.
  case treat(Treatment)
  /// Time goes by, in s; who has an age grows older.
  case wait(Double)
  /// Time goes on, or back, to an age in years.
  case age(Double)
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
    case .change(let changes):
      changes.sorted { $0.key.name < $1.key.name }.flatMap { zones, layers in
        TissueLayer.allCases.compactMap { layer in
          layers[layer].map { "\(layer.rawValue) of \(zones.name): \($0)" }
        }
      }.joined(separator: "; ")
    case .treat(let treatment): "\(treatment)"
    case .wait(let time):
      time < TimeUnit.year
        ? "\((time / TimeUnit.day).formatted3) days go by"
        : "\((time / TimeUnit.year).formatted3) years go by"
    case .age(let age): "to the age of \(age.formatted3) years"
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
