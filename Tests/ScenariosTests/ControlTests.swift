import Anatomy
import Foundation
import Meshes
import Scans
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// Runs whose outcome is known without a computation.
@Suite(.serialized) struct ControlTests {
  private static func prepared(_ scenario: Scenario) throws -> PreparedFace {
    var clock = StageClock()
    return try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
  }

  private static func run(_ scenario: Scenario) throws -> ScenarioResult {
    try scenario.run(on: try prepared(scenario), threads: 2, clock: StageClock())
  }

  @Test func `a sham moves nothing, exactly`() throws {
    let cheek = try #require(ZoneSelection(name: "cheek"))
    let press = SkinLoad(.pressure, on: cheek, intensity: 0)
    let result = try Self.run(
      Scenario(
        title: "Sham", resolution: .edge(0.025),
        steps: [
          .init(id: "same", posture: .upright), .init(id: "press", .load(press)),
          .init(id: "firm", .elasticity([cheek: [.skin: .factor(1)]])),
        ]))
    for step in result.steps {
      #expect(step.isAsCaptured && step.displacements.allSatisfy { $0 == .zero }, "\(step.id)")
      for zone in step.zones {
        #expect(zone.maximum == 0 && zone.volumeChange == 0, "\(step.id), \(zone.zone)")
        #expect(zone.lift == 0 && zone.tangential == 0 && zone.scanDeviation == 0)
      }
    }
    for change in result.changes { #expect(change.displacements.allSatisfy { $0 == .zero }) }
  }

  /// The synthetic face of 60 years and a scenario that is not symmetric, both as in a mirror, and the same scan with
  /// every vertex moved by up to 1 nm.
  ///
  /// Where columns cross, the search that leads them apart ends elsewhere for the smallest change of the skin, in 1 mesh
  /// node of 60 by more than 0.01 mm: a mirror may change numbers as much as such a change does, and no more than that.
  /// Minutes on a busy machine: `TURGOR_LONG_TESTS=1`.
  @Test(.enabled(if: SharedFaces.areHere && isLong))
  func `a mirror changes numbers no more than a nanometre does`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mirror-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let surface = try SurfaceReader.read(SharedFaces.file("f60.ply"))
    let marks = try ScanLandmarks.read(SharedFaces.file("f60.landmarks.json"))
    func result(_ surface: TriangleSurface, isMirrored: Bool = false) throws -> ScenarioResult {
      try Self.run(Self.scenario(surface, marks, isMirrored: isMirrored, in: folder))
    }
    let plain = try result(surface)
    let shaken = try Self.difference(plain, result(Self.shaken(surface))) { $0 }
    let mirrored = try Self.difference(
      plain, result(surface, isMirrored: true), names: Self.mirrored)
    print("numbers differ by up to \(1e3 * mirrored) mm mirrored, \(1e3 * shaken) mm shaken")
    // Two draws of the same distribution: the larger of hundreds of numbers seldom is thrice that of the other.
    #expect(mirrored < 3 * shaken)
  }

  /// Every vertex moved by up to 1 nm along each axis; of a scan in mm.
  private static func shaken(_ surface: TriangleSurface) -> TriangleSurface {
    var random = NormalDraws(seed: 1)
    var moved = surface
    for i in moved.positions.indices {
      let step = Vector3(random.even(), random.even(), random.even())
      moved.positions[i] += 1e-6 * (2 * step - .one)
    }
    return moved
  }

  /// The largest difference of any length in the tables of zones, in m.
  private static func difference(
    _ a: ScenarioResult, _ b: ScenarioResult, names: (String) -> String
  ) throws -> Double {
    var worst = 0.0
    for (step, other) in zip(a.steps, b.steps) {
      for zone in step.zones {
        let image = try #require(other.zones.first { $0.zone == names(zone.zone) })
        for quantity in ZoneQuantity.all where quantity.kind == .length {
          worst = max(worst, abs(quantity.value(zone) - quantity.value(image)))
        }
      }
    }
    return worst
  }

  private static let isLong = ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil

  private static func mirrored(_ name: String) -> String {
    name.hasSuffix(".left")
      ? String(name.dropLast(5)) + ".right"
      : name.hasSuffix(".right") ? String(name.dropLast(6)) + ".left" : name
  }

  /// Head tilted to one side, and stiffer skin on one cheek.
  private static func scenario(
    _ surface: TriangleSurface, _ marks: ScanLandmarks, isMirrored: Bool, in folder: URL
  ) throws -> Scenario {
    let sign = isMirrored ? -1.0 : 1.0
    var image = surface
    image.positions = surface.positions.map { Vector3(sign * $0.x, $0.y, $0.z) }
    if isMirrored { image.triangles = surface.triangles.map { SIMD3($0.x, $0.z, $0.y) } }
    let scan = folder.appending(path: "scan\(isMirrored).ply")
    try Data(PLYWriter.bytes(of: image)).write(to: scan)
    let entries = marks.landmarks.sorted { $0.key < $1.key }.map { name, mark in
      let p = 1e3 * Vector3(sign * mark.position.x, mark.position.y, mark.position.z)
      let side = isMirrored ? Self.otherSide(name) : name
      return
        "\"\(side)\": {\"mm\": [\(p.x), \(p.y), \(p.z)], \"on_surface\": \(mark.isOnSurface)}"
    }
    let landmarks = folder.appending(path: "marks\(isMirrored).json")
    try Data(
      "{\"units\": \"mm\", \"landmarks\": {\(entries.joined(separator: ", "))}}".utf8
    ).write(to: landmarks)
    let cheek = try #require(ZoneSelection(name: isMirrored ? "cheek.right" : "cheek.left"))
    return Scenario(
      title: "Mirror", face: .init(surface: scan.path, landmarks: landmarks.path),
      resolution: .edge(0.01),
      steps: [
        .init(id: "lean", posture: .tilted(pitch: 0.3, roll: sign * 0.6)),
        .init(id: "firm", .elasticity([cheek: [.skin: .factor(2)]])),
      ])
  }

  private static func otherSide(_ name: String) -> String {
    name.hasSuffix("_l")
      ? String(name.dropLast(2)) + "_r"
      : name.hasSuffix("_r") ? String(name.dropLast(2)) + "_l" : name
  }
}
