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

/// Blood as it enters the tissue.
public enum Blood {
  /// ρc in J/(m³ K): 1050 kg/m³ times 3617 J/(kg K).
  ///
  /// - Source: IT'IS database (`E038`).
  public static let volumetricCapacity = 1050.0 * 3617.0
  /// In °C; blood and the tissue on the bone share it.
  public static let temperature = 37.0
}

/// A layer of the block that is heated.
public struct TissueSlab: Sendable, Equatable, Hashable {
  /// As it is called in tables.
  public var name: String
  /// The layer of the mechanical model that it is part of; nil where it is part of none.
  public var layer: TissueLayer?
  /// In m.
  public var thickness: Double
  public var tissue: ThermalTissue

  public init(_ name: String, layer: TissueLayer? = nil, thickness: Double, tissue: ThermalTissue) {
    (self.name, self.layer, self.thickness, self.tissue) = (name, layer, thickness, tissue)
  }
}
