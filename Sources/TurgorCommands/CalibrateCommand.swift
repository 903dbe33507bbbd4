import Calibration
import Documents
import Foundation
import Probes
import Provenance
import Reports
import Scenarios
import Solvers

/// Turns what was read of a person into the elasticity of the tissue.
enum CalibrateCommand {
  static let declaration = CommandDeclaration(
    name: "calibrate",
    summary: "Fit the tissue to readings of suction cups, indenters and postures",
    arguments: [.init("READINGS", help: "the file of readings (JSON)")],
    options: [
      .init("output", "o", value: .path, help: "folder for the results (default: out)"),
      .init(
        "scenario", value: .path,
        help: "also write a copy of this scenario with the estimates in it"),
      .json,
      .init("quiet", "q", help: "no progress, only warnings and errors"),
    ],
    examples: [
      (
        "turgor calibrate Examples/cheek.readings.json -o out/cheek",
        "moduli of a cheek from two cups, with intervals, curves and tissue.json"
      ),
      (
        "turgor calibrate Examples/cheek.readings.json --scenario scenarios/gravity.json -o out/cheek",
        "the same, and the scenario with the person's tissue"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let path = words.arguments[0]
    let readings = try Readings(contentsOf: path)
    var scenario: (path: String, file: ScenarioFile)?
    if let path = words.text("scenario") { scenario = (path, try ScenarioFile(contentsOf: path)) }
    let meshes = try MeshesFolder.found()
    let zone = try ProbedZone(readings, meshes: meshes)
    let face =
      readings.postures.isEmpty
      ? nil
      : try PosturedFace(
        readings, folder: URL(fileURLWithPath: path).deletingLastPathComponent(), meshes: meshes)
    let folder = try RunFolder(path: words.text("output") ?? "out")
    let isQuiet = words.has("quiet")
    let fit: FittedTissue
    do {
      fit = try FittedTissue(zone, face: face) { step, sum in
        if !isQuiet {
          console.note("  step \(step): sum of squares \(String(format: "%.4g", sum))")
        }
      }
    } catch let error as ProbeError {
      throw CommandFailure(.badInput, "\(path): \(error)")
    } catch let error as SolverError {
      throw CommandFailure(
        .notConverged, "\(path): the tissue at the start cannot be solved under this load: \(error)"
      )
    }
    try write(fit, beside: scenario, to: folder)
    if words.has("json") {
      console.data(text(fit.record))
    } else {
      fit.lines.forEach(console.data)
    }
    for parameter in fit.withoutPlace {
      console.warn("\(parameter.name) is in calibration.json alone: a scenario has no place for it")
    }
    console.note("results in \(folder.path.path)")
    if let failure = fit.failure {
      console.fail("did not converge: \(failure)")
      return .notConverged
    }
    if fit.isUnreached { console.warn("the readings are not reached within their sd") }
    return .done
  }

  private static func write(
    _ fit: FittedTissue, beside scenario: (path: String, file: ScenarioFile)?, to folder: RunFolder
  ) throws {
    for (name, chart) in fit.charts { try folder.write(chart.svg(), to: name) }
    try folder.write(text(fit.fragment), to: "tissue.json")
    if let scenario {
      let written = text(fit.merged(into: scenario.file.relocated))
      _ = try Scenario(parsing: Array(written.utf8), file: "scenario.json")
      try folder.write(written, to: "scenario.json")
    }
    try folder.write(text(fit.record), to: "calibration.json")
    try folder.write("{ \"calibration\": \"calibration.json\" }\n", to: RunFolder.manifest)
    try folder.commit()
  }

  private static func text(_ tree: JSONTree) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // A tree of finite numbers always has a text.
    return (try? encoder.encode(tree)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
  }
}
