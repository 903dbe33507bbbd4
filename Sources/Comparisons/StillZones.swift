import Anatomy

/// The zones by which a later scan is laid over a prediction: those that are said to move least.
///
/// Regions that a face at rest moves by itself (lids, brows, mouth, what follows the jaw, the neck) are never
/// among them. Of the others the ones with the smallest predicted displacement (of the side that moves more) are
/// taken on both sides, until they make up `leastPart` of their area.
struct StillZones: Sendable, Equatable {
  /// In the order of their predicted displacement.
  let names: [String]
  /// Their part of the area of the face.
  let part: Double
  /// The largest mean displacement among them, in m.
  let farthest: Double

  /// Half of a face in front of the ears fixes a turn about every axis; what moves more stays out.
  static let leastPart = 0.5
  /// What expression, the jaw and the tilt of the head move.
  ///
  /// - Source: 16 of 22 small changes of expression or pose altered malar or jowl volume
  ///   ("Volumetric changes of the mid and lower face with animation…"); which regions is our choice.
  static let movedByMuscles: Set<String> = [
    "brow", "upper-lid", "lower-lid", "perioral", "nasolabial-fold", "marionette", "chin", "jowl",
    "jawline", "mandibular-angle", "submental", "neck",
  ]

  /// - Parameter zones: what a run says of them, by name; at least one that muscles do not move.
  init(_ zones: [String: ZonePrediction]) {
    let candidates = Dictionary(
      grouping: zones.filter { $0.key != "face" }, by: { Zone(name: $0.key)?.region ?? $0.key }
    ).filter { !Self.movedByMuscles.contains($0.key) }.map { region, sides in
      (
        region: region, names: sides.map(\.key).sorted(),
        displacement: sides.map(\.value.displacement).max() ?? 0,
        area: sides.reduce(0) { $0 + $1.value.area }
      )
    }.sorted { ($0.displacement, $0.region) < ($1.displacement, $1.region) }
    let wanted = Self.leastPart * candidates.reduce(0) { $0 + $1.area }
    var (chosen, area, farthest) = ([String](), 0.0, 0.0)
    for candidate in candidates where area < wanted {
      chosen += candidate.names
      area += candidate.area
      farthest = candidate.displacement
    }
    names = chosen
    self.farthest = farthest
    part = area / zones.filter { $0.key != "face" }.reduce(0) { $0 + $1.value.area }
  }
}
