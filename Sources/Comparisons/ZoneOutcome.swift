/// What became of one zone, against its prediction; lengths in m, along the outward normal.
struct ZoneOutcome: Sendable {
  var zone: String
  /// Part of the zone's area where the scan meets the prediction, in [0, 1].
  var covered: Double
  var prediction: ZonePrediction?
  /// Mean signed distance left over, positive where the scan lies outside; nil where too little is covered.
  var mean: Double?
  /// Mean length and root mean square of what is left over.
  var meanLength: Double?
  var rootMeanSquare: Double?
  /// What means nothing: mean distance left over the still zones.
  var floor: Double
  /// Less of a zone than this does not stand for it, as in the judgement of a scan.
  static let leastCovered = 0.5

  /// Predicted change plus what is left over.
  var actual: Double? {
    guard let mean, let normal = prediction?.normal else { return nil }
    return normal + mean
  }

  /// Whether what is left over exceeds the floor.
  var exceedsFloor: Bool? { mean.map { abs($0) > floor } }

  /// Whether the actual change lies in the 95 % interval of the prediction; nil without one.
  var isWithinBar: Bool? {
    guard let mean, let bar = prediction?.normalBar else { return nil }
    return abs(mean) <= bar
  }

  /// - Parameters:
  ///   - zone: its name.
  ///   - samples: distance in m, not a number where nothing is met, and area in m² of each vertex.
  ///   - prediction: what the run says of it.
  ///   - floor: in m.
  init(
    _ zone: String, samples: [(distance: Double, area: Double)], prediction: ZonePrediction?,
    floor: Double
  ) {
    (self.zone, self.prediction, self.floor) = (zone, prediction, floor)
    let met = samples.filter { !$0.distance.isNaN }
    let area = met.reduce(0) { $0 + $1.area }
    let whole = samples.reduce(0) { $0 + $1.area }
    covered = whole > 0 ? area / whole : 0
    guard covered >= Self.leastCovered else { return }
    mean = met.reduce(0) { $0 + $1.area * $1.distance } / area
    meanLength = met.reduce(0) { $0 + $1.area * abs($1.distance) } / area
    rootMeanSquare =
      (met.reduce(0) { $0 + $1.area * $1.distance * $1.distance } / area).squareRoot()
  }
}
