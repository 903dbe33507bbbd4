import Documents
import Foundation
import Materials

extension TissuePreset {
  /// Reads `tissue.NAME.json` in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(named name: String, in folder: URL) throws(DocumentError) {
    let url = folder.appending(path: "tissue.\(name).json")
    try self.init(reading: try StrictJSON(contentsOf: url))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(parsing text: [UInt8], file: String) throws(DocumentError) {
    try self.init(reading: try StrictJSON(parsing: text, file: file))
  }

  private init(reading document: StrictJSON) throws(DocumentError) {
    let preset = document.root.preset()
    try document.finish()
    guard let preset else { preconditionFailure("no preset, and no reason why") }
    self = preset
  }
}

extension TissuePreset {
  /// In kPa: softer than any tissue, stiffer than any soft one, so that outside a unit was mistaken.
  static let moduli = 0.01...10_000
}

/// In mm: from a fifth of an epidermis to three times the deepest cheek.
private let thicknesses = 0.02...60
/// In kPa: slack skin, to ten times what was measured on faces.
private let tensions = 0.0...500

extension JSONCursor {
  fileprivate func preset() -> TissuePreset? {
    guard
      let object = object(keys: [
        "about", "name", "bulk_to_shear", "layers", "zones",
      ])
    else {
      return nil
    }
    let name = object.required("name")?.string()
    let ratio = object.required("bulk_to_shear")?.bulkToShear()
    let layers = object.required("layers")?.layers(bulkToShear: ratio ?? 1)
    let zones = object.required("zones")?.object(of: "zones by name")?.all
    let figures = zones?.map { ($0.key, $0.value.zone()) }
    guard let name, let layers, let figures else { return nil }
    return TissuePreset(
      name: name, bulkToShear: ratio ?? 1, layers: layers,
      zones: Dictionary(figures, uniquingKeysWith: { first, _ in first }).compactMapValues(\.self))
  }

  /// K/G; below 2 Poisson's ratio is below 0.29, which is no soft tissue.
  private func bulkToShear() -> Double? {
    guard let object = object(keys: ["value", "source", "confidence"]) else { return nil }
    _ = (
      object.required("source")?.string(), object.required("confidence")?.choice(Confidence.self)
    )
    return object.required("value")?.number(in: 2...1e5, unit: "")
  }

  private func layers(bulkToShear ratio: Double) -> [TissueLayer: TissuePreset.Layer]? {
    guard let object = object(keys: TissueLayer.allCases.map(\.rawValue)) else { return nil }
    var layers: [TissueLayer: TissuePreset.Layer] = [:]
    for layer in TissueLayer.allCases {
      layers[layer] = object.required(layer.rawValue)?.layer(layer, bulkToShear: ratio)
    }
    return layers
  }

  private func layer(_ layer: TissueLayer, bulkToShear ratio: Double) -> TissuePreset.Layer? {
    guard let object = object(of: "the law of a layer") else { return nil }
    let law = object.law(
      beside: ["density_kg_per_m3", "relaxation", "source", "confidence"], of: layer)
    // From liquid fat to bone.
    let density = object.required("density_kg_per_m3")?.number(in: 800...2000, unit: "kg/m³")
    let relaxation = object["relaxation"].map { $0.relaxation() }
    let (source, confidence) = object.provenance()
    guard let law, let density, let source, let confidence else { return nil }
    return TissuePreset.Layer(
      material: law.material(bulkToShear: ratio), density: density, source: source,
      confidence: confidence, relaxation: relaxation ?? nil)
  }

  private func relaxation() -> TissuePreset.Relaxation? {
    guard let object = object(keys: ["terms", "source", "confidence"]) else { return nil }
    let terms = object.required("terms")?.array(of: "terms of a Prony series")?.compactMap {
      $0.term()
    }
    let (source, confidence) = object.provenance()
    guard let terms, let source, let confidence else { return nil }
    do {
      return TissuePreset.Relaxation(
        series: try PronySeries(terms), source: source, confidence: confidence)
    } catch {
      object["terms"]?.note("\(error)")
      return nil
    }
  }

