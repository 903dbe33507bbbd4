import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

@Suite(.serialized) struct PoseSearchTests {
  @Test func `finds a made-up face however it is turned`() {
    let search = PoseSearch(atlas: MadeUpFace.surface)
    var rotations = RandomRotations(seed: 3)
    for _ in 0..<6 {
      let R = rotations.next()
      let poses = search.poses(in: MadeUpFace.surface.turned(by: R))
      #expect(degrees(poses[0].similarity, from: R) < 1)
      #expect(abs(poses[0].similarity.scale - 1) < 0.01)
      #expect(poses[0].misfit < 0.5e-3)
    }
  }

  @Test func `finds a face that is bent and of another size`() {
    // The full warp makes the made-up face, which has little but a nose, as good upside down.
    let poses = PoseSearch(atlas: MadeUpFace.surface).poses(in: MadeUpFace.warped(by: 0.3))
    let truth = Matrix3(rotationBy: 0.4, about: Vector3(0.2, 1, 0.1))
    #expect(degrees(poses[0].similarity, from: truth) < 8)
    #expect(abs(poses[0].similarity.scale / 1.08 - 1) < 0.05)
  }

  @Test func `tells the best pose from those turned otherwise`() {
    let poses = PoseSearch(atlas: MadeUpFace.surface).poses(in: MadeUpFace.surface)
    for other in poses.dropFirst() {
      #expect(other.misfit > 2 * poses[0].misfit)
      #expect(degrees(other.similarity, from: poses[0].similarity.rotation) > 25)
    }
  }

  @Test func `finds nothing in a scan without triangles`() {
    #expect(PoseSearch(atlas: MadeUpFace.surface).poses(in: TriangleSurface()).isEmpty)
  }

  @Test func `turns one vector to another, even to its opposite`() {
    let a = Vector3(0.6, 0, 0.8)
    for b in [a, -a, Vector3(0, 1, 0)] {
      #expect((Matrix3(turning: a, to: b) * a - b).length < 1e-12)
    }
  }

  // MARK: - The four subjects

  private static func failures(_ subject: String, count: Int) throws -> [String] {
    let search = PoseSearch(atlas: try SurfaceRegistrationTests.atlas().atlas)
    let scan = try SurfaceRegistrationTests.scan("\(subject).ply")
    var rotations = RandomRotations(seed: 7)
    let errors = (0..<count).map { _ in
      let R = rotations.next()
      return search.poses(in: scan.turned(by: R)).first.map { degrees($0.similarity, from: R) }
    }
    let failures = errors.indices.filter { errors[$0] ?? .infinity >= 15 }
    let largest = errors.compactMap { $0 }.max() ?? .nan
    print("\(subject): pose found \(count - failures.count)/\(count), off by \(largest)° at most")
    return failures.map { "\($0): \(errors[$0].map { "\($0)°" } ?? "none")" }
  }

  @Test(.enabled(if: SharedFaces.areHere), arguments: ["f35", "f60", "m50", "m70"])
  func `finds a scanned face in three poses`(subject: String) throws {
    #expect(try Self.failures(subject, count: 3) == [])
  }

  /// Four minutes: `TURGOR_LONG_TESTS=1`.
  @Test(
    .enabled(if: SharedFaces.areHere && areLongTestsAsked),
    arguments: ["f35", "f60", "f60_noisy", "m50", "m70"])
  func `finds a scanned face in a hundred poses of a hundred`(subject: String) throws {
    #expect(try Self.failures(subject, count: 100) == [])
  }
}
