import Anatomy
import Foundation
import Scenarios
import Synchronization

/// The atlas face from upright to supine at a resolution, computed once however many cases ask.
final class AtlasPostures: Sendable {
  let meshes: URL
  private let known = Mutex<[AtlasLevel: ScenarioResult]>([:])

  /// - Parameter meshes: the folder of the atlas.
  init(meshes: URL) { self.meshes = meshes }

  /// The figures of the tissue.
  func preset() throws -> TissuePreset { try TissuePreset(named: "adult", in: meshes) }

  /// The levels of a depth, coarse to fine.
  static func levels(_ depth: Depth) -> [AtlasLevel] {
    depth == .quick ? [.preview, .standard] : [.preview, .standard, .fine]
  }

  /// Rest shape recovered from the upright face, then both postures.
  func result(at level: AtlasLevel) throws -> ScenarioResult {
    if let result = known.withLock({ $0[level] }) { return result }
    let scenario = Scenario(
      title: "From upright to supine", resolution: .init(level),
      steps: [.init(id: "upright", posture: .upright), .init(id: "supine", posture: .supine)],
      views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    known.withLock { $0[level] = result }
    return result
  }
}