  private func term() -> PronySeries.Term? {
    guard let object = object(keys: ["share", "time_s"]) else { return nil }
    let share = object.required("share")?.number(in: 0.001...0.999, unit: "")
    // From the fastest that a probe resolves to a day.
    let time = object.required("time_s")?.number(in: 0.001...86_400, unit: "s")
    guard let share, let time else { return nil }
    return PronySeries.Term(share: share, time: time)
  }

  private func zone() -> TissuePreset.Zone? {
    let keys = [
      "depth_mm", "skin_mm", "superficial_fat_mm", "smas_mm", "support", "backing",
      "skin_tension_kPa", "source", "confidence",
    ]
    guard let object = object(keys: keys) else { return nil }
    let depth = object.requiredQuantity("depth_mm", in: thicknesses)
    let fat = object.requiredQuantity("superficial_fat_mm", in: thicknesses)
    let smas = object.requiredQuantity("smas_mm", in: thicknesses)
    let skin = object.required("skin_mm")?.object(keys: Sex.allCases.map(\.rawValue))
    let skins = Sex.allCases.map {
      skin?.required($0.rawValue)?.number(in: thicknesses, unit: "mm").map { 1e-3 * $0 }
    }
    let support = support(object)
    let tension = object.required("skin_tension_kPa")?.tension()
    let (source, confidence) = object.provenance()
    guard let depth, let fat, let smas, let female = skins[0], let male = skins[1], let support,
      let tension, let source, let confidence
    else { return nil }
    if depth <= max(female, male) + fat + smas {
      object["depth_mm"]?.note("skin, superficial fat and SMAS leave nothing for the deep layer")
    }
    return TissuePreset.Zone(
      depth: depth, femaleSkin: female, maleSkin: male, superficialFat: fat, smas: smas,
      support: support, tension: tension, source: source, confidence: confidence)
  }

  private func tension() -> TissuePreset.Tension? {
    guard let object = object(keys: ["along", "across", "source", "confidence"]) else { return nil }
    let along = object.required("along")?.number(in: tensions, unit: "kPa")
    let across = object.required("across")?.number(in: tensions, unit: "kPa")
    let (source, confidence) = object.provenance()
    guard let along, let across, let source, let confidence else { return nil }
    if across > along {
      object["across"]?.note("skin is tighter along its lines than across: exchange the two")
    }
    return TissuePreset.Tension(
      stress: SkinTension(along: 1e3 * along, across: 1e3 * across), source: source,
      confidence: confidence)
  }

  private func support(_ zone: JSONObject) -> TissuePreset.Support? {
    switch zone.required("support")?.choice(TissueSupport.self) {
    case .bone:
      zone["backing"]?.note("bone has no backing; remove it, or make \"support\" elastic")
      return .bone
    case .elastic: return zone.required("backing")?.backing()
    case nil: return nil
    }
  }

  /// A bed of springs stands for the backing: G/d along, 3 G/d across.
  func backing() -> TissuePreset.Support? {
    let backing = object(keys: ["thickness_mm", "shear_modulus_kPa"])
    guard let thickness = backing?.requiredQuantity("thickness_mm", in: 0.1...100),
      let modulus = backing?.requiredQuantity("shear_modulus_kPa", in: TissuePreset.moduli)
    else { return nil }
    return .elastic(normal: 3 * modulus / thickness, tangential: modulus / thickness)
  }
}

private enum TissueSupport: String, CaseIterable {
  case bone, elastic
}

extension JSONObject {
  /// Where figures come from, and how far they can be trusted.
  func provenance() -> (source: String?, confidence: Confidence?) {
    (required("source")?.string(), required("confidence")?.choice(Confidence.self))
  }
}
