import Scenarios

/// What a step did to the face, in sentences.
struct StepSentences {
  private let step: ScenarioResult.Step
  private let result: ScenarioResult
  private let zones: [ZoneStatistics]
  private let face: ZoneStatistics?

  init(_ step: ScenarioResult.Step, of result: ScenarioResult) {
    (self.step, self.result) = (step, result)
    zones = step.zones.filter { $0.zone != "face" }
    face = step.zones.first { $0.zone == "face" }
  }

  var all: [String] { [mean, most, still, causes].compactMap(\.self) }

  /// For whom does not see a picture: the same numbers in one sentence.
  var alternative: String {
    guard let face, let zone = farthest.first else { return "" }
    return
      "The skin moves \(figure(.displacement, face)) on average, most in the \(Wording.zone(zone.zone)): "
      + "\(figure(.displacement, zone))."
  }

  /// Zones from the one that moves most.
  private var farthest: [ZoneStatistics] {
    zones.sorted { ($1.mean, $0.zone) < ($0.mean, $1.zone) }
  }

  private func figure(_ quantity: ZoneQuantity, _ zone: ZoneStatistics) -> String {
    Figure(quantity, of: zone, step: step.id, result.errorBars).withUnit
  }

  private var mean: String? {
    face.map {
      "From \(result.rest.captured), as captured, to \(step.conditions) the skin moves \(figure(.displacement, $0)) on "
        + "average."
    }
  }

  private var most: String? {
    guard let zone = farthest.first else { return nil }
    let others = farthest.dropFirst().prefix(2).map {
      "the \(Wording.zone($0.zone)) (\(figure(.displacement, $0)))"
    }
    let ways = [way(.lift, zone, "up", "down"), way(.normal, zone, "outwards", "inwards")]
      .compactMap(\.self)
    return "It moves most in the \(Wording.zone(zone.zone)): \(figure(.displacement, zone))"
      + (ways.isEmpty ? "" : ", of which \(Wording.list(ways))") + "."
      + (others.isEmpty ? "" : " Then come \(Wording.list(Array(others))).")
  }

  /// As in `1.20 ± 0.40 mm up`; nil for what is smaller than its bar.
  private func way(
    _ quantity: ZoneQuantity, _ zone: ZoneStatistics, _ positive: String, _ negative: String
  ) -> String? {
    var figure = Figure(quantity, of: zone, step: step.id, result.errorBars)
    guard let value = figure.value, figure.isDistinguishable ?? true else { return nil }
    figure.value = abs(value)
    return "\(figure.withUnit) \(value < 0 ? negative : positive)"
  }

  private var still: String? {
    guard let bars = result.errorBars else {
      return "Nobody asked for error bars: what of this is real cannot be told."
    }
    func named(_ isWanted: (Bool?) -> Bool) -> [String] {
      zones.filter { isWanted(bars.isDistinguishable($0, in: .zones, step: step.id)) }
        .map { Wording.zone($0.zone) }
    }
    let (told, lost, unknown) = (named { $0 == true }, named { $0 == false }, named { $0 == nil })
    let sentences = [
      "\(told.count) of \(zones.count) zones move by more than their error bar.",
      lost.isEmpty ? nil : "Not to be told from no change: \(Wording.list(lost)).",
      unknown.isEmpty
        ? nil : "Without error bar, for the scan has a hole there: \(Wording.list(unknown)).",
    ]
    return sentences.compactMap(\.self).joined(separator: " ")
  }

  private var causes: String? {
    let bar = result.errorBars?[.mean(.zones, step: step.id, zone: "face")]
    guard let shares = bar?.shares.prefix(3), !shares.isEmpty else { return nil }
    let parts = shares.map {
      "\($0.name.replacing("-", with: " ")) (\(Int((100 * $0.part).rounded())) %)"
    }
    return "The variance of that mean comes most of all from \(Wording.list(Array(parts)))."
  }
}
