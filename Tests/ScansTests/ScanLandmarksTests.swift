import Documents
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
    #expect(error("{\"units\": \"mm\"}") == "f.json:1:1: the key \"landmarks\" is missing")
    #expect(
      error("[1]").hasPrefix("f.json:1:1: expected an object with the keys units, landmarks, "))
    #expect(error("{\"units\": ").hasPrefix("f.json:1:10: not JSON: "))
    #expect(
      error(file(good, units: "\"cm\""))
        == "f.json:1:11: units: \"cm\" is not allowed; allowed: \"mm\"")
    let column = file(good).count - 1
    func last(_ entry: String) -> String { error(file(good + [entry])) }
    #expect(
      last(entry("gonion_l", mm: "7"))
        == "f.json:1:\(column + 21): landmarks.gonion_l.mm: expected a list of 3 numbers, found 7")
    #expect(last(entry("gonion_l", mm: "[1, 2]")).hasSuffix(", found a list of 2"))
    #expect(
      last(entry("gonion_l", mm: "[1, 2, 3e9]")).hasSuffix(
        ": landmarks.gonion_l.mm[2]: 3000000000 mm is outside -100000 to 100000 mm"))
    #expect(last(entry("gonion_l", mm: "[1, 2, 1e999]")).contains("not JSON: real number overflow"))
    #expect(
      last(entry("gonion_l", onSurface: "1")).hasSuffix(
        ": landmarks.gonion_l.on_surface: expected true or false, found 1"))
    #expect(
      last("\"gonion_l\": {\"mm\": [1, 2, 3]}").hasSuffix(
        ": landmarks.gonion_l: the key \"on_surface\" is missing"))
    #expect(last(entry("menton")).contains("not JSON: duplicate object key near '\"menton\"'"))
    let unknown = last(entry("goniom_l"))
    #expect(
      unknown.hasPrefix(
        "f.json:1:\(column + 2): landmarks.goniom_l: unknown key \"goniom_l\"; allowed here: trichion,"
      )
        && unknown.hasSuffix("; did you mean \"gonion_l\"?"))
    #expect(
      error(file(good).replacingOccurrences(of: "{\"units\"", with: "{\"unit\": 1, \"units\""))
        .contains(
          "f.json:1:2: unit: unknown key \"unit\""))
    #expect(
      error(file(six.dropLast().map { entry($0) })).hasSuffix(
        ": landmarks: found 5 landmarks; needed: 6 or more"))
    #expect(throws: DocumentError(file: "f.json", "there is no such file")) {
      try ScanLandmarks.read(URL(fileURLWithPath: "/nowhere/f.json"))
    }
  }

  @Test func `reads or refuses a file with one wrong byte, or cut short`() {
    let bytes = Array(file(six.map { entry($0) }).utf8)
    for broken in CorruptedBytes.all(of: bytes) {
      guard let read = try? ScanLandmarks.read(Data(broken), file: "f.json") else { continue }
      #expect(read.landmarks.count == 6 && read.landmarks.values.allSatisfy(\.position.isFinite))
    }
  }

  @Test func `refuses a million landmarks at once`() {
    let many = (0..<1_000_000).map { "\"a\($0)\":0" }.joined(separator: ",")
    #expect(
      error("{\"landmarks\":{\(many)}}")
        == "f.json: is longer than 4 MB, which no file of this kind is")
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
