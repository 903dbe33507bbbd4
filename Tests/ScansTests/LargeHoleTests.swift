import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

/// A scan that misses so much of a cheek that nobody may invent it.
@Suite(.enabled(if: SharedFaces.areHere)) struct LargeHoleTests {
  /// On the left cheek of f35, in m.
  static let place = Vector3(0.045, -0.02, 0.063)

  @Test func `says the size of a hole of 70 mm, and is met by the atlas all the same`() throws {
    let whole = try SurfaceRegistrationTests.scan("f35.ply")
    let middle = try #require(SurfaceIndex(whole).nearest(to: Self.place)?.point)
    var raw = whole
    raw.triangles.removeAll { (whole.centroid($0) - middle).length < 35e-3 }
    let scan = try ScanRepair.repair(raw, unit: .metres, file: "f35")
    let line = try #require(scan.report.lines(of: .openHole).first)
    let (size, at) = (try #require(line.size), try #require(line.place))
    #expect((65e-3...75e-3).contains(size) && (at - middle).length < 12e-3)
    #expect(line.note == "more than 50.0 mm across; capture this place as well")
    #expect(scan.report.lines(of: .eyeOpening).count == 2)

    let engine = try SurfaceRegistrationTests.atlas()
    let found = try AutomaticLandmarks.find(
      on: scan.surface, atlas: engine.atlas, atlasLandmarks: engine.landmarks)
    let registration = found.registration
    #expect(registration.newFolds.isEmpty && registration.selfIntersections.isEmpty)
    #expect(registration.quality.leastTriangleQuality > 0.2)
    let truth = try ScanLandmarks.read(SharedFaces.file("f35.landmarks.json")).landmarks
    let errors = truth.filter(\.value.isOnSurface).map { name, mark in
      ((found.landmarks[name]?.position ?? .zero) - mark.position).length
    }.sorted()
    #expect(errors[errors.count / 2] < 3e-3)
    // Over the hole the atlas keeps its own bending: how far that is from this cheek is measured.
    let index = SurfaceIndex(whole)
    let bridged = registration.surface.positions.filter { ($0 - middle).length < 30e-3 }
    let gaps = bridged.map { index.nearest(to: $0)?.distance ?? .infinity }.sorted()
    print(
      "70 mm hole: landmarks median \(errors[errors.count / 2]), max \(errors.last ?? 0) m; bridge"
        + " median \(gaps[gaps.count / 2]), max \(gaps.last ?? 0) m")
    // The largest thickness of a cheek's fat, which a bridge may not swallow.
    #expect(gaps.count > 100 && gaps[gaps.count / 2] < 5e-3)
  }
}
