import Anatomy
import EnergyDevices

/// A session with an energy device: which, how it is set, and where.
///
/// What it does to the layers of each zone is computed from the thickness that they have there (`TreatedZone`).
public struct EnergySession: Sendable, Equatable {
  /// Name of its card.
  public var device: String
  /// A device of one's own; nil for one of the library.
  public var card: DeviceCard?
  public var zones: [ZoneSelection]
  /// Settings by name, in the unit of the name; what is not there stays at the default of the card.
  public var settings: [String: Double] = [:]
  /// Passes over the zone in one session.
  public var passes = 1
  /// How often the same is done before time goes on.
  public var sessions = 1
  /// Share of the zone that is treated, from 0 to 1.
  public var share = 1.0
  /// How damage is counted; nil for the kinetics of the card.
  public var kinetics: DamageKinetics?

  public init(device: String, zones: [ZoneSelection]) {
    (self.device, self.zones) = (device, zones)
  }
}

extension EnergySession: CustomStringConvertible {
  public var description: String {
    func plain(_ x: Double) -> String { x == x.rounded() ? "\(Int(x))" : "\(x)" }
    let set = settings.sorted { $0.key < $1.key }.map { "\($0.key) \(plain($0.value))" }
    let often =
      (passes > 1 ? ["\(passes) passes"] : []) + (sessions > 1 ? ["\(sessions) sessions"] : [])
    return ([device + " on " + zones.map(\.name).joined(separator: ", ")] + set + often)
      .joined(separator: ", ")
  }
}

/// What a session does under one zone.
public struct TreatedZone: Sendable {
  public var zone: Zone
  /// Of one pulse or pass.
  public var outcome: CellOutcome
  /// Of all of them together, by layer.
  public var contractions: [LayerContraction]
  /// The same over fat that is thicker by the factor, for error bars.
  var overThickerFat: (cell: DeviceCell, factor: Double)
}

/// A session as it is on one face.
public struct PreparedSession: Sendable {
  public let session: EnergySession
  /// In the atlas' order; zones that were not treated are absent.
  public private(set) var zones: [TreatedZone]
  /// Factor on the contraction that kinetics and free shrinkage give.
  public let calibration: DeviceCard.Figure
  private let law: ContractionLaw
  private let extent: TreatmentExtent
  /// On what remodelling contracts.
  private var remodellingFactor = 1.0

  /// - Parameters:
  ///   - session: what is done.
  ///   - library: of the devices.
  ///   - face: whose layers have their thickness.
  ///   - atlas: whose zones it has.
  ///   - cells: what was computed before.
  /// - Throws: `DeviceSettingError`, `UnknownDevice`, `HeatError`.
  public init(
    _ session: EnergySession, with library: DeviceLibrary, on face: FaceSolid, of atlas: Atlas,
    cells: CellCache
  ) throws {
    let settings = try session.settings(in: library)
    let extent = TreatmentExtent(
      share: session.share, passes: session.passes, sessions: session.sessions,
      calibration: library.contraction.calibration.value)
    self.session = session
    zones = try atlas.zones.enumerated().compactMap { number, zone in
      guard session.zones.contains(where: { $0.contains(zone) }) else { return nil }
      let thickness = face.tissue.meanThickness(ofZone: number)
      let cell = DeviceCell(
        settings: settings, slabs: library.slabs(thickness), air: library.air,
        kinetics: session.kinetics)
      let outcome = try cells.outcome(of: cell)
      var thicker = thickness
      let fat = thickness[.superficialFat] ?? 0
      thicker[.superficialFat] = fat + Self.thickening
      return TreatedZone(
        zone: zone, outcome: outcome,
        contractions: library.contraction.contractions(of: outcome, extent),
        overThickerFat: (
          DeviceCell(
            settings: settings, slabs: library.slabs(thicker), air: library.air,
            kinetics: session.kinetics), (fat + Self.thickening) / fat
        ))
    }
    (law, self.extent, calibration) = (library.contraction, extent, library.contraction.calibration)
  }

  /// By which fat is made thicker to see what it does to a pulse, in m: five times the step of `meanThickness(ofZone:)`.
  private static let thickening = 0.5e-3

  /// What is there at once, and for good.
  public var contraction: [ZoneSelection: [TissueLayer: LayerChange]] {
    byZone { LayerChange(contracting: $0) }
  }

  /// What comes in the weeks after, and goes again.
  public var remodelling: [ZoneSelection: [TissueLayer: LayerChange]] {
    byZone { LayerChange(remodelling: $0, by: law, times: remodellingFactor) }
  }

  /// The session where tissue contracts by a factor more than the calibration says, at once and as it heals.
  public func contracting(by factor: Double) -> PreparedSession {
    var (more, extent) = (self, extent)
    extent.calibration *= factor
    more.remodellingFactor *= factor
    for i in zones.indices {
      more.zones[i].contractions = law.contractions(of: zones[i].outcome, extent)
    }
    return more
  }

