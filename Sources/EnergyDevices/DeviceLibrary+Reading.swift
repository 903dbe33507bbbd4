import Anatomy
import Documents
import Foundation

extension DeviceLibrary {
  /// Name of the file beside the atlas.
  public static let file = "devices.json"

  /// Reads the library in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> DeviceLibrary {
    try read(StrictJSON(contentsOf: folder.appending(path: file)))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(parsing text: [UInt8], file: String) throws(DocumentError)
    -> DeviceLibrary
  {
    try read(StrictJSON(parsing: text, file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> DeviceLibrary {
    let object = document.root.object(keys: ["about", "air", "tissues", "contraction", "devices"])
    let air = object?.required("air")?.air()
    let named = object?.required("tissues")?.object(keys: HeatedTissue.allCases.map(\.rawValue))
    var tissues: [HeatedTissue: ThermalTissue] = [:]
    for tissue in HeatedTissue.allCases {
      tissues[tissue] = named?.required(tissue.rawValue)?.thermalTissue()
    }
    let contraction = object?.required("contraction")?.contractionLaw()
    let places = object?.required("devices")?.array(of: "devices") ?? []
    var cards: [DeviceCard] = []
    for place in places {
      guard let card = place.deviceCard() else { continue }
      if cards.contains(where: { $0.name == card.name }) {
        place.note("there is a device \"\(card.name)\" before it")
      }
      cards.append(card)
    }
    try document.finish()
    guard let air, let contraction else {
      preconditionFailure("a document without problems has its air and its law")
    }
    return DeviceLibrary(tissues: tissues, air: air, contraction: contraction, cards: cards)
  }
}

extension JSONCursor {
  fileprivate func air() -> DeviceLibrary.Air? {
    guard let object = object(keys: ["temperature_C", "exchange_W_per_m2_K", "source"]),
      let temperature = object.requiredQuantity("temperature_C", in: -20...45),
      let coefficient = object.requiredQuantity("exchange_W_per_m2_K", in: 1...100),
      let source = object.required("source")?.string()
    else { return nil }
    return DeviceLibrary.Air(temperature: temperature, coefficient: coefficient, source: source)
  }

  fileprivate func thermalTissue() -> ThermalTissue? {
    let keys = [
      "conductivity_W_per_m_K", "density_kg_per_m3", "heat_capacity_J_per_kg_K",
      "perfusion_per_s", "metabolism_W_per_m3", "electric_conductivity_S_per_m",
      "attenuation_at_1_MHz_Np_per_m", "sound_m_per_s", "water_share", "source", "confidence",
    ]
    guard let object = object(keys: keys) else { return nil }
    // Between air and metal, an order of magnitude about soft tissue.
    let k = object.requiredQuantity(keys[0], in: 0.02...10)
    let rho = object.requiredQuantity(keys[1], in: 500...3000)
    let c = object.requiredQuantity(keys[2], in: 500...5000)
    let w = object.requiredQuantity(keys[3], in: 0...0.1)
    let q = object.requiredQuantity(keys[4], in: 0...1e5)
    let sigma = object.requiredQuantity(keys[5], in: 1e-3...10)
    let alpha = object.requiredQuantity(keys[6], in: 0...100)
    let speed = object.requiredQuantity(keys[7], in: 1000...4000)
    let water = object.required(keys[8])?.number(in: 0...1, unit: "")
    guard let k, let rho, let c, let w, let q, let sigma, let alpha, let speed, let water,
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return ThermalTissue(
      conductivity: k, density: rho, heatCapacity: c, perfusion: w, metabolicHeat: q,
      electricConductivity: sigma, attenuation: alpha, soundSpeed: speed, waterShare: water,
      source: source, confidence: confidence)
  }

  fileprivate func contractionLaw() -> ContractionLaw? {
    let keys = ["free_shrinkage", "stiffness_loss", "collagen_share", "remodelling", "calibration"]
    guard let object = object(keys: keys) else { return nil }
    let calibration = object.required(keys[4])?.figure(in: 0...100, unit: "")
    let shrinkage = object.required(keys[0])?.figure(in: 0...0.7, unit: "")
    let loss = object.required(keys[1])?.figure(in: 0...1, unit: "")
    let named = object.required(keys[2])?.object(keys: TissueLayer.allCases.map(\.rawValue))
    var shares: [TissueLayer: DeviceCard.Figure] = [:]
    for layer in TissueLayer.allCases {
      shares[layer] = named?.required(layer.rawValue)?.figure(in: 0...1, unit: "")
    }
    let remodelling = object.required(keys[3])?.remodelling()
    guard let shrinkage, let loss, let remodelling, let calibration else { return nil }
    return ContractionLaw(
      freeShrinkage: shrinkage, stiffnessLoss: loss, collagenShare: shares,
      remodelling: remodelling, calibration: calibration)
  }

  private func remodelling() -> RemodellingFigures? {
    let keys = [
      "delay_days", "rise_days", "decay_days", "area_loss", "stiffness_gain", "source",
      "confidence",
    ]
    guard let object = object(keys: keys) else { return nil }
    let delay = object.requiredQuantity(keys[0], in: 0...90)
    let rise = object.requiredQuantity(keys[1], in: 1...365)
    let decay = object.requiredQuantity(keys[2], in: 30...5000)
    let area = object.required(keys[3])?.number(in: 0...0.5, unit: "")
    let stiffness = object.required(keys[4])?.number(in: 0...5, unit: "")
    guard let delay, let rise, let decay, let area, let stiffness,
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return RemodellingFigures(
      delay: delay, rise: rise, decay: decay, areaLoss: area, stiffnessGain: stiffness,
      source: source, confidence: confidence)
  }

  fileprivate func deviceCard() -> DeviceCard? {
    let keys = ["name", "class", "kinetics", "assumptions", "fixed", "settings"]
    guard let object = object(keys: keys) else { return nil }
    let assumptions = object.required("assumptions")?.array(of: "sentences")?
      .compactMap { $0.string() }
    guard let name = object.required("name")?.string(),
      let deviceClass = object.required("class")?.choice(DeviceClass.self),
      let kinetics = object.required("kinetics")?.choice(DamageKinetics.self), let assumptions
    else { return nil }
    let names = deviceClass.figures.map(\.rawValue)
    let fixed = object.required("fixed")?.object(keys: names)
    let settings = object.required("settings")?.object(keys: names)
    guard let fixed, let settings else { return nil }
    var figures: [DeviceFigure: DeviceCard.Figure] = [:]
    for figure in deviceClass.figures {
      switch (fixed[figure.rawValue], settings[figure.rawValue]) {
      case (let place?, nil):
        figures[figure] = place.figure(
          in: figure.plausible, unit: figure.unit?.symbol ?? "")
      case (nil, let place?): figures[figure] = place.setting(figure)
      case (_, let place?): place.note("\(figure.rawValue) is fixed already")
      case (nil, nil):
        note("\(figure.rawValue) is missing: give it under \"fixed\" or \"settings\"")
      }
    }
    return DeviceCard(
      name: name, deviceClass: deviceClass, kinetics: kinetics, assumptions: assumptions,
      figures: figures)
  }

  private func figure(in range: ClosedRange<Double>, unit: String) -> DeviceCard.Figure? {
    guard let object = object(keys: ["value", "source", "confidence"]),
      let value = object.required("value")?.number(in: range, unit: unit),
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return DeviceCard.Figure(value: value, source: source, confidence: confidence)
  }

  private func setting(_ figure: DeviceFigure) -> DeviceCard.Figure? {
    let unit = figure.unit?.symbol ?? ""
    guard let object = object(keys: ["default", "range", "source", "confidence"]),
      let value = object.required("default")?.number(in: figure.plausible, unit: unit),
      let range = object.required("range")?.numbers(2, in: figure.plausible, unit: unit),
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    guard range[0] <= value, value <= range[1] else {
      note("the default has to lie within the range, which begins with its lower end")
      return nil
    }
    return DeviceCard.Figure(
      value: value, allowed: range[0]...range[1], source: source, confidence: confidence)
  }
}
