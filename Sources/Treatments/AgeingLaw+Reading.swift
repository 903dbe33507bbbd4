import Anatomy
import Documents
import Foundation
import Tensors

extension AgeingLaw {
  /// Name of the file beside the atlas.
  public static let file = "ageing.json"

  /// Reads the law in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> AgeingLaw {
    try read(StrictJSON(contentsOf: folder.appending(path: file)))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(parsing text: [UInt8], file: String) throws(DocumentError) -> AgeingLaw {
    try read(StrictJSON(parsing: text, file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> AgeingLaw {
    let object = document.root.object(keys: [
      "about", "terms", "fat_volume", "bone", "exposures", "menopause",
    ])
    let terms = object?.required("terms")?.object(keys: AgeingTerm.allCases.map(\.rawValue))
    let volumes = object?.required("fat_volume")?
      .object(keys: FatVolumePreset.allCases.map(\.rawValue))
    let exposures = object?.required("exposures")?
      .object(keys: SkinExposure.allCases.map(\.rawValue))
    var law = AgeingLaw(
      terms: [:], fatVolumes: [:], recessions: [], exposures: [:],
      menopause: Menopause(factor: 1, lasts: 0, source: "", confidence: .low))
    for term in AgeingTerm.allCases {
      law.terms[term] = terms?.required(term.rawValue)?.ageingTerm(
        countsDecades: term.countsDecades)
    }
    for preset in FatVolumePreset.allCases {
      law.fatVolumes[preset] = volumes?.required(preset.rawValue)?.array(of: "volumes")?
        .compactMap { $0.fatVolume() }
    }
    law.recessions =
      object?.required("bone")?.array(of: "recessions")?.compactMap { $0.recession() } ?? []
    for exposure in SkinExposure.allCases {
      law.exposures[exposure] = exposures?.required(exposure.rawValue)?.exposure()
    }
    if let menopause = object?.required("menopause")?.menopause() { law.menopause = menopause }
    try document.finish()
    return law
  }
}

extension AgeingTerm {
  /// Whether its slope counts decades, and what happens in one stands elsewhere.
  fileprivate var countsDecades: Bool { self == .fatVolume || self == .bone }
}

extension JSONCursor {
  fileprivate func ageingTerm(countsDecades: Bool) -> AgeingLaw.Term? {
    let slope = ["from_age_years"] + (countsDecades ? [] : ["per_decade"])
    guard let object = object(keys: slope + ["men", "relative_sd", "source", "confidence"])
    else { return nil }
    let own = object.slope(countsDecades: countsDecades)
    let men = object["men"]?.object(keys: slope)?.slope(countsDecades: countsDecades)
    // Twice its own size: nothing would be known.
    let deviation = object.required("relative_sd")?.number(in: 0...2, unit: "")
    guard let own, let deviation, let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return AgeingLaw.Term(
      female: own, male: men ?? own, deviation: deviation, source: source, confidence: confidence)
  }

  fileprivate func fatVolume() -> AgeingLaw.FatVolume? {
    guard let object = object(keys: ["zone", "layer", "per_decade", "source"]) else { return nil }
    let zones = object.required("zone").flatMap { place -> ZoneSelection? in
      guard let name = place.string() else { return nil }
      if let zones = ZoneSelection(name: name) { return zones }
      place.note("\"\(name)\" is no zone and no group")
      return nil
    }
    let layer = object.required("layer")?.choice(TissueLayer.self)
    // Over the 8.5 decades of the law something must be left.
    let perDecade = object.required("per_decade")?.number(in: -0.1...1, unit: "")
    _ = object.required("source")?.string()
    guard let zones, let layer, let perDecade else { return nil }
    return AgeingLaw.FatVolume(zones: zones, layer: layer, perDecade: perDecade)
  }

  fileprivate func recession() -> BoneRecession? {
    let keys = [
      "name", "points_mm", "radius_mm", "direction", "recession_per_decade_mm", "from_age_years",
      "source", "confidence",
    ]
    guard let object = object(keys: keys) else { return nil }
    let points = object.required("points_mm")?.array(of: "points")?
      .compactMap { $0.numbers(3, in: -300...300, unit: "mm") }
    let direction = object.required("direction")?.numbers(3, in: -1...1, unit: "")
    if direction.map({ $0.allSatisfy { $0 == 0 } }) ?? false {
      object["direction"]?.note("points nowhere")
    }
    let radius = object.requiredQuantity("radius_mm", in: 1...80)
    let perDecade = object.requiredQuantity("recession_per_decade_mm", in: 0...5)
    let from = object.requiredQuantity("from_age_years", in: 18...110)
    guard let name = object.required("name")?.string(), let points, !points.isEmpty, let direction,
      let radius, let perDecade, let from, let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return BoneRecession(
      name: name,
      place: SurfaceSpot(
        points: points.map { 1e-3 * Vector3($0[0], $0[1], $0[2]) }, radius: radius),
      direction: Vector3(direction[0], direction[1], direction[2]).normalized,
      perDecade: perDecade, from: from, source: source, confidence: confidence)
  }

  fileprivate func exposure() -> AgeingLaw.Exposure? {
    guard let object = object(keys: ["older_by_years", "source", "confidence"]) else { return nil }
    guard let years = object.requiredQuantity("older_by_years", in: 0...20),
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return AgeingLaw.Exposure(years: years, source: source, confidence: confidence)
  }

  fileprivate func menopause() -> AgeingLaw.Menopause? {
    let keys = ["slope_factor", "lasts_years", "source", "confidence"]
    guard let object = object(keys: keys) else { return nil }
    guard let factor = object.required("slope_factor")?.number(in: 1...5, unit: ""),
      let lasts = object.requiredQuantity("lasts_years", in: 0...40),
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return AgeingLaw.Menopause(
      factor: factor, lasts: lasts, source: source, confidence: confidence)
  }
}

extension JSONObject {
  fileprivate func slope(countsDecades: Bool) -> AgeingLaw.Slope? {
    let from = requiredQuantity("from_age_years", in: 18...110)
    // After 8.5 decades and what exposures add something must be left.
    let perDecade = countsDecades ? 1 : required("per_decade")?.number(in: -0.1...1, unit: "")
    guard let from, let perDecade else { return nil }
    return AgeingLaw.Slope(from: from, perDecade: perDecade)
  }
}
