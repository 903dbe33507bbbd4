import Anatomy
import Treatments

/// Stiffness and thickness of every zone and layer, and where each figure came from.
///
/// A figure of the scenario goes before one of the subject's rules, that before the preset's; among those of
/// the scenario the narrowest selection of zones wins. Where a layer is given another thickness the other
/// layers keep theirs, and the bone lies deeper or less deep by the difference.
public struct ResolvedTissue: Sendable {
  /// One layer of one zone.
  public struct Layer: Sendable, Equatable {
    /// At rest, in Pa.
    public var shearModulus: Estimate
    /// In m; nil for the deep layer, which fills what the others leave.
    public var thickness: Estimate
    /// Where they came from, as in `preset adult` or `scenario, tissue.zones.cheek.skin`.
    public var shearModulusOrigin: String
    public var thicknessOrigin: String
  }

  public struct ZoneEntry: Sendable {
    public var zone: Zone
    public var layers: [TissueLayer: Layer]
    /// For the mesh.
    public var figures: TissuePreset.Zone
  }

  /// In the atlas' order.
  public var zones: [ZoneEntry]
  /// The preset after the changes that hold for the whole face.
  public var preset: TissuePreset
  /// On the stiffness of the ligaments.
  public var ligamentFactor: Double
  /// On the tension of the skin.
  public var tensionFactor: Double
  /// The rules by which what is known of the subject moved the preset.
  public var rules: [SubjectRule]
  /// What else was assumed, in words.
  public var assumptions: [String]

  /// Factors on the moduli of the preset by layer, one per zone; absent where all are 1.
  public var stiffness: [TissueLayer: [Double]] {
    var factors: [TissueLayer: [Double]] = [:]
    for (layer, entry) in preset.layers {
      let modulus = entry.material.shearModulus
      let byZone = zones.map { ($0.layers[layer]?.shearModulus.mean ?? modulus) / modulus }
      // A quotient of two moduli that are meant to be equal may be off by round-off.
      if byZone.contains(where: { abs($0 - 1) > 1e-12 }) { factors[layer] = byZone }
    }
    return factors
  }
}

extension Scenario {
  /// What the tissue of a face is made of.
  ///
  /// - Parameters:
  ///   - preset: as read from its file.
  ///   - atlas: whose zones.
  ///   - law: how people age.
  /// - Returns: figures of all zones, with their origin.
  /// - Throws: `AtlasError.zoneWithoutTissue`.
  public func resolvedTissue(_ preset: TissuePreset, atlas: Atlas, law: AgeingLaw)
    throws(AtlasError) -> ResolvedTissue
  {
    var preset = preset
    for (layer, law) in tissue.laws { preset.setLaw(law, of: layer) }
    let rules = SubjectRule.all(for: subject, preset: preset, ageing: ageing(by: law))
    let figures = try preset.figures(of: atlas)
    let zones = zip(atlas.zones, figures).map { zone, figures in
      resolved(zone, figures, preset: preset, rules: rules)
    }
    var whole = preset
    // The tissue beyond the cut rim is that of the whole face.
    for (layer, estimate) in tissue.layers {
      guard let modulus = modulus(of: estimate, layer, preset: preset) else { continue }
      whole.setShearModulus(modulus.mean, of: layer)
    }
    whole.scaleRelaxation(of: .skin, by: rules.factor(on: .skinRelaxation))
    whole.changeRelaxation(by: tissue.relaxation)
    return ResolvedTissue(
      zones: zones, preset: whole,
      ligamentFactor: tissue.ligamentFactor * rules.factor(on: .ligaments),
      tensionFactor: tissue.skinTensionFactor * rules.factor(on: .skinTension),
      rules: rules.filter { rule in
        switch rule.change?.target {
        case .ligaments: tissue.ligamentFactor > 0
        case .skinTension: tissue.skinTensionFactor > 0
        case .skinThickness, .skinModulus, .fatThickness, .fatModulus, .skinRelaxation, nil: true
        }
      },
      assumptions: readingAssumptions + relaxationAssumptions)
  }

