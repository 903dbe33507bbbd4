import EnergyDevices
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// Several schedules on one solved face, coarse enough for a test.
@Suite(.serialized) struct SolvedFaceTests {
  private static func schedule(_ treat: String) throws -> Scenario {
    try Scenario(
      parsing: Array(
        """
        {"schema": "turgor.scenario/1", "title": "T", "subject": {"age_years": 58}, "resolution": {"edge_mm": 16},
         "steps": [{"id": "treated", "treat": {\(treat)}}, {"id": "later", "wait_days": 60}]}
        """.utf8), file: "a.json")
  }

  private static let schedules = [
    #""device": "rf-monopolar", "zones": ["cheek"]"#,
    #""device": "rf-monopolar", "zones": ["cheek"], "energy_J": 120"#,
    #""thread": "pdo", "from": "temple", "to": "jowl", "tension_N": 0.2, "barbed_mm": 60"#,
    #""filler": "ha-high-g-prime", "zone": "malar", "volume_mL": 0.6, "plane": "supraperiosteal""#,
  ]

  private static func prepared(_ scenario: Scenario, _ cells: CellCache) throws -> PreparedFace {
    var clock = StageClock()
    return try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, cells: cells, clock: &clock)
  }

  @Test
  func
    `schedules on one face without threads are to the bit what runs of their own give, and near ones to a nanometre`()
    throws
  {
    let cells = CellCache()
    let schedules = try Self.schedules.map(Self.schedule)
    var clock = StageClock()
    let face = try SolvedFace(
      schedules[0], on: try Self.prepared(schedules[0], cells), threads: 2, clock: &clock)
    var before: SolvedSteps?
    for schedule in schedules {
      #expect(face.isFace(of: schedule))
      let alone = try schedule.run(
        on: try Self.prepared(schedule, cells), threads: 2, clock: StageClock())
      try face.prepare(schedule, meshes: SharedData.meshes, cells: cells)
      if let before {
        let near = try face.run(schedule, near: before)
        // Each is met to 10⁻⁸ m.
        for (u, v) in zip(near.steps, alone.steps) {
          #expect(zip(u.displacements, v.displacements).allSatisfy { ($0 - $1).length < 1e-7 })
        }
      }
      // Threads order the equations anew, and what they were laid into was solved in the order without them.
      let anew = try face.run(schedule)
      if face.prepared.threads.isEmpty {
        #expect(anew.steps.map(\.displacements) == alone.steps.map(\.displacements))
      }
      before = face.solved
    }
  }

  @Test
  func `a step begins with its own factor where there is room, to a thousandth of a millimetre`()
    throws
  {
    func schedule(_ volume: Double) throws -> Scenario {
      try Self.schedule(
        #""filler": "ha-high-g-prime", "zone": "malar", "volume_mL": \#(volume), "plane": "supraperiosteal""#
      )
    }
    let (cells, first) = (CellCache(), try schedule(0.3))
    var clock = StageClock()
    let face = try SolvedFace(
      first, on: try Self.prepared(first, cells), threads: 2, clock: &clock, room: 1e9)
    let before = try face.run(first)
    var fresh: [Int] = []
    for volume in [0.32, 0.34] {
      let changed = try schedule(volume)
      try face.prepare(changed, meshes: SharedData.meshes, cells: cells)
      let near = try face.run(changed, near: face.solved)
      let alone = try changed.run(
        on: try Self.prepared(changed, cells), threads: 2, clock: StageClock())
      for (u, v) in zip(near.steps, alone.steps) {
        #expect(zip(u.displacements, v.displacements).allSatisfy { ($0 - $1).length < 1e-6 })
      }
      fresh.append(near.steps.reduce(0) { $0 + $1.history.count { $0.tangent != .kept } })
    }
    // The first change begins with a copy of whatever factor is at hand.
    #expect(fresh[1] == 0, "\(fresh)")
    #expect(try face.run(first).steps.map(\.displacements) == before.steps.map(\.displacements))
  }

  @Test func `error bars leave the face as it was, and another subject is another face`() throws {
    let schedule = try Self.schedule(Self.schedules[0])
    var clock = StageClock()
    let face = try SolvedFace(
      schedule, on: try Self.prepared(schedule, CellCache()), threads: 2, clock: &clock)
    let first = try face.run(schedule, wantsErrorBars: true)
    let second = try face.run(schedule)
    var other = schedule
    other.subject.ageInYears = 40
    #expect(face.isFace(of: schedule) && !face.isFace(of: other))
    #expect(first.steps.map(\.displacements) == second.steps.map(\.displacements))
  }
}
