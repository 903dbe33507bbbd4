import Tensors
import Reports

extension OutcomeComparison {
  /// What the terminal shows: how the scan was laid, zones, landmarks.
  public var text: [String] {
    Array([heading, zoneLines, landmarkLines].joined(separator: [""]))
  }

  private var conditions: String {
    run.manifest.steps.first { $0.id == step }?.conditions ?? ""
  }

  /// How the alignment was found, and what it leaves as a floor.
  var alignmentLines: [String] {
    let still = scan.still
    return [
      "Laid over the prediction by the zones that move least: \(still.names.joined(separator: ", ")).",
      "They are \((100 * still.part).text(0)) % of the face and move by "
        + "\((1e3 * still.farthest).text(2)) mm at most (mean of a zone); the fifth that fits worst "
        + "was left out.",
      "Floor: the scan misses them by \((1e3 * scan.meanDistance).text(3)) mm (mean; "
        + "\((1e3 * scan.rootMeanSquare).text(3)) mm rms). What is left over in a zone below that says "
        + "nothing; a phone's depth camera alone misses by 0.39 (0.36) mm.",
    ]
  }

  private var heading: [String] {
    [
      "\(name) against step \(step) of \(run.path) (\(run.manifest.title))",
      "The prediction is for the conditions: \(conditions). The scan must have been captured so.",
    ] + alignmentLines
  }

  private var zoneLines: [String] {
    let head = [
      "zone", "covered %", "predicted mm", "actual mm", "left over mm", "mean off mm", "± mm",
      "left over is",
    ]
    let rows = zones.map { zone in
      [
        zone.zone, (100 * zone.covered).text(0), length(zone.prediction?.normal, signed: true),
        length(zone.actual, signed: true), length(zone.mean, signed: true),
        length(zone.meanLength), length(zone.prediction?.normalBar), zone.verdict,
      ]
    }
    let bars =
      zones.contains { $0.prediction?.normalBar != nil } ? [] : ["no error bars in this run"]
    return ["change along the normal since the first scan"]
      + TextTable(rows: [head] + rows, words: [0, 7]).lines + bars
  }

  private var landmarkLines: [String] {
    guard !landmarks.isEmpty else { return [] }
    let far = landmarks.sorted { ($1.offset.length, $0.name) < ($0.offset.length, $1.name) }
    let rows = far.prefix(8).map { landmark in
      [landmark.name, length(landmark.offset.length)]
        + (0..<3).map { length(landmark.offset[$0], signed: true) }
        + [landmark.confidence.text(2)]
    }
    let median = far[far.count / 2].offset.length
    let head = ["landmark", "off mm", "left", "up", "forward", "confidence"]
    let isMarked = scan.judged.laid.found == nil
    return [
      "\(landmarks.count) landmarks are off by \(length(median)) mm (median); "
        + (isMarked
          ? "those of the scan were given, those of the prediction found, and found ones are wrong by "
          : "they were found in both, which is wrong by ")
        + "1 to 1.5 mm and up to 8 mm; the farthest:"
    ] + TextTable(rows: [head] + rows, words: [0]).lines
  }

  private func length(_ metres: Double?, signed: Bool = false) -> String {
    guard let metres, metres.isFinite else { return "–" }
    return signed ? (1e3 * metres).signed(2) : (1e3 * metres).text(2)
  }
}

extension ZoneOutcome {
  /// What the distance left over means, in words.
  var verdict: String {
    guard let exceedsFloor else { return "not scanned" }
    guard exceedsFloor else { return "below the floor" }
    return isWithinBar.map { $0 ? "within the error bar" : "outside the error bar" }
      ?? "above the floor"
  }
}
