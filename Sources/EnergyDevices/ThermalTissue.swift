import Anatomy

/// What heat, current and sound meet in a tissue; constants, since no source at hand gives their slope with temperature.
public struct ThermalTissue: Sendable, Equatable, Hashable {
  /// k in W/(m K).
  public var conductivity: Double
  /// ρ in kg/m³.
  public var density: Double
  /// c in J/(kg K).
  public var heatCapacity: Double
  /// w in 1/s: volume of blood that passes through a volume of tissue in a second.
  public var perfusion: Double
  /// q in W/m³.
  public var metabolicHeat: Double
  /// σ in S/m at some MHz.
  public var electricConductivity: Double
  /// α in Np/m of the pressure amplitude at 1 MHz.
  public var attenuation: Double
  /// Speed of sound in m/s.
  public var soundSpeed: Double
  /// Share of water in the volume, which absorbs infrared light.
  public var waterShare: Double
  public var source: String
  public var confidence: Confidence

  public init(
    conductivity: Double, density: Double, heatCapacity: Double, perfusion: Double = 0,
    metabolicHeat: Double = 0, electricConductivity: Double = 0, attenuation: Double = 0,
    soundSpeed: Double = 1540, waterShare: Double = 0, source: String,
    confidence: Confidence
  ) {
    (self.conductivity, self.density, self.heatCapacity) = (conductivity, density, heatCapacity)
    (self.perfusion, self.metabolicHeat) = (perfusion, metabolicHeat)
    (self.electricConductivity, self.attenuation) = (electricConductivity, attenuation)
    (self.soundSpeed, self.waterShare) = (soundSpeed, waterShare)
    (self.source, self.confidence) = (source, confidence)
  }

  /// ρc in J/(m³ K).
  public var volumetricCapacity: Double { density * heatCapacity }

  /// k/ρc in m²/s.
  public var diffusivity: Double { conductivity / volumetricCapacity }

  /// w ρ_b c_b in W/(m³ K): what blood takes away for each kelvin above its own temperature.
  public var perfusionLoss: Double { perfusion * Blood.volumetricCapacity }

  /// α(f) = α(1 MHz) f^1.1 in Np/m.
  ///
  /// - Parameter frequency: in Hz.
  /// - Returns: of the pressure amplitude; the intensity falls twice as fast.
  /// - Source: exponent of soft tissue as in the IT'IS database (`E045`).
  public func attenuation(at frequency: Double) -> Double {
    attenuation * .power(frequency / 1e6, 1.1)
  }
}
