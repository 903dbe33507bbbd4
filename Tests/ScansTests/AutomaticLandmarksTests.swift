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

  /// What was found on a scan, turned back, and how far it is from the truth.
  private struct Trial {
    var found: AutomaticLandmarks
    /// In m, of the landmarks that lie on the scan.
    var errors: [String: Double] = [:]
    /// In m, in the frame of the scan before it was turned.
    var positions: [String: Vector3] = [:]
    var seconds: Double

    init(
      _ subject: String, turnedBy R: Matrix3, isMirrored: Bool = false, hinted: [String] = []
    ) throws {
      let engine = try SurfaceRegistrationTests.atlas()
      let truth = try ScanLandmarks.read(SharedFaces.file("\(subject.prefix(3)).landmarks.json"))
      let scan = try SurfaceRegistrationTests.scan("\(subject).ply")
      let hints = truth.landmarks.filter { hinted.contains($0.key) }.mapValues {
        ScanLandmarks.Landmark(position: R * $0.position + RandomPlace.shift)
      }
      let start = ContinuousClock.now
      found = try AutomaticLandmarks.find(
        on: (isMirrored ? scan.mirrored : scan).turned(by: R), atlas: engine.atlas,
        atlasLandmarks: engine.landmarks, hints: ScanLandmarks(hints))
      seconds = (ContinuousClock.now - start) / .seconds(1)
      positions = found.landmarks.mapValues { R.transpose * ($0.position - RandomPlace.shift) }
      for (name, mark) in truth.landmarks where mark.isOnSurface {
        errors[name] = ((positions[name] ?? .zero) - mark.position).length
      }
    }
  }

  @Test(
    .enabled(if: SharedFaces.areHere),
    arguments: areLongTestsAsked ? ["f35", "f60", "m50", "m70"] : ["f60"])
  func `finds the landmarks of a scanned face in any pose`(subject: String) throws {
    try Self.check(subject, seed: 11)
  }

  /// Two minutes: `TURGOR_LONG_TESTS=1`.
  @Test(
    .enabled(if: SharedFaces.areHere && areLongTestsAsked),
    arguments: ["f35", "f60", "f60_noisy", "m50", "m70"])
  func `finds the landmarks of a scanned face in many poses`(subject: String) throws {
    let trials = try (20..<30).map { try Self.check(subject, seed: UInt64($0)) }
    let errors = trials.flatMap(\.errors.values).sorted()
    func worst(_ figure: (AutomaticLandmarks) -> Double) -> Double {
      trials.map { figure($0.found) }.max() ?? .nan
    }
    let figures: [(String, Double)] = [
      ("landmarks median mm", 1e3 * errors[errors.count / 2]),
      ("95 % mm", 1e3 * errors[errors.count * 95 / 100]), ("max mm", 1e3 * (errors.last ?? .nan)),
      ("registration median mm", 1e3 * worst(\.registration.medianResidual)),
      ("p95 mm", 1e3 * worst(\.registration.residual95)),
      ("least quality", -worst { -$0.registration.quality.leastTriangleQuality }),
      ("seconds", trials.map(\.seconds).sorted()[trials.count / 2]),
    ]
    print(
      subject, figures.map { "\($0.0) \(($0.1 * 1e3).rounded() / 1e3)" }.joined(separator: ", "))
  }

  @discardableResult
  private static func check(_ subject: String, seed: UInt64) throws -> Trial {
    var rotations = RandomRotations(seed: seed)
    let trial = try Trial(subject, turnedBy: rotations.next())
    let (found, sorted) = (trial.found, trial.errors.values.sorted())
    #expect(sorted[sorted.count / 2] < 2.5e-3)
    #expect(trial.errors.filter { $0.value > 10e-3 } == [:])
    #expect(found.registration.newFolds.isEmpty)
    #expect(found.registration.quality.leastTriangleQuality > 0.2)
    let isNoisy = subject == "f60_noisy"
    #expect(found.registration.medianResidual < (isNoisy ? 0.3e-3 : 0.15e-3))
    #expect(found.registration.residual95 < (isNoisy ? 1e-3 : 0.6e-3))
    return trial
  }

  @Test(
    .enabled(if: SharedFaces.areHere),
    arguments: areLongTestsAsked ? ["f35", "f60", "f60_noisy", "m50", "m70"] : ["f60"])
  func `finds the mirror image of what it finds, in the mirrored scan`(subject: String) throws {
    let plain = try Trial(subject, turnedBy: .identity).positions
    let mirrored = try Trial(subject, turnedBy: .identity, isMirrored: true).positions
    let gaps = try plain.map { name, position in
      let other = try #require(mirrored[LandmarkName.partner(of: name)])
      return (Vector3(-other.x, other.y, other.z) - position).length
    }.sorted()
    print("\(subject): mirrored landmarks median \(gaps[gaps.count / 2]), max \(gaps.last ?? 0) m")
    // The triangles of the atlas are symmetric, the points that sample it are not.
    #expect(gaps.allSatisfy { $0 < 1.5e-3 })
  }

  @Test(
    .enabled(if: SharedFaces.areHere),
    arguments: areLongTestsAsked ? ["f35", "f60", "f60_noisy", "m50", "m70"] : ["m70"])
  func `finds the others no worse with three points marked by hand`(subject: String) throws {
    let hinted = ["pronasale", "gonion_l", "cheilion_r"]
    let plain = try Trial(subject, turnedBy: .identity).errors
    let helped = try Trial(subject, turnedBy: .identity, hinted: hinted).errors
    func median(_ errors: [String: Double]) -> Double { errors.values.sorted()[errors.count / 2] }
    print("\(subject): landmarks median \(median(plain)), with three hints \(median(helped)) m")
    #expect(median(helped) <= median(plain))
    #expect(hinted.allSatisfy { helped[$0] == 0 || helped[$0] ?? 1 < 1e-9 })
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
