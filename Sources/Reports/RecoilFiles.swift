import Foundation
import Pages
import Scenarios

/// Writes what probes found: the curves as a table, their parameters, and two drawings for each.
struct RecoilFiles {
  private let result: ScenarioResult

  init(_ result: ScenarioResult) { self.result = result }

  /// Curve and section of each probe.
  var drawings: [ProbeDrawings] {
    result.probes.map {
      ProbeDrawings(
        step: $0.step, curve: RecoilPlot($0).svg(), section: ProbedSection($0).svg())
    }
  }

  /// - Returns: the names of the files.
  func write(_ drawings: [ProbeDrawings], to folder: RunFolder) throws -> [String] {
    guard let report = RecoilReport(result) else { return [] }
    var files = ["recoil.csv", "recoil.json"]
    try folder.write(RecoilReport.table(result.probes), to: files[0])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try folder.write(try encoder.encode(report), to: files[1])
    for drawing in drawings {
      files += ["recoil-\(drawing.step).svg", "recoil-\(drawing.step)-section.svg"]
      try folder.write(drawing.curve, to: files[files.count - 2])
      try folder.write(drawing.section, to: files[files.count - 1])
    }
    return files
  }
}
