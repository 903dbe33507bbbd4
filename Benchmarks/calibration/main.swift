import Calibration
import Foundation
import Probes
import Scenarios
import SparseAlgebra

// `calibration-benchmark cost`: what a model with and without slopes costs.
// `calibration-benchmark example`: the values of Examples/cheek.readings.json anew, on the fine mesh.

BLASThreads.fix()
let meshes = URL(filePath: "meshes", directoryHint: .isDirectory)
let path = "Examples/cheek.readings.json"

func zone(_ detail: Readings.Detail) throws -> ProbedZone {
  var readings = try Readings(contentsOf: path)
  readings.detail = detail
  return try ProbedZone(readings, meshes: meshes)
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = Date()
  try body()
  return Date().timeIntervalSince(start)
}

func cost() throws {
  for detail in Readings.Detail.allCases {
    let zone = try zone(detail)
    let count = zone.readings.parameters.count
    let rest = [Double](repeating: 0, count: count)
    var runs: [ProbeRun] = []
    let plain = try seconds { runs = try zone.runs(at: rest, wantsSlopes: false) }
    let slopes = try seconds { _ = try zone.runs(at: rest) }
    print(
      detail.rawValue, runs.map { "\($0.unknowns) unknowns, \($0.steps) steps" },
      String(format: "%.2f s, with slopes by %d parameters %.2f s", plain, count, slopes))
  }
}

func example() throws {
  let truth = [1.5, 0.7, 1, 1.3, 1.25, 0.8].map { log($0) }
  var draws = NormalDraws(seed: 2)
  let made = try zone(.fine).readings(at: truth, draws: &draws)
  var values = made.readings.flatMap { $0.points.map(\.value) }[...]
  let lines = try String(contentsOfFile: path, encoding: .utf8)
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      line.replacing(#/"uplift_mm": [-0-9.]+/#) { _ in
        String(format: "\"uplift_mm\": %.3f", 1e3 * (values.popFirst() ?? 0))
      }
    }
  try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
}

switch CommandLine.arguments.dropFirst().first {
case "cost": try cost()
case "example": try example()
default: print("calibration-benchmark cost | example")
}
