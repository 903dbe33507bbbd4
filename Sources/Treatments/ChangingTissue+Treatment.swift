import Anatomy
import Meshes
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
    case .lift(let lift):
      for cut in lift.cuts { try cutThrough(cut.layer, of: cut.zones) }
      for seam in lift.seams(in: tissue, of: atlas) {
        shape(seam.layer) { seam.growth(ofTriangle: $0, normal: $1) }
      }
    case .relaxation(let relaxation): relax(relaxation, after: time)
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
    guard injection.volume != 0 else { return }
    for spot in spots(of: injection) {
      let amount = injection.volume * injection.substance.volume(after: time, in: spot.zone)
      let ratios = try ratios(
        of: amount, spread: spot.share, isZone: injection.technique == .fan, in: injection.layer,
        of: injection.place.name)
      swell(injection.layer, by: ratios)
      guard let modulus = injection.substance.shearModulus else { continue }
      let around = moduli(of: injection.layer)
      stiffen(
        injection.layer,
        by: zip(ratios, around).map { Double.power(modulus / $1, 1 - 1 / $0) })
    }
  }

  /// One for each place: its zone, and how much each triangle of the skin belongs to it.
  private func spots(of injection: Injection) -> [(zone: Zone?, share: [Double])] {
    if injection.technique == .fan, case .zone(let zones) = injection.place {
      return atlas.zones.filter(zones.contains).map { zone in
        (zone, tissue.atTriangles(ofZones: atlas.zones.map { $0 == zone ? 1 : 0 }))
      }
    }
    let places = SkinPlaces(on: tissue, of: atlas)
    let skin = SurfaceIndex(tissue.sheet.corners)
    return places.points(of: injection.place).map { point in
      let zone = skin.nearest(to: point).map {
        atlas.zones[tissue.sheet.zoneOfTriangle[$0.triangle]]
      }
      return (zone, places.share(within: injection.radius) { ($0 - point).length })
    }
  }

  private mutating func relax(_ relaxation: MuscleRelaxation, after time: Double) {
    let share = tissue.atTriangles(
      ofZones: atlas.zones.map { relaxation.muscle.regions.contains($0.region) ? 1 : 0 })
    let moduli = moduli(of: .smas)
    shape(.smas) { t, normal in
      guard share[t] > 0 else { return .identity }
      let whole = relaxation.stretch(after: time, shearModulus: moduli[t])
      let stretch = 1 + share[t] * (whole - 1)
      let up = (Vector3(0, 1, 0) - normal.y * normal).normalized
      let fibre = relaxation.muscle.isUpright ? up : up.cross(normal)
      let across = 1 / stretch.squareRoot()
      return Matrix3.identity * across + Matrix3(outer: fibre, fibre) * (stretch - across)
    }
  }

  private mutating func cutThrough(_ layer: TissueLayer, of zones: ZoneSelection)
    throws(ImpossibleChange)
  {
    var change = LayerChange()
    change.stiffness = SoftTissueLift.cutStiffness
    try add([zones: [layer: change]], after: 0)
  }
}
