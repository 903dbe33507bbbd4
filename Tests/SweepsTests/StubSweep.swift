import Documents
import Foundation
import Provenance
import Scenarios
import Testing

@testable import Sweeps

/// A sweep of `sweep-stub` in a folder of its own.
struct StubSweep {
  let folder: SweepFolder
  let plan: SweepPlan

  /// Makes the plan.
  ///
  /// - Parameters:
  ///   - count: of runs; x goes from 0 to 1.
  ///   - wait: of each, in ms.
  ///   - fates: of runs by number.
  ///   - limits: of each run.
  ///   - folder: of the sweep; a new one when nil.
  /// - Throws: `SweepFolderError`.
  init(
    count: Int, wait: Double = 0, fates: [Int: String] = [:], limits: RunLimits = RunLimits(),
    in folder: URL? = nil
  ) throws {
    let runs = (1...count).map { number -> PlannedRun in
      var axes: [String: JSONTree] = [
        "x": .number(Double(number - 1) / Double(max(1, count - 1))), "wait": .number(wait),
      ]
      axes["fate"] = fates[number].map { .string($0) }
      return PlannedRun(
        number: number, id: String(SHA256Digest(of: "run \(number)").description.prefix(20)),
        face: "base",
        body: "body\(number % 2)", axes: axes)
    }
    var common = SweepPlan.Common(
      title: "A formula", scenario: .object([:]), folder: "/",
      faces: [PlannedFace(id: "base", isOfScenario: true)],
      axes: ["x", "wait", "fate"].map {
        PlannedAxis(id: $0, pointers: ["/\($0)"], isPaired: false)
      },
      sampling: SamplingRecord(.grid), results: ResultSelection(), limits: limits, excluded: 0,
      repeated: 0, runs: count,
      design: [], plan: SHA256Digest(of: ""), inputs: [], build: .current)
    common.plan = SHA256Digest(of: try SweepPlan.lines(runs))
    plan = SweepPlan(common: common, runs: runs)
    self.folder = SweepFolder(
      path: (folder ?? FileManager.default.temporaryDirectory.appending(path: "sweep-\(UUID())"))
        .path)
    try self.folder.publish(plan)
  }

  func remove() { try? FileManager.default.removeItem(at: folder.url) }

  /// Beside the tests, where the package manager puts all programs.
  static var program: URL {
    Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
      .map { $0.deletingLastPathComponent().appending(path: "sweep-stub") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
      .appending(path: "sweep-stub")
  }

  /// A parent in a process of its own.
  func start(workers: Int = 2) throws -> Process {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = ["run", folder.url.path, "\(workers)"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs a parent to its end.
  ///
  /// - Returns: its exit code.
  @discardableResult func run(workers: Int = 2) throws -> Int32 {
    let process = try start(workers: workers)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What must be the same however the sweep went: of each run its status and its numbers.
  var results: [String] {
    CollectedRuns(plan, in: folder).rows.map { row in
      "\(row.run.id) \(row.status) \(row.record?.failure?.kind.rawValue ?? "") \(row.values.map { $0.isNaN ? "-" : "\($0)" })"
    }
  }

  /// Files of records, each once.
  var recordFiles: [String] {
    let all = FileManager.default.enumerator(atPath: folder.url.appending(path: "records").path)
    return (all?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".json") }
  }
}
