import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

@Suite(.enabled(if: SharedFaces.areHere)) struct LidLandmarksTests {
  private static func lids(_ subject: String) throws -> (
    found: [String: Vector3], truth: [String: Vector3]
  ) {
    let truth = try ScanLandmarks.read(SharedFaces.file("\(subject).landmarks.json")).landmarks
      .mapValues(\.position)
    let atlas = try SurfaceRegistrationTests.atlas().landmarks.landmarks.mapValues(\.position)
    let names = truth.keys.sorted()
    let pose = Similarity.fitting(
      names.map { atlas[$0] ?? .zero }, to: names.map { truth[$0] ?? .zero })
    let target = ScanTarget(try SurfaceRegistrationTests.scan("\(subject).ply"))
    return (LidLandmarks(in: target, pose: pose, atlas: atlas).landmarks, truth)
  }

  @Test(arguments: ["f35", "m70"])
  func `reads four landmarks from the opening of each eye`(subject: String) throws {
    let (found, truth) = try Self.lids(subject)
    #expect(found.count == 8)
    for (name, place) in found {
      let error = (place - (truth[name] ?? .zero)).length
      print("\(subject): \(name) \(1e3 * error) mm")
      // Vertices of the template, 1–2 mm from what an observer would mark, and an edge of 1.5 mm.
      #expect(error < 3.5e-3, "\(name)")
    }
  }

  @Test(arguments: ["f60", "m50"]) func `says nothing of closed eyes`(subject: String) throws {
    #expect(try Self.lids(subject).found.isEmpty)
  }
}
