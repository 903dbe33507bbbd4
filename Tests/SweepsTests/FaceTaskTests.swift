import Documents
import Foundation
import SparseAlgebra
import Testing

@testable import Sweeps

/// Sweeps on a face, coarse so that a run takes a moment.
@Suite(.serialized) struct FaceTaskTests {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let meshes = package.appending(path: "meshes")

  /// A plan of a few settings of ultrasound in a folder of its own.
  private static func sweep(_ members: String) throws -> (SweepFolder, SweepPlan) {
    let folder = SweepFolder(
      path: FileManager.default.temporaryDirectory.appending(path: "faces-\(UUID())").path)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = #"""
      {"schema": "turgor.sweep/1", "title": "t", "scenario": "\#(package.path)/scenarios/ultrasound.json",
       "resolution": {"edge_mm": 18}, "results": {"zones": ["jowl"]}, \#(members)}
      """#
    try Data(text.utf8).write(to: file)
    let plan = try SweepPlan(ofFile: file.path, meshes: meshes)
    try folder.publish(plan)
    return (folder, plan)
  }

  private static let axes = #"""
    "axes": [{"pointer": "/steps/1/treat/energy_J", "values": [0.5, 0.9]}, {"pointer": "/steps/2/wait_days", "values": [30, 90]},
             {"pointer": "/steps/1/treat/zones", "values": [["jowl"]]}]
    """#

  private static func outcomes(
    _ order: [Int], of plan: SweepPlan, in folder: SweepFolder, isReproducible: Bool
  ) throws -> [Int: RunOutcome] {
    let task = FaceTask(folder, meshes: meshes, isReproducible: isReproducible)
    return try BLASThreads.withOne {
      try Dictionary(
        uniqueKeysWithValues: order.map { number in
          (number, try task.outcome(of: plan.runs[number], in: plan) { _ in })
        })
    }
  }

  @Test
  func
    `numbers do not depend on the order beyond a micrometre, and not at all where that is asked for`()
    throws
  {
    let (folder, plan) = try Self.sweep(Self.axes)
    defer { try? FileManager.default.removeItem(at: folder.url) }
    #expect(plan.runs.count == 4)
    #expect(Set(plan.runs.map(\.body)).count == 1)
    let exact = try Self.outcomes([0, 1, 2, 3], of: plan, in: folder, isReproducible: true)
    let turned = try Self.outcomes([3, 1, 0, 2], of: plan, in: folder, isReproducible: true)
    #expect(exact == turned)
    let near = try Self.outcomes([3, 2, 0, 1], of: plan, in: folder, isReproducible: false)
    #expect(near[3]?.start == "captured" && near[1]?.start != "captured")
    for (number, outcome) in exact {
      let found = try #require(near[number])
      for (column, (a, b)) in zip(outcome.columns, zip(outcome.values, found.values))
      where column.hasSuffix("_mm") {
        #expect(abs(a - b) < 0.001, "\(column)")
      }
    }
    // The settings do something, so that equal numbers would be noticed.
    let lift = try #require(exact[0]?.columns.firstIndex(of: "day-90/jowl.left/lift_mean_mm"))
    let lifts = (0..<4).compactMap { exact[$0]?.values[lift] }
    #expect(Set(lifts).count == 4)
    // More energy, more lift: by more than the solver could be off.
    #expect(lifts[3] > lifts[1] + 1e-4)
  }

  @Test func `a setting that the device does not have is an error of the plan`() throws {
    do {
      _ = try Self.sweep(#""axes": [{"pointer": "/steps/1/treat/energy_J", "values": [0.5, 9]}]"#)
      Issue.record("a plan that cannot be")
    } catch {
      let text = "\(error)"
      #expect(text.contains("combination 2 (energy_J = 9)"))
      #expect(text.contains("energy_J"))
    }
  }

  @Test func `a pointer that leads nowhere is an error of the plan`() throws {
    do {
      _ = try Self.sweep(#""axes": [{"pointer": "/steps/7/treat/energy_J", "values": [0.5]}]"#)
      Issue.record("a plan that cannot be")
    } catch {
      #expect(
        "\(error)".hasSuffix(
          "\"/steps/7/treat/energy_J\" leads nowhere: /steps is a list of 3, counted from 0, and has no \"7\""
        ))
    }
  }

  @Test func `the same settings have the same id, and combinations that say the same are run once`()
    throws
  {
    let (folder, plan) = try Self.sweep(
      #""axes": [{"pointer": "/steps/1/treat/energy_J", "values": [0.5, 0.9, 0.5]}]"#)
    defer { try? FileManager.default.removeItem(at: folder.url) }
    let (other, same) = try Self.sweep(
      #""axes": [{"id": "e", "pointer": "/steps/1/treat/energy_J", "values": [0.9]}]"#)
    defer { try? FileManager.default.removeItem(at: other.url) }
    #expect(plan.runs.count == 2 && plan.common.repeated == 1)
    #expect(plan.runs[1].id == same.runs[0].id)
  }

  @Test
  func
    `every combination is run on every face, and the atlas takes the place of the scenario's scan`()
    throws
  {
    let (folder, plan) = try Self.sweep(
      #""faces": [{"id": "a"}, {"id": "b", "surface": "\#(Self.package.path)/meshes/atlas.ply"}], "#
        + #""axes": [{"pointer": "/steps/1/treat/energy_J", "values": [0.5, 0.9]}]"#)
    defer { try? FileManager.default.removeItem(at: folder.url) }
    #expect(plan.runs.map(\.face) == ["a", "a", "b", "b"])
    #expect(Set(plan.runs.map(\.body)).count == 2)
    var tree = try plan.scenario(of: plan.runs[2])
    #expect(tree["face"]?["surface"] != nil)
    plan.common.faces[0].put(into: &tree)
    #expect(tree["face"] == nil)
  }
}
