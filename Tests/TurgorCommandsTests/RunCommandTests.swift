import Foundation
import Meshes
import Rendering
import Scans
import Tensors
import TestSupport
import Testing

@testable import TurgorCommands

/// A gravity scenario coarse enough for a test.
private let coarse = """
  {
    "schema": "turgor.scenario/1", "title": "Test", "resolution": { "edge_mm": 9 },
    "steps": [ { "id": "upright", "posture": "upright" }, { "id": "supine", "posture": "supine" } ],
    "outputs": { "views": ["front"] }
  }
  """

/// The rows of a table by their first columns, and the numbers behind them by column name.
private func table(_ path: String, keys: Int) throws -> [String: [String: Double]] {
  let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  let names = lines[0].split(separator: ",").map(String.init)
  var rows: [String: [String: Double]] = [:]
  for line in lines.dropFirst() {
    // The last cells are empty where no age is known.
    let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(cells.count == names.count)
    let numbers = zip(names.dropFirst(keys), cells.dropFirst(keys)).map { ($0, Double($1) ?? .nan) }
    rows[cells.prefix(keys).joined(separator: ",")] = Dictionary(uniqueKeysWithValues: numbers)
  }
  return rows
}

@Suite(.serialized) struct RunCommandTests {
  @Test func `hangs the atlas upright and supine and writes tables that make sense`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "gravity.json")
    let out = scratch.path + "/out"
    let result = turgor("run", scenario, "-o", out, "--json")
    #expect(result.code == .done, "\(result.error)")
    #expect(result.output.contains("\"dofs\""))
    for name in [
      "zones.csv", "changes.csv", "landmarks.csv", "fields/upright.vtu", "fields/supine.vtu",
      "fields/steps.pvd", "images/face.png", "images/displacement-supine.png", "manifest.json",
      "images/lift-supine.png", "images/before-after-supine.png", "images/profile.svg",
      "maps/upright.ply", "maps/supine.ply",
      "measures.csv", "measures.json", "laxity.csv", "report.html", "outcome.glb",
      "surfaces/supine.vtu", "surfaces/steps.pvd",
    ] {
      #expect(FileManager.default.fileExists(atPath: out + "/" + name), "\(name)")
    }

    let zones = try table(out + "/zones.csv", keys: 2)
    #expect(zones.count == 2 * 34)  // 33 zones and the face, twice
    for (key, row) in zones {
      let (mean, p95) = (row["displacement_mean_mm"] ?? .nan, row["displacement_p95_mm"] ?? .nan)
      let most = row["displacement_max_mm"] ?? .nan
      #expect(mean >= 0 && mean <= p95 && p95 <= most && most < 10, "\(key)")
      // The face was captured upright: loading its rest shape again leads back to it.
      if key.hasPrefix("upright,") { #expect(most < 1e-3, "\(key)") }
    }
    // On the back the face goes backwards, and up where it no longer hangs.
    let face = try #require(zones["supine,face"])
    #expect((face["along_gravity_mean_mm"] ?? .nan) > 0.1)
    #expect((zones["supine,jowl.left"]?["lift_mean_mm"] ?? .nan) > 0.5)
    // Left and right of the symmetric atlas move alike.
    for (key, left) in zones where key.hasSuffix(".left") {
      let right = try #require(zones[key.replacing(".left", with: ".right")])
      let (a, b) = (left["displacement_mean_mm"] ?? .nan, right["displacement_mean_mm"] ?? .nan)
      let allowed: Double = 0.02 * a + 0.002
      #expect(abs(a - b) < allowed, "\(key): \(a) and \(b)")
    }
    var parts = 0.0
    for (key, row) in zones where key.hasPrefix("upright,") && key != "upright,face" {
      parts += row["area_cm2"] ?? .nan
    }
    for (key, row) in zones { #expect(row["scan_sd_mm"] == 0, "no scan, no misfit: \(key)") }
    let whole = try #require(zones["upright,face"]?["area_cm2"])
    #expect(abs(parts - whole) < 0.5)

    let supine = zones.filter { $0.key.hasPrefix("supine,") && $0.key != "supine,face" }
    let volumes = supine.values.reduce(0) { $0 + ($1["volume_change_mL"] ?? .nan) }
    let swept = try #require(zones["supine,face"]?["volume_change_mL"])
    // 33 cells rounded to 1e-4 mL.
    #expect(abs(volumes - swept) < 34 * 0.5e-4)
    for (key, row) in supine {
      #expect((0.8...1.2).contains(row["skin_area_ratio"] ?? .nan), "\(key)")
      #expect(
        (row["skin_stretch_max"] ?? 0) > 1 && (row["skin_tension_kPa"] ?? .nan) < 10, "\(key)")
    }
    try checkMeasures(out, landmarks: table(out + "/landmarks.csv", keys: 2))
  }

  /// Measures of the run above: the capture is the first step, and heights of landmarks follow them.
  private func checkMeasures(_ out: String, landmarks: [String: [String: Double]]) throws {
    let measures = try table(out + "/measures.csv", keys: 4)
    for (key, row) in measures where key.hasPrefix("upright,") {
      #expect(abs(row["change"] ?? .nan) < 1e-3, "\(key)")
    }
    let rise = try #require(measures["supine,commissure-height,left,mm"]?["change"])
    let corner = try #require(landmarks["supine,cheilion_l"]?["up_mm"])
    // The landmark is looked up on the atlas' skin here, on the coarser skin of the simulation there.
    #expect(abs(rise - corner) < 0.05, "\(rise) and \(corner) mm")
    let laxity = try table(out + "/laxity.csv", keys: 1)
    let changes = try table(out + "/changes.csv", keys: 3)
    for (zone, row) in laxity {
      #expect(
        row["difference_mm"] == changes["upright,supine,\(zone)"]?["displacement_mean_mm"],
        "\(zone)")
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: out + "/measures.json")))
    let report = try #require(json as? [String: Any])
    #expect(report["schema"] as? String == "turgor.measures/1")
    #expect(report["proportion_index"] == nil, "nobody said of which sex the face is")
    let entries = try #require(report["measures"] as? [[String: Any]])
    #expect(entries.allSatisfy { !($0["definition"] as? String ?? "").isEmpty })
    let mouth = try #require(entries.first { $0["name"] as? String == "mouth-width" })
    #expect((mouth["norms"] as? [Any])?.count == 2)
  }

  @Test func `a textured scan comes back textured, displaced, in its own pose`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(
      coarse.replacing("\"edge_mm\": 9", with: "\"edge_mm\": 20"), to: "gravity.json")
    // The atlas as a scan: in cm, turned on its side, with a green texture.
    let atlas = try SurfaceReader.read(SharedData.meshes.appending(path: "atlas.ply"))
    func turned(_ p: Vector3) -> Vector3 { Vector3(-p.y, p.x, p.z) * 0.1 }
    var lines = ["mtllib scan.mtl", "usemtl skin", "vt 0 0", "vt 1 0", "vt 1 1"]
    lines += atlas.positions.map(turned).map { "v \($0.x) \($0.y) \($0.z)" }
    lines += atlas.triangles.map { "f \($0.x + 1)/1 \($0.y + 1)/2 \($0.z + 1)/3" }
    let file = try scratch.write(lines.joined(separator: "\n"), to: "scan.obj")
    _ = try scratch.write("newmtl skin\nmap_Kd skin.png\n", to: "scan.mtl")
    let green = Picture(width: 8, height: 8, color: LinearColor(sRGB: 0x3C8C46))
    try green.write(toPNG: scratch.path + "/skin.png")
    let marks = try ScanLandmarks.read(SharedData.meshes.appending(path: "atlas.landmarks.json"))
    let entries = marks.landmarks.map { name, mark in
      let p = turned(mark.position) * 1e4
      return "\"\(name)\": {\"mm\": [\(p.x), \(p.y), \(p.z)], \"on_surface\": \(mark.isOnSurface)}"
    }
    let landmarks = try scratch.write(
      "{\"units\": \"mm\", \"landmarks\": {\(entries.joined(separator: ", "))}}", to: "marks.json")
    let out = scratch.path + "/out"
    let result = turgor(
      "run", scenario, "--surface", file, "--landmarks", landmarks, "-o", out, "-q")
    #expect(result.code == .done, "\(result.error)")

    // The surface of a step lies on the scan but for the displacement, in its axes, in mm.
    let moved = try SurfaceReader.read(URL(filePath: out + "/surfaces/supine.ply"))
    #expect(moved.triangles == atlas.triangles)
    #expect(moved.colours.allSatisfy { $0 == SIMD3(0x3C, 0x8C, 0x46) })
    let ways = zip(moved.positions, atlas.positions).map { ($0 - 10 * turned($1)).length }
    let zones = try table(out + "/zones.csv", keys: 2)
    let most = try #require(zones["supine,face"]?["displacement_max_mm"])
    let farthest = try #require(ways.max())
    // The tables look at points between the vertices as well.
    #expect(farthest > 0.9 * most && farthest < 1.02 * most, "\(farthest) of \(most) mm")

    let picture = try Picture(
      png: [UInt8](Data(contentsOf: URL(filePath: out + "/images/face.png"))))
    for y in [400, 1300] {  // the middle of the scan and of the step below it
      let pixel = picture[300, y]
      #expect(pixel.y > 2 * pixel.x && pixel.y > 2 * pixel.z, "green skin: \(pixel)")
    }

    let misfits = try table(out + "/registration.csv", keys: 1)
    #expect(misfits.count == 34)
    for (zone, row) in misfits {
      // The atlas onto itself.
      #expect((row["rms_mm"] ?? .nan) < 0.2, "\(zone)")
      #expect((0...1).contains(row["covered_fraction"] ?? .nan), "\(zone)")
    }
    for (key, row) in zones where key.hasPrefix("supine,") {
      let sd = row["scan_sd_mm"] ?? .nan
      #expect(sd >= 0 && sd < 0.1 * (row["displacement_mean_mm"] ?? .nan), "\(key)")
    }
  }

  /// How far they move is judged against people by `turgor verify --only A1`, on the meshes that results are
  /// made with; here, on a coarse one, only what holds on every mesh.
  @Test func `landmarks of the lower third move more than those of the upper, as far as the skin`()
    throws
  {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "gravity.json")
    let out = scratch.path + "/out"
    #expect(turgor("run", scenario, "-o", out, "-q").code == .done)
    let landmarks = try table(out + "/landmarks.csv", keys: 2)
    func mean(_ names: [String]) throws -> Double {
      try names.reduce(0) { sum, name in
        sum + (try #require(landmarks["supine,\(name)"]?["from_first_mm"])) / Double(names.count)
      }
    }
    let lower = try mean([
      "cheilion_l", "cheilion_r", "gonion_l", "gonion_r", "pogonion", "stomion",
    ])
    let upper = try mean([
      "trichion", "glabella", "nasion", "superciliare_l", "frontotemporale_l",
    ])
    #expect(lower > upper)
    let skin = try table(out + "/zones.csv", keys: 2)["supine,face"]?["displacement_max_mm"]
    let most = landmarks.compactMap { $0.value["from_first_mm"] }.max()
    #expect(try #require(most) <= #require(skin))
    try drawAgain(out, in: scratch)
  }

  /// Pictures from the folder of a run, and of three runs side by side.
  private func drawAgain(_ run: String, in scratch: Scratch) throws {
    let (drawn, three) = (scratch.path + "/drawn", scratch.path + "/three")
    let render = turgor("render", run, "--maps", "normal", "--width", "64", "-o", drawn)
    #expect(render.code == .done, "\(render.error)")
    // Nothing has moved in the step that is as captured.
    let names = try FileManager.default.contentsOfDirectory(atPath: drawn)
    #expect(names == ["normal-supine.png"])
    let missing = turgor("render", run, "--maps", "tension", "--width", "64", "-o", drawn)
    #expect(missing.code == .badInput)
    #expect(missing.error.contains("has no map of tension; add it to outputs.maps"))
    let unknown = turgor("render", run, "--maps", "lfit", "-o", drawn)
    #expect(unknown.code == .usage)
    #expect(unknown.error.contains("did you mean \"lift\"?"))
    let compared = turgor(
      "compare", run, run, run, "--width", "64", "--view", "front", "-o", three)
    #expect(compared.code == .done, "\(compared.error)")
    for name in ["images/lift-supine.png", "A-B/comparison.csv", "A-C/comparison.csv"] {
      #expect(FileManager.default.fileExists(atPath: "\(three)/\(name)"), "\(name)")
    }
  }

  @Test func `one and two threads write the same bytes`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(
      coarse.replacing("\"edge_mm\": 9", with: "\"edge_mm\": 12"), to: "gravity.json")
    let folders = ["1", "2"].map { scratch.path + "/threads-" + $0 }
    for (threads, folder) in zip(["1", "2"], folders) {
      #expect(turgor("run", scenario, "-t", threads, "-o", folder, "-q").code == .done)
    }
    let files = [
      "fields/upright.vtu", "fields/supine.vtu", "zones.csv", "images/face.png", "measures.json",
      "laxity.csv", "report.html", "outcome.glb", "surfaces/supine.vtu",
    ]
    for file in files {
      let bytes = try folders.map { try Data(contentsOf: URL(filePath: $0 + "/" + file)) }
      #expect(bytes[0] == bytes[1], "\(file)")
    }
  }

  @Test func `without views there are tables and fields but no pictures`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(
      coarse.replacing("\"edge_mm\": 9", with: "\"edge_mm\": 25")
        .replacing("[\"front\"]", with: "[]"), to: "gravity.json")
    let out = scratch.path + "/out"
    #expect(turgor("run", scenario, "-o", out, "-q").code == .done)
    #expect(FileManager.default.fileExists(atPath: out + "/manifest.json"))
    #expect(!FileManager.default.fileExists(atPath: out + "/images"))
  }

  @Test func `bad scans end with exit code 3, a reason and no folder`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "gravity.json")
    let marks = try scratch.write(
      "{\"units\": \"mm\", \"landmarks\": {}}", to: "marks.json")
    let cases: [(text: String, name: String, message: String)] = [
      ("", "empty.ply", "empty"),
      ("ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\n", "cut.ply", "cut.ply"),
      (
        "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "small.obj",
        "capture"
      ),
    ]
    for (text, name, message) in cases {
      let file = try scratch.write(text, to: name)
      let out = scratch.path + "/out"
      let result = turgor("run", scenario, "--surface", file, "--landmarks", marks, "-o", out)
      #expect(result.code == .badInput, "\(name)")
      #expect(result.error.contains(message), "\(result.error)")
      #expect(!FileManager.default.fileExists(atPath: out))
      #expect(!FileManager.default.fileExists(atPath: out + ".partial"))
    }
    let missing = turgor("run", scenario, "--surface", "no.ply", "--landmarks", marks, "-o", "x")
    #expect(missing.code == .badInput && missing.error.contains("no.ply"))
  }

  @Test func `landmarks far from the scan are named with their distance`() throws {
    guard let file = SharedData.file("faces/f60.ply"),
      let marks = SharedData.file("faces/f60.landmarks.json")
    else { return }
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "gravity.json")
    let text = try String(contentsOf: marks, encoding: .utf8)
      .replacing("88.955", with: "128.955")  // the tip of the nose, 40 mm too far
    let moved = try scratch.write(text, to: "moved.json")
    let result = turgor(
      "run", scenario, "--surface", file.path, "--landmarks", moved, "-o", scratch.path + "/out")
    #expect(result.code == .badInput)
    #expect(result.error.contains("pronasale") && result.error.contains("10.0 mm"))
  }

  @Test func `an unknown key of the scenario is placed and the nearest one named`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(
      coarse.replacing("\"title\"", with: "\"titel\""), to: "typo.json")
    let result = turgor("run", scenario, "-o", scratch.path + "/out")
    #expect(result.code == .badInput)
    #expect(result.error.contains("typo.json:2:34"), "\(result.error)")
    #expect(result.error.contains("title"))
  }

  @Test func `tissue too soft for its weight is explained, with exit code 4`() throws {
    let scratch = try Scratch()
    let layers = ["skin", "superficial-fat", "smas", "deep"]
      .map { "\"\($0)\": { \"shear_modulus_kPa\": 0.01 }" }.joined(separator: ", ")
    let soft = coarse.replacing("\"edge_mm\": 9", with: "\"edge_mm\": 25")
      .replacing("\"outputs\"", with: "\"tissue\": { \"layers\": { \(layers) } }, \"outputs\"")
    let scenario = try scratch.write(soft, to: "soft.json")
    let log = scratch.path + "/log.csv"
    let result = turgor("run", scenario, "-o", scratch.path + "/out", "-q", "--log", log)
    #expect(result.code == .notConverged, "\(result.error)")
    // The log is there although the run failed, and shows what was tried.
    let rows = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    #expect(rows.first?.hasPrefix("step,iteration,load_fraction,correction_mm") ?? false)
    #expect(rows.count > 5)
    #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("rest-shape,") })
    #expect(result.error.contains("step rest shape: no unloaded shape from which more than"))
    #expect(result.error.contains("where: the "))
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out.partial"))
  }
}
