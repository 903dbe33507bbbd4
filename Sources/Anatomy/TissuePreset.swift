import Materials

/// The layers of a face, from the bone outwards.
public enum TissueLayer: String, CaseIterable, Codable, Sendable {
  /// Deep fat and muscle, down to the bone.
  case deep
  /// The superficial musculo-aponeurotic system; platysma in the neck, galea on the forehead.
  case smas
  case superficialFat = "superficial-fat"
  /// Epidermis and dermis.
  case skin
}

/// Whether the thickness of the skin is that of women, of men or between the two.
public enum Sex: String, CaseIterable, Codable, Sendable {
  case female, male
}

/// How far a figure can be trusted.
public enum Confidence: String, CaseIterable, Codable, Sendable {
  /// Read in a primary record.
  case high
  /// Second-hand or well known.
  case medium
  /// Recalled or assumed: named as an assumption in every result.
  case low
}

/// Thickness, stiffness and support of the tissue by zone and layer, with the source of each figure.
///
/// Read from `tissue.NAME.json` beside the atlas; lengths there in mm, moduli in kPa, here in m and Pa.
public struct TissuePreset: Sendable, Equatable {
  /// The mechanical figures of one layer.
  public struct Layer: Sendable, Equatable {
    public var material: Material
    /// kg/m³.
    public var density: Double
    public var source: String
    public var confidence: Confidence
    /// How its stress relaxes, the law being that of the relaxed tissue; nil where it is taken to be elastic.
    public var relaxation: Relaxation?
  }

  /// How the stress of a layer relaxes, and what that was taken from.
  public struct Relaxation: Sendable, Equatable {
    public var series: PronySeries
    public var source: String
    public var confidence: Confidence
  }

  /// What holds the deep surface of a zone.
  public enum Support: Sendable, Equatable {
    /// Fixed.
    case bone
    /// Springs in Pa/m: `normal` against in and out, `tangential` against sliding.
    case elastic(normal: Double, tangential: Double)
  }

  /// The tension of the skin of a zone, and what it was taken from.
  public struct Tension: Sendable, Equatable {
    public var stress: SkinTension
    public var source: String
    public var confidence: Confidence
  }

  /// The thicknesses of one zone in m.
  public struct Zone: Sendable, Equatable {
    public var depth: Double
    public var femaleSkin: Double
    public var maleSkin: Double
    public var superficialFat: Double
    public var smas: Double
    public var support: Support
    public var tension: Tension
    public var source: String
    public var confidence: Confidence

    /// Thickness of the skin; the mean of both sexes when none is given.
    public func skin(of sex: Sex?) -> Double {
      switch sex {
      case .female: femaleSkin
      case .male: maleSkin
      case nil: (femaleSkin + maleSkin) / 2
      }
    }
  }

  public var name: String
  /// K/G of all layers.
  public var bulkToShear: Double
  public var layers: [TissueLayer: Layer]
  /// By the name of the zone without its side.
  public var zones: [String: Zone]

  /// The material of the skin, its fibres in the frame (line, across, normal).
  public var skin: Material {
    guard let skin = layers[.skin] else { preconditionFailure("a preset without skin") }
    return skin.material
  }

  /// The figures of all zones of an atlas, in its order.
  ///
  /// - Throws: `AtlasError.zoneWithoutTissue` for the first that has none.
  public func figures(of atlas: Atlas) throws(AtlasError) -> [Zone] {
    var figures: [Zone] = []
    for zone in atlas.zones {
      guard let entry = self.zone(named: zone.name) else {
        throw .zoneWithoutTissue(zone: zone.region, preset: name)
      }
      figures.append(entry)
    }
    return figures
  }

  /// The zone an atlas zone such as `malar.left` belongs to.
  public func zone(named name: String) -> Zone? {
    zones[name.split(separator: ".").first.map(String.init) ?? name]
  }

  /// Replaces the shear modulus at rest of a layer, in Pa; the law keeps its other ratios.
  public mutating func setShearModulus(_ modulus: Double, of layer: TissueLayer) {
    guard let old = layers[layer] else { return }
    layers[layer]?.material = old.material.scaled(by: modulus / old.material.shearModulus)
    layers[layer]?.source = "the scenario, in place of \(name)"
    layers[layer]?.confidence = .high
  }

  /// Multiplies the part of the stress of a layer that relaxes; stays where nothing would be left to hold it.
  public mutating func scaleRelaxation(of layer: TissueLayer, by factor: Double) {
    guard factor != 1, let series = layers[layer]?.relaxation?.series.scaled(by: factor) else {
      return
    }
    layers[layer]?.relaxation?.series = series
  }

  /// Replaces the law of a layer.
  public mutating func setLaw(_ law: LayerLaw, of layer: TissueLayer) {
    layers[layer]?.material = law.material(bulkToShear: bulkToShear)
    layers[layer]?.source = "the scenario, in place of \(name)"
    layers[layer]?.confidence = .high
  }

  /// The figures that are recalled or assumed, in words: they are named with every result.
  public var assumptions: [String] {
    let weak = TissueLayer.allCases.compactMap { layer -> String? in
      guard let entry = layers[layer], entry.confidence == .low else { return nil }
      return "stiffness of the \(layer.rawValue) layer: \(entry.source)"
    }
    let zones = zones.filter { $0.value.confidence == .low }.keys.sorted()
    return weak + [
      "densities of all layers are recalled figures",
      "thickness or backing partly recalled or assumed in: \(zones.joined(separator: ", "))",
      "beyond the cut rim the tissue goes on for 100 mm as it is there, and springs stand for 30 mm more",
    ]
  }

  /// What a run in which time passes by the second assumes, in words.
  public var relaxationAssumptions: [String] {
    TissueLayer.allCases.compactMap { layer in
      guard let relaxation = layers[layer]?.relaxation, relaxation.confidence == .low else {
        return nil
      }
      return "relaxation of the \(layer.rawValue) layer: \(relaxation.source)"
    } + ["the moduli of all layers are taken for those of the relaxed tissue"]
  }

  /// What a run with the tension of the skin assumes, in words; nothing without it.
  ///
  /// - Parameter factor: on the tension of the zones.
  /// - Returns: sentences for a manifest.
  public func tensionAssumptions(factor: Double) -> [String] {
    guard factor > 0 else { return [] }
    let assumed = zones.filter { $0.value.tension.confidence == .low }.keys.sorted()
    return [
      "tension of the skin not measured, interpolated in: \(assumed.joined(separator: ", "))",
      "tension across the lines is half of that along them",
      "tension lines are recalled from charts",
      "what the tension of the skin needs to be held at rest (fibres to the bone, skin beyond the cut) acts as dead "
        + "forces",
      "the law of the skin is not corrected for the tension that the tests it was fitted to include",
    ]
  }
}
