import Anatomy
import Tensors

extension ChangingTissue {
  /// Adds what is there of a treatment.
  ///
  /// - Parameters:
  ///   - treatment: what was done.
  ///   - time: since then, in s.
  /// - Throws: `ImpossibleChange` where a cell would come to a fifth of its volume, or to five times it.
  public mutating func add(_ treatment: Treatment, after time: Double) throws(ImpossibleChange) {
    guard time >= 0 else { return }
    switch treatment {
    case .injection(let injection): try add(injection, after: time)
    case .removal(let removal):
      var change = LayerChange()
      change.restShape.volume = .amount(-removal.volume)
      try add([removal.zones: [removal.layer: change]], after: time)
    case .lift(let lift): try undermine(lift.undermined)
    // Threads pull and change nothing; what a session does on this face `PreparedSession` knows.
    case .thread, .session: break
    }
  }

  /// Adds what is there of a session with a device.
  ///
  /// - Throws: `ImpossibleChange`.
  public mutating func add(_ session: PreparedSession, after time: Double)
    throws(ImpossibleChange)
  {
    try add(session.contraction, after: time)
    try add(session.remodelling, after: time)
  }

  private mutating func add(_ injection: Injection, after time: Double) throws(ImpossibleChange) {
    let amount = injection.volume * injection.substance.volume(after: time)
    guard amount != 0 else { return }
    for share in shares(of: injection) {
      let ratios = try ratios(
        of: amount, spread: share, in: injection.layer, of: injection.place.name)
      swell(injection.layer, by: ratios)
      guard let modulus = injection.substance.shearModulus else { continue }
      let around = moduli(of: injection.layer)
      stiffen(
        injection.layer,
        by: zip(ratios, around).map { Double.power(modulus / $1, 1 - 1 / $0) })
    }
  }

  /// One list for each place, per triangle of the skin.
  private func shares(of injection: Injection) -> [[Double]] {
    if injection.technique == .fan, case .zone(let zones) = injection.place {
      return atlas.zones.filter(zones.contains).map { zone in
        tissue.atTriangles(ofZones: atlas.zones.map { $0 == zone ? 1 : 0 })
      }
    }
    let places = SkinPlaces(on: tissue, of: atlas)
    return places.points(of: injection.place).map { point in
      places.share(within: injection.radius) { ($0 - point).length }
    }
  }

  /// What sutures pull is no change of the tissue.
  private mutating func undermine(_ zones: [ZoneSelection]) throws(ImpossibleChange) {
    for zones in zones {
      var change = LayerChange()
      change.stiffness = SoftTissueLift.underminedStiffness
      try add([zones: [.superficialFat: change]], after: 0)
    }
  }
}
