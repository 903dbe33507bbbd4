import Documents

/// What a run says of one zone in one step, in SI units.
struct ZonePrediction: Sendable, Equatable {
  /// Mean length of the displacement from the face as captured, in m.
  var displacement: Double
  /// Mean component along the outward normal, in m.
  var normal: Double
  /// Half the width of the 95 % interval of `normal`, in m; nil where the run does not say.
  var normalBar: Double?
  /// In m².
  var area: Double

  /// What a run says of the zones in a step, by name; the whole face is `face`.
  ///
  /// - Throws: `DocumentError` where the table lacks a column or a number.
  static func all(of run: RunRecord, step: String) throws(DocumentError) -> [String: Self] {
    var zones: [String: Self] = [:]
    for row in run.zones.rows where try row.text("step") == step {
      func required(_ column: String) throws(DocumentError) -> Double {
        try row.number(column) ?? .nan
      }
      zones[try row.text("zone")] = ZonePrediction(
        displacement: 1e-3 * (try required("displacement_mean_mm")),
        normal: 1e-3 * (try required("normal_mean_mm")),
        normalBar: try row.optionalNumber("normal_mean_mm_95").map { 1e-3 * $0 },
        area: 1e-4 * (try required("area_cm2")))
    }
    return zones
  }
}
