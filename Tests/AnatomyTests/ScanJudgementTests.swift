import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Anatomy
@testable import Scans

/// The atlas as if it were a scan, and itself laid onto it.
private struct OwnFace {
  let atlas: Atlas
  var scan: RepairedScan
  var registration: Registration

  init(moving displacement: (Vector3) -> Vector3 = { _ in .zero }) throws {
    atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    var surface = atlas.surface
    surface.positions = surface.positions.map { $0 + displacement($0) }
    var original = surface
    original.positions = surface.positions.map { 1e3 * $0 }
    scan = RepairedScan(
      surface: surface, unit: .millimetres, report: RepairReport(), original: original,
      filled: surface.triangles.count..<surface.triangles.count)
    registration = Registration(
      surface: surface, residuals: surface.positions.map { _ in 0 }, similarity: .identity,
      stages: [], landmarkDistances: [:], unusedLandmarks: [],
      quality: SurfaceQuality(of: surface), newFolds: [], selfIntersections: [])
  }

  func judged(landmarks: [String: Vector3]? = nil) -> ScanJudgement {
    ScanJudgement(
      scan: scan, registration: registration, atlas: atlas,
      landmarks: landmarks ?? atlas.landmarks, frame: .identity)
  }

  /// Takes the triangles of the scan away whose middle is so.
  mutating func cut(_ isCut: (Vector3) -> Bool) {
    let surface = scan.surface
    scan.surface.triangles.removeAll { isCut(surface.centroid($0)) }
    scan.filled = scan.surface.triangles.count..<scan.surface.triangles.count
  }
}

@Suite struct ScanJudgementTests {
  @Test func `finds nothing wrong with the atlas itself`() throws {
    let judgement = try OwnFace().judged()
    #expect(judgement.zones.count == 33)
    for zone in judgement.zones {
      // Middles of triangles at the rim project inside: all of them are seen.
      #expect(zone.coverage > 0.999 && zone.verdict == .good, "\(zone.zone.name)")
      // Lids and lips bend more sharply than a cubic: 0.11 mm at most.
      #expect((zone.noise ?? 1) < 0.15e-3, "\(zone.zone.name)")
    }
    #expect(judgement.verdict == .good && judgement.recapture.isEmpty)
    #expect(judgement.refusal == nil && judgement.warnings.isEmpty)
    // Symmetric to the last bit; six fits leave round-off.
    #expect((judgement.symmetry.overall ?? 1) < 1e-9)
    #expect(!judgement.mouth.isSuspicious && judgement.expression.suspicions.isEmpty)
    #expect((judgement.pose?.lean ?? 1) < 1e-9)
  }

  @Test func `refuses half a face and asks to turn the head`() throws {
    var face = try OwnFace()
    face.cut { $0.x < -5e-3 }
    let judgement = face.judged()
    #expect(judgement.verdict == .refused)
    #expect(judgement.refusal?.contains("right cheek") == true)
    #expect(
      judgement.recapture == [
        "turn the head to the left so that the right cheek, right malar, right jowl and 2 more are"
          + " seen"
      ])
    for zone in judgement.zones where zone.zone.side != nil {
      #expect(zone.verdict == (zone.zone.side == .left ? .good : .missing), "\(zone.zone.name)")
    }
    #expect(judgement.symmetry.overall == nil)
  }

  @Test func `bears a scan that ends above the neck`() throws {
    var face = try OwnFace()
    face.cut { $0.y < -0.105 }
    let judgement = face.judged()
    #expect(judgement.verdict == .good)
    #expect(judgement.zones.first { $0.zone.region == "neck" }?.verdict == .usable)
    #expect(judgement.warnings == ["wider error bars (not all of it was scanned): neck"])
  }

  @Test func `sees a swollen cheek as asymmetry of the cheek`() throws {
    let centre = Vector3(0.056, -0.022, 0.050)
    let judgement = try OwnFace { p in
      let d = p - centre
      return 4e-3 * .exponential(-d.dot(d) / (0.014 * 0.014)) * Vector3(0.7, 0, 0.7)
    }.judged()
    let cheek = try #require(judgement.symmetry.regions["cheek"])
    #expect((1e-3...4e-3).contains(cheek))
    for (region, value) in judgement.symmetry.regions where region != "cheek" {
      #expect(value < cheek, "\(region)")
    }
    #expect((judgement.symmetry.regions["forehead"] ?? 1) < 0.1e-3)
  }

  @Test func `suspects a raised mouth, raised brows and open lips`() throws {
    let face = try OwnFace()
    func moved(_ names: [String], by offset: Vector3) -> ScanJudgement {
      var landmarks = face.atlas.landmarks
      for name in names { landmarks[name, default: .zero] += offset }
      return face.judged(landmarks: landmarks)
    }
    let up = Vector3(0, 0.009, 0)
    #expect(
      moved(["cheilion_l", "cheilion_r"], by: up).expression.suspicions
        == ["corners of the mouth raised"])
    #expect(
      moved(["superciliare_l", "superciliare_r"], by: up).expression.suspicions
        == ["brows raised"])
    let open = moved(["labiale_inferius"], by: -up)
    #expect(open.mouth.isSuspicious && open.verdict == .usable)
    #expect(open.recapture == ["close the lips, teeth just apart"])
  }

  @Test func `suspects a hole between the lips`() throws {
    var face = try OwnFace()
    let stomion = try #require(face.atlas.landmarks["stomion"])
    face.scan.report.add(.init(.hole, count: 40, size: 0.04, place: stomion))
    #expect(face.judged().mouth.isSuspicious)
    face.scan.report = RepairReport()
    face.scan.report.add(
      .init(.hole, count: 40, size: 0.04, place: stomion + Vector3(0, 0.05, 0)))
    #expect(!face.judged().mouth.isSuspicious)
  }

  @Test func `says that a ball is no face`() throws {
    var ball = try OwnFace()
    ball.registration.surface.positions = ball.atlas.surface.positions.map {
      0.095 * ($0 - Vector3(0, -0.01, 0)).normalized
    }
    ball.scan.surface.positions = ball.registration.surface.positions
    let judgement = ball.judged()
    #expect(judgement.verdict == .refused)
    #expect(judgement.refusal?.hasPrefix("no face was found") == true)
    #expect(judgement.recapture == [ScanJudgement.wholeFace])
  }

  @Test func `names the zone of a repair, and none off the face`() throws {
    var face = try OwnFace()
    let zones = LaidZones(face.registration, atlas: face.atlas)
    face.scan.report.add(.init(.hole, count: 9, size: 0.01, place: Vector3(0.056, -0.022, 0.05)))
    face.scan.report.add(.init(.island, count: 9, place: Vector3(0, 0.3, 0.2)))
    face.scan.report.locate(zones.name(at:))
    #expect(face.scan.report.lines.map(\.zone) == ["cheek.left", nil])
  }
}

