import Anatomy
import Measures
import Scenarios
import Treatments

/// The numbers of a run that a sweep keeps.
struct SelectedResults {
  let result: ScenarioResult
  let selection: ResultSelection

  init(_ result: ScenarioResult, _ selection: ResultSelection) {
    (self.result, self.selection) = (result, selection)
  }

  /// Names as `STEP/ZONE/QUANTITY`, `STEP/MEASURE.SIDE/change_UNIT` and `STEP/device/FIGURE`.
  var outcome: RunOutcome {
    let steps = result.steps.indices.filter {
      selection.steps.isEmpty || selection.steps.contains(result.steps[$0].id)
    }
    let numbers =
      steps.flatMap { zoneNumbers($0) + measureNumbers($0) }
      + result.scenario.steps.flatMap(deviceNumbers)
    return RunOutcome(
      columns: numbers.map(\.name), values: numbers.map(\.value),
      warnings: result.prepared.sessions.flatMap(\.warnings) + result.prepared.threadWarnings)
  }

  private typealias Number = (name: String, value: Double)

  private func zoneNumbers(_ number: Int) -> [Number] {
    let step = result.steps[number]
    let quantities = ZoneQuantity.all.filter { selection.quantities.contains($0.column) }
    // Those of a run that has not taken stock are not there yet.
    let zones = step.zones.isEmpty ? result.statistics(ofStep: number) : step.zones
    return zones.filter { isWanted($0.zone) }.flatMap { zone in
      quantities.map {
        ("\(step.id)/\(zone.zone)/\($0.column)", $0.kind.perSIUnit * $0.value(zone))
      }
    }
  }

  private func isWanted(_ name: String) -> Bool {
    if selection.zones.isEmpty || selection.zones.contains(name) { return true }
    guard let zone = result.prepared.atlas.zones.first(where: { $0.name == name }) else {
      return false
    }
    // The whole face is a row of its own, not the group of all zones.
    return selection.zones.contains {
      $0 != ZoneSelection.face.name && ZoneSelection(name: $0)?.contains(zone) ?? false
    }
  }

  private func measureNumbers(_ step: Int) -> [Number] {
    let id = result.steps[step].id
    return result.measures.rows.filter { selection.measures.contains($0.measure.name) }.map { row in
      (
        "\(id)/\(row.measure.name).\(row.side.rawValue)/change_\(row.measure.unit.rawValue)",
        row.change(to: row.values[step]) ?? .nan
      )
    }
  }

  /// Of a session with an energy device: where there is most of it.
  private func deviceNumbers(_ step: Scenario.Step) -> [Number] {
    guard case .treat(.session(let session)) = step.action,
      let prepared = result.prepared.sessions.first(where: { $0.session == session })
    else { return [] }
    return DeviceQuantity.allCases.map {
      ("\(step.id)/device/\($0.rawValue)", $0.value(of: prepared))
    }
  }
}
