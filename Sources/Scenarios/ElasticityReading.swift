import Anatomy

/// What a device that measures elasticity has shown, before it is a modulus.
///
/// Shear-wave elastography times a wave of 0.1 to 1 kHz; in a solid that is elastic, isotropic, without
/// volume change and large against the wavelength its speed is c = √(μ/ρ). Devices that print kPa print
/// E = 3ρc².
///
/// Such a μ is dynamic, and the wave in a layer thinner than its length (2–10 mm) is a guided one; so a
/// reading of fat is of medium confidence for a face at rest, one of skin or SMAS of low confidence.
///
/// - Source: Bercoff et al., IEEE Trans. Ultrason. Ferroelectr. Freq. Control 51 (2004) 396, eq. c = √(μ/ρ)
///   (recalled).
public struct ElasticityReading: Sendable, Equatable {
  public enum Device: String, CaseIterable, Sendable {
    case shearWaveElastography = "shear-wave-elastography"
  }

  public enum Quantity: Sendable, Equatable {
    /// c in m/s.
    case shearWaveSpeed(Estimate)
    /// E in Pa.
    case youngModulus(Estimate)
  }

  public var device = Device.shearWaveElastography
  public var quantity: Quantity

  public init(_ quantity: Quantity) { self.quantity = quantity }

  /// The shear modulus at rest: μ = ρc², of which σ(μ) = 2ρc σ(c) to first order; μ = E/3.
  ///
  /// - Parameter density: ρ of the layer in kg/m³.
  /// - Returns: μ in Pa.
  public func shearModulus(density: Double) -> Estimate {
    switch quantity {
    case .shearWaveSpeed(let c):
      Estimate(
        density * c.mean * c.mean, deviation: c.deviation.map { 2 * density * c.mean * $0 })
    case .youngModulus(let E): E.scaled(by: 1.0 / 3)
    }
  }

  /// The rule in words.
  public var rule: String {
    switch quantity {
    case .shearWaveSpeed: "shear modulus = density × (shear-wave speed)²"
    case .youngModulus: "shear modulus = Young's modulus / 3"
    }
  }

  /// How far the rule holds for a layer at rest.
  public func confidence(in layer: TissueLayer) -> Confidence {
    switch layer {
    case .superficialFat, .deep: .medium
    case .skin, .smas: .low
    }
  }
}