  /// The session over fat of another thickness, linear in its logarithm.
  ///
  /// - Parameters:
  ///   - amount: by which the logarithm of the thickness grows.
  ///   - isMeant: whether a zone is one of those that are meant.
  ///   - cells: pulses that were computed before.
  /// - Returns: with other contractions in these zones.
  /// - Throws: `HeatError`, `DeviceSettingError`.
  public func overThickerFat(
    by amount: Double, where isMeant: (Zone) -> Bool, cells: CellCache
  ) throws -> PreparedSession {
    var other = self
    for (i, treated) in zones.enumerated() where isMeant(treated.zone) && extent.share > 0 {
      let (cell, factor) = treated.overThickerFat
      let end = law.contractions(of: try cells.outcome(of: cell), extent)
      let part = amount / Double.logarithm(factor)
      other.zones[i].contractions = zip(treated.contractions, end).map {
        $0.towards($1, part: part)
      }
    }
    return other
  }

  private func byZone(_ change: (LayerContraction) -> LayerChange)
    -> [ZoneSelection: [TissueLayer: LayerChange]]
  {
    var changes: [ZoneSelection: [TissueLayer: LayerChange]] = [:]
    for treated in zones {
      guard let name = ZoneSelection(name: treated.zone.name) else { continue }
      for contraction in treated.contractions {
        changes[name, default: [:]][contraction.layer] = change(contraction)
      }
    }
    return changes
  }

  /// What must be said of it: each sentence once, with the zones it is about.
  public var warnings: [String] {
    var zonesOf: [(text: String, zones: [String])] = []
    for treated in zones {
      for text in treated.outcome.warnings {
        if let known = zonesOf.firstIndex(where: { $0.text == text }) {
          zonesOf[known].zones.append(treated.zone.name)
        } else {
          zonesOf.append((text, [treated.zone.name]))
        }
      }
    }
    return zonesOf.map { entry in
      let places =
        entry.zones.count == zones.count ? "" : " (\(entry.zones.joined(separator: ", ")))"
      return "\(session.device): \(entry.text)\(places)"
    }
  }

  /// What it rests on, each sentence once.
  public var assumptions: [String] {
    var told: [String] = []
    for text in zones.flatMap(\.outcome.assumptions) where !told.contains(text) {
      told.append(text)
    }
    return told.map { "\(session.device): \($0)" } + [
      "energy devices: contraction is \(calibration.value) times what kinetics and free shrinkage give: \(calibration.source)"
    ]
  }
}

/// A name that no card has.
public struct UnknownDevice: Error, Equatable, CustomStringConvertible {
  public var name: String
  public var known: [String]

  public var description: String {
    "\"\(name)\" is no device; there are \(known.joined(separator: ", "))"
  }
}

extension EnergySession {
  /// Every figure of the device as it is set.
  ///
  /// - Throws: `UnknownDevice`, `DeviceSettingError`.
  public func settings(in library: DeviceLibrary) throws -> DeviceSettings {
    guard let card = card ?? library[device] else {
      throw UnknownDevice(name: device, known: library.cards.map(\.name))
    }
    return try DeviceSettings(card: card, overrides: settings)
  }
}

extension LayerChange {
  /// What heat has done at once: collagen is shorter for good.
  fileprivate init(contracting contraction: LayerContraction) {
    self.init()
    (restShape.area, restShape.thickness) = (contraction.areaFactor, contraction.thicknessFactor)
    stiffness = contraction.stiffnessFactor
  }

  /// What the wound does in the weeks after: new collagen where tissue was heated.
  fileprivate init(
    remodelling contraction: LayerContraction, by law: ContractionLaw, times factor: Double
  ) {
    self.init()
    let figures = law.remodelling
    restShape.area = 1 - factor * figures.areaLoss * contraction.stimulus
    restShape.thickness = 1 / restShape.area
    stiffness = 1 + figures.stiffnessGain * contraction.stimulus
    course = .remodelling(delay: figures.delay, rise: figures.rise, decay: figures.decay)
  }
}

extension TissueMesh {
  /// Mean thickness of the layers under a zone in m, to a tenth of a millimetre: a device does not tell finer ones apart, and
  /// equal columns of tissue are computed once.
  func meanThickness(ofZone zone: Int) -> [TissueLayer: Double] {
    let corners = sheet.faceTriangles.filter { sheet.zoneOfTriangle[$0] == zone }.flatMap { t in
      (0..<3).map { Int(sheet.corners.triangles[t][$0]) }
    }
    return thickness.layers.mapValues { values in
      let mean = corners.reduce(0) { $0 + values[$1] } / Double(corners.count)
      return max(1e-4, (1e4 * mean).rounded() * 1e-4)
    }
  }
}
