import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

@Suite struct ScanLandmarksTests {
  func entry(_ name: String, mm: String = "[1, 2, 3]", onSurface: String = "true") -> String {
    "\"\(name)\": {\"mm\": \(mm), \"on_surface\": \(onSurface)}"
  }
  func file(_ entries: [String], units: String = "\"mm\"") -> String {
    "{\"units\": \(units), \"landmarks\": {\(entries.joined(separator: ", "))}}"
  }
  func error(_ text: String) -> String {
    do {
      _ = try ScanLandmarks.read(Data(text.utf8), file: "f.json")
      return "no error"
    } catch { return "\(error)" }
  }
  let six = ["nasion", "pronasale", "stomion", "alare_l", "alare_r", "menton"]

  @Test func `reads positions in metres`() throws {
    let text = file(six.map { entry($0, onSurface: $0 == "menton" ? "false" : "true") })
    let read = try ScanLandmarks.read(Data(text.utf8), file: "f.json")
    #expect(read.landmarks.count == 6)
    #expect(read.landmarks["nasion"]?.position == Vector3(1, 2, 3) * 1e-3)
    #expect(read.landmarks["nasion"]?.isOnSurface == true)
    #expect(read.landmarks["menton"]?.isOnSurface == false)
  }

  @Test func `says what is wrong and where`() {
    let good = six.map { entry($0) }
    #expect(error(file(good)) == "no error")
    #expect(error("{\"units\": \"mm\"}") == "f.json: landmarks is missing")
    #expect(error("{\"landmarks\": {}}") == "f.json: units is missing")
    #expect(
      error("[1]") == "f.json: the file: found another kind of value; allowed: an object in braces")
    #expect(error("{\"units\": ").hasPrefix("f.json: is not JSON: "))
    #expect(
      error(file(good, units: "\"cm\"")) == "f.json: units: \"cm\" is not allowed; allowed: \"mm\"")
    #expect(
      error(file(good + [entry("gonion_l", mm: "7")]))
        == "f.json: landmarks.gonion_l.mm: found another kind of value; allowed: three numbers")
    #expect(
      error(file(good + [entry("gonion_l", mm: "[1, 2]")]))
        == "f.json: landmarks.gonion_l.mm: found another kind of value; allowed: three numbers")
    #expect(
      error(file(good + [entry("gonion_l", onSurface: "1")]))
        == "f.json: landmarks.gonion_l.on_surface: found another kind of value; allowed: true or"
        + " false")
    #expect(
      error(file(good + ["\"gonion_l\": {\"mm\": [1, 2, 3]}"]))
        == "f.json: landmarks.gonion_l.on_surface is missing")
    #expect(
      error(file(good + [entry("nose")])).hasPrefix(
        "f.json: landmarks.nose: there is no such landmark; allowed: trichion, glabella, nasion, "))
    #expect(
      error(file(six.dropLast().map { entry($0) }))
        == "f.json: landmarks: found 5 that can be used; needed: 6 or more")
    #expect(throws: LandmarkError.unreadable(file: "f.json", reason: "there is no such file")) {
      try ScanLandmarks.read(URL(fileURLWithPath: "/nowhere/f.json"))
    }
  }

  @Test func `names the landmark that does not lie on the scan`() {
    let scan = TriangleSurface(
      positions: [Vector3(0, 0, 0), Vector3(0.1, 0, 0), Vector3(0, 0.1, 0)],
      triangles: [SIMD3(0, 1, 2)])
    let landmarks = ScanLandmarks(
      file: "f.json",
      [
        "nasion": .init(position: Vector3(0.01, 0.01, 0.0099)),
        "pronasale": .init(position: Vector3(0.01, 0.01, 0.0234)),
        "tragion_l": .init(position: Vector3(0.01, 0.01, 0.05), isOnSurface: false),
      ])
    #expect(
      throws: LandmarkError.offSurface(
        file: "f.json", name: "pronasale", distance: 0.0234, limit: 0.01)
    ) { try landmarks.check(against: SurfaceIndex(scan)) }
    let error = LandmarkError.offSurface(
      file: "f.json", name: "pronasale", distance: 0.0234, limit: 0.01)
    #expect(
      "\(error)" == "f.json: landmarks.pronasale: on_surface is true, but it lies 23.4 mm from the"
        + " scan; allowed: 10.0 mm; check that scan and landmarks have the same unit and origin, or"
        + " set on_surface to false")
  }

  @Test(.enabled(if: SharedFaces.areHere), arguments: ["f35", "f60", "m50", "m70"])
  func `reads the landmarks of a scan, and they lie on it`(subject: String) throws {
    let landmarks = try ScanLandmarks.read(SharedFaces.file("\(subject).landmarks.json"))
    #expect(Set(landmarks.landmarks.keys) == Set(LandmarkName.all))
    let scan = try SurfaceReader.read(SharedFaces.file("\(subject).ply"))
    try landmarks.check(against: SurfaceIndex(Scan.inMetres(scan, from: .millimetres)))
  }
}