@Suite struct ZoneQualityTests {
  private let sound = ZoneQuality(
    zone: Zone(region: "cheek", side: .left), area: 20e-4, coverage: 1, meanEdge: 1.5e-3,
    noise: 0.05e-3, residualMedian: 0.01e-3, residual95: 0.1e-3, residualRMS: 0.05e-3)

  @Test func `falls from good at each threshold`() {
    #expect(sound.verdict == .good)
    var poor = sound
    poor.coverage = 0.89
    #expect(poor.verdict == .usable && poor.shortcomings == ["not all of it was scanned"])
    poor.coverage = 0.49
    #expect(poor.verdict == .missing)
    for path in [\ZoneQuality.meanEdge, \.noise, \.residual95] {
      var poor = sound
      poor[keyPath: path] = 6e-3
      #expect(poor.verdict == .usable && poor.shortcomings.count == 1)
    }
  }

  @Test func `adds variances of noise, residual, chord and guess`() {
    var zone = sound
    // 0.05, 0.05 and (1.5 mm)²/240 mm = 0.0094 mm.
    #expect(abs(zone.standardDeviation - 0.07133e-3) < 1e-8)
    // Half of 20 cm² guessed: 0.02 √(10 cm²) = 0.632 mm over half of the zone.
    zone.coverage = 0.5
    let guessed: Double = 0.6325e-3 * 0.5.squareRoot()
    let expected = (0.07133e-3 * 0.07133e-3 + guessed * guessed).squareRoot()
    #expect(abs(zone.standardDeviation - expected) < 1e-7)
  }
}

@Suite struct HeadPoseTests {
  private func pose(_ turn: Matrix3) -> HeadPose? {
    HeadPose(HeadFrame(axes: turn, origin: .zero))
  }

  @Test func `reads tilt, lean and turn against the axes of the file`() throws {
    let degree = Double.pi / 180
    let down = try #require(pose(Matrix3(rotationBy: 12 * degree, about: Vector3(1, 0, 0))))
    #expect(down.up.name == "+y" && down.forward.name == "+z")
    #expect(abs(down.pitch + 12 * degree) < 1e-9 && abs(down.roll) < 1e-9 && down.isLeaning)
    let aside = try #require(pose(Matrix3(rotationBy: 7 * degree, about: Vector3(0, 0, 1))))
    #expect(abs(aside.roll - 7 * degree) < 1e-9 && !aside.isLeaning)
    let turned = try #require(pose(Matrix3(rotationBy: 20 * degree, about: Vector3(0, 1, 0))))
    #expect(abs(turned.yaw - 20 * degree) < 1e-9 && turned.lean < 1e-9)
  }

  @Test func `knows drawings with z up, and says when nothing is upright`() throws {
    let drawing = try #require(pose(Matrix3(rotationBy: .pi / 2, about: Vector3(1, 0, 0))))
    #expect(drawing.up.name == "+z" && drawing.forward.name == "-y" && drawing.lean < 1e-9)
    #expect(pose(Matrix3(rotationBy: 1, about: Vector3(1, 1, 1).normalized)) == nil)
  }
}