  private func resolved(
    _ zone: Zone, _ figures: TissuePreset.Zone, preset: TissuePreset, rules: [SubjectRule]
  ) -> ResolvedTissue.ZoneEntry {
    var layers: [TissueLayer: ResolvedTissue.Layer] = [:]
    for layer in TissueLayer.allCases {
      let told = told(of: layer, in: zone)
      let usual = figures.thickness(of: layer, sex: subject.sex)
      var entry = ResolvedTissue.Layer(
        shearModulus: Estimate(preset.layers[layer]?.material.shearModulus ?? 0),
        thickness: Estimate(usual), shearModulusOrigin: "preset \(preset.name)",
        thicknessOrigin: "preset \(preset.name)")
      for rule in rules { rule.change?.apply(to: &entry, of: layer, name: rule.name) }
      if let (path, estimate) = told.last(where: { modulus(of: $0.1, layer, preset: preset) != nil }
      ) {
        entry.shearModulus = modulus(of: estimate, layer, preset: preset) ?? entry.shearModulus
        entry.shearModulusOrigin =
          "scenario, \(path)" + (estimate.reading.map { ": \($0.device.rawValue)" } ?? "")
      }
      if let (path, estimate) = told.last(where: { $0.1.thickness != nil }) {
        entry.thickness = estimate.thickness ?? entry.thickness
        entry.thicknessOrigin = "scenario, \(path)"
      }
      layers[layer] = entry
    }
    return ResolvedTissue.ZoneEntry(
      zone: zone, layers: layers, figures: figures.with(layers, sex: subject.sex))
  }

  /// What the scenario says of a layer of a zone with the path of each saying, the narrowest last.
  private func told(of layer: TissueLayer, in zone: Zone) -> [(String, LayerEstimate)] {
    let everywhere = tissue.layers[layer].map { [("tissue.layers.\(layer.rawValue)", $0)] } ?? []
    let zones = tissue.zones.filter { $0.key.contains(zone) }
      .sorted { $0.key.breadth > $1.key.breadth }
    return everywhere
      + zones.compactMap { zones, layers in
        layers[layer].map { ("tissue.zones.\(zones.name).\(layer.rawValue)", $0) }
      }
  }

  private func modulus(of estimate: LayerEstimate, _ layer: TissueLayer, preset: TissuePreset)
    -> Estimate?
  {
    estimate.shearModulus
      ?? estimate.reading.map { $0.shearModulus(density: preset.layers[layer]?.density ?? 0) }
  }

  private var relaxationAssumptions: [String] {
    let change = tissue.relaxation
    guard change != .none else { return [] }
    return [
      """
      relaxation of all layers as in scenario, tissue.relaxation: strength × \(change.strength.formatted3), \
      times × \(change.slowness.formatted3)
      """
    ]
  }

  /// How readings became moduli, one sentence per layer.
  private var readingAssumptions: [String] {
    TissueLayer.allCases.compactMap { layer in
      let readings = ([tissue.layers] + tissue.zones.values).compactMap { $0[layer]?.reading }
      guard let reading = readings.first else { return nil }
      return """
        \(layer.rawValue): \(reading.rule); taken from elastography, which is dynamic, for tissue at \
        rest (confidence \(reading.confidence(in: layer).rawValue))
        """
    }
  }
}

extension TissuePreset {
  /// Lets the layers relax otherwise.
  ///
  /// - Parameters:
  ///   - change: of strength and times.
  ///   - layer: the only one; all when nil.
  public mutating func changeRelaxation(by change: RelaxationChange, of layer: TissueLayer? = nil) {
    guard change != .none else { return }
    for each in TissueLayer.allCases where layer == nil || layer == each {
      guard let series = layers[each]?.relaxation?.series else { continue }
      layers[each]?.relaxation?.series = series.changed(
        strength: change.strength, slowness: change.slowness)
    }
  }
}

extension TissuePreset.Zone {
  /// Of one layer, in m.
  func thickness(of layer: TissueLayer, sex: Sex?) -> Double {
    switch layer {
    case .skin: skin(of: sex)
    case .superficialFat: superficialFat
    case .smas: smas
    case .deep: depth - skin(of: sex) - superficialFat - smas
    }
  }

  /// The figures with the layers as they were resolved; the same bits where nothing changed.
  fileprivate func with(_ layers: [TissueLayer: ResolvedTissue.Layer], sex: Sex?)
    -> TissuePreset.Zone
  {
    var zone = self
    for layer in TissueLayer.allCases {
      let usual = thickness(of: layer, sex: sex)
      guard let thickness = layers[layer]?.thickness.mean, thickness != usual else { continue }
      zone.depth += thickness - usual
      switch layer {
      case .skin: (zone.femaleSkin, zone.maleSkin) = (thickness, thickness)
      case .superficialFat: zone.superficialFat = thickness
      case .smas: zone.smas = thickness
      case .deep: break
      }
    }
    return zone
  }
}
