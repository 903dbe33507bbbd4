import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

@Suite(.serialized) struct AutomaticLandmarksTests {
  private static func findInMadeUpFace(hints: ScanLandmarks) throws
    -> AutomaticLandmarks
  {
    try AutomaticLandmarks.find(
      on: MadeUpFace.warped, atlas: MadeUpFace.surface,
      atlasLandmarks: MadeUpFace.landmarks(of: MadeUpFace.surface), hints: hints)
  }

  @Test func `finds the landmarks of a made-up face`() throws {
    let scan = MadeUpFace.warped(by: 0.3)
    let found = try AutomaticLandmarks.find(
      on: scan, atlas: MadeUpFace.surface,
      atlasLandmarks: MadeUpFace.landmarks(of: MadeUpFace.surface))
    let truth = MadeUpFace.landmarks(of: scan).landmarks
    let errors = truth.map { name, mark in
      ((found.landmarks[name]?.position ?? .zero) - mark.position).length
    }.sorted()
    #expect(errors[errors.count / 2] < 3e-3)
    #expect(found.registration.newFolds.isEmpty)
    let nose = found.landmarks["pronasale"]?.confidence ?? 0
    #expect(nose > 0.7)
    #expect(found.landmarks.values.allSatisfy { (0...1).contains($0.confidence) })
    #expect(nose > found.landmarks["zygion_l"]?.confidence ?? 1)
  }

  @Test func `takes points marked by hand as they are, and follows them`() throws {
    let truth = MadeUpFace.landmarks(of: MadeUpFace.warped)
    let names = ["zygion_l", "gonion_r"]
    let hints = ScanLandmarks(truth.landmarks.filter { names.contains($0.key) })
    let found = try Self.findInMadeUpFace(hints: hints)
    for name in names {
      let hint = try #require(hints.landmarks[name])
      #expect(found.landmarks[name]?.position == hint.position)
      #expect(found.landmarks[name]?.confidence == 1)
      #expect(found.registration.landmarkDistances[name] ?? 1 < 1e-3)
    }
  }

  @Test func `refuses a point marked by hand in a place where it cannot be`() throws {
    let truth = MadeUpFace.landmarks(of: MadeUpFace.warped).landmarks
    let hints = ScanLandmarks(
      file: "--landmark",
      [
        "pronasale": try #require(truth["superciliare_l"]),
        "pogonion": try #require(truth["pogonion"]),
      ])
    #expect {
      try Self.findInMadeUpFace(hints: hints)
    } throws: {
      "\($0)".hasPrefix("--landmark: landmarks.pronasale: lies ")
    }
  }

  // MARK: - The four subjects

  /// Errors in m of the landmarks that lie on the scan, by name.
  private static func errors(
    _ subject: String, turnedBy R: Matrix3, isMirrored: Bool = false
  ) throws -> (found: AutomaticLandmarks, errors: [String: Double], positions: [String: Vector3]) {
    let engine = try SurfaceRegistrationTests.atlas()
    let truth = try ScanLandmarks.read(SharedFaces.file("\(subject.prefix(3)).landmarks.json"))
    var scan = try SurfaceRegistrationTests.scan("\(subject).ply")
    if isMirrored {
      scan.positions = scan.positions.map { Vector3(-$0.x, $0.y, $0.z) }
      scan.triangles = scan.triangles.map { SIMD3($0.x, $0.z, $0.y) }
    }
    let found = try AutomaticLandmarks.find(
      on: scan.turned(by: R), atlas: engine.atlas, atlasLandmarks: engine.landmarks)
    let positions = found.landmarks.mapValues { R.transpose * ($0.position - RandomPlace.shift) }
    var errors: [String: Double] = [:]
    for (name, mark) in truth.landmarks where mark.isOnSurface {
      errors[name] = ((positions[name] ?? .zero) - mark.position).length
    }
    return (found, errors, positions)
  }

  @Test(.enabled(if: SharedFaces.areHere), arguments: ["f35", "f60", "m50", "m70"])
  func `finds the landmarks of a scanned face in any pose`(subject: String) throws {
    try Self.check(subject, seed: 11)
  }

  /// Two minutes: `TURGOR_LONG_TESTS=1`.
  @Test(
    .enabled(if: SharedFaces.areHere && areLongTestsAsked),
    arguments: ["f35", "f60", "f60_noisy", "m50", "m70"])
  func `finds the landmarks of a scanned face in many poses`(subject: String) throws {
    for seed in 20..<25 { try Self.check(subject, seed: UInt64(seed)) }
  }

  private static func check(_ subject: String, seed: UInt64) throws {
    var rotations = RandomRotations(seed: seed)
    let (found, errors, _) = try Self.errors(subject, turnedBy: rotations.next())
    let sorted = errors.values.sorted()
    #expect(sorted[sorted.count / 2] < 2.5e-3)
    #expect(errors.filter { $0.value > 10e-3 } == [:])
    #expect(found.registration.newFolds.isEmpty)
    #expect(found.registration.quality.leastTriangleQuality > 0.2)
    let isNoisy = subject == "f60_noisy"
    #expect(found.registration.medianResidual < (isNoisy ? 0.3e-3 : 0.15e-3))
    #expect(found.registration.residual95 < (isNoisy ? 1e-3 : 0.6e-3))
  }

  @Test(.enabled(if: SharedFaces.areHere))
  func `finds the mirror image of what it finds, in the mirrored scan`() throws {
    let plain = try Self.errors("f60", turnedBy: .identity).positions
    let mirrored = try Self.errors("f60", turnedBy: .identity, isMirrored: true).positions
    for (name, position) in plain {
      let partner =
        name.hasSuffix("_l")
        ? name.dropLast(2) + "_r"
        : name.hasSuffix("_r") ? name.dropLast(2) + "_l" : name[...]
      let other = try #require(mirrored[String(partner)])
      // The triangles of the atlas are symmetric, the points that sample it are not.
      #expect((Vector3(-other.x, other.y, other.z) - position).length < 1.5e-3, "\(name)")
    }
  }

  @Test(
    .enabled(if: SharedFaces.areHere && areLongTestsAsked),
    arguments: ["bad/hole_cheek", "bad/z_up", "bad/coarse_1k"])
  func `finds landmarks in scans with defects`(file: String) throws {
    let engine = try SurfaceRegistrationTests.atlas()
    let found = try AutomaticLandmarks.find(
      on: SurfaceRegistrationTests.scan("\(file).ply"), atlas: engine.atlas,
      atlasLandmarks: engine.landmarks)
    let truth = try ScanLandmarks.read(SharedFaces.file("f35.landmarks.json"))
    // z_up.ply has up along +z and looks towards −y.
    let R =
      file == "bad/z_up"
      ? Matrix3(rotationBy: .pi / 2, about: Vector3(1, 0, 0)) : Matrix3.identity
    let errors = truth.landmarks.filter(\.value.isOnSurface).map { name, mark in
      ((found.landmarks[name]?.position ?? .zero) - R * mark.position).length
    }.sorted()
    #expect(errors[errors.count / 2] < 3e-3)
    #expect(errors[errors.count - 1] < 12e-3)
  }
}
