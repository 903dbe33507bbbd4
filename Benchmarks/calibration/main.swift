import Calibration
import Foundation
import Probes
import Scenarios
import SparseAlgebra
import Verification

// `calibration-benchmark cost`: what a model with and without slopes costs.
// `calibration-benchmark coverage FIRST LAST`: trials of the case `recovery`, one line each, so that they can be spread; the
// search begins at the truth, with `coverage-from-preset` where that of `turgor calibrate` does.
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
      detail.rawValue,
      runs.map { "\($0.unknowns) unknowns, \($0.steps) steps, \($0.iterations) corrections" },
      String(format: "%.2f s, with slopes by %d parameters %.2f s", plain, count, slopes))
  }
}

func example() throws {
  let truth = [1.5, 0.7, 1, 1.3, 1.25, 0.8].map { log($0) }
  var draws = NormalDraws(seed: 2)
  let zone = try zone(.fine)
  let made = zone.readings(of: try zone.runs(at: truth, wantsSlopes: false), draws: &draws)
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

/// Errors of skin modulus, fat modulus and strength of the relaxation in their standard deviations, and χ².
func coverage(_ seeds: ClosedRange<UInt64>, startsFromTruth: Bool) throws {
  let zone = try ReadingsRecovery.zone(meshes: meshes)
  for seed in seeds {
    let trial = try ReadingsRecovery.trial(seed: seed, of: zone, startsFromTruth: startsFromTruth)
    let errors = trial.errors.map { String(format: "%.3f", $0) }.joined(separator: ",")
    print("\(seed),\(errors),\(String(format: "%.2f", trial.chiSquare)),\(trial.isConverged)")
    fflush(nil)
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "cost": try cost()
case "example": try example()
case "coverage", "coverage-from-preset":
  let seeds = arguments.dropFirst().compactMap { UInt64($0) }
  guard seeds.count == 2, seeds[0] <= seeds[1] else { fallthrough }
  try coverage(seeds[0]...seeds[1], startsFromTruth: arguments.first == "coverage")
default: print("calibration-benchmark cost | example | coverage[-from-preset] FIRST LAST")
}
