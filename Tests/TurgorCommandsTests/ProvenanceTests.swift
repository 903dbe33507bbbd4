import Foundation
import Meshes
import Provenance
import Rendering
import Scans
import Tensors
import TestSupport
import Testing

@testable import TurgorCommands

/// Two equilibria beside that of the capture, coarse enough for a test.
private let coarse = """
  {
    "schema": "turgor.scenario/1", "title": "Test", "resolution": { "edge_mm": 25 },
    "steps": [ { "id": "upright", "posture": "upright" }, { "id": "supine", "posture": "supine" },
      { "id": "prone", "posture": "prone" } ],
    "outputs": { "views": ["front"] }
  }
  """

/// The manifest of a folder, without what may differ between two runs of one input.
private func steadyManifest(_ data: Data) throws -> NSDictionary {
  let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  let varying = try #require(json["varying_keys"] as? [String])
  #expect(varying == ["cpu_s", "peak_memory_MB", "stages", "wall_s"])
  return json.filter { !varying.contains($0.key) } as NSDictionary
}

private func expectSameResults(_ a: String, _ b: String, _ what: String = "") throws {
  var (first, second) = (try Scratch.files(in: a), try Scratch.files(in: b))
  #expect(first.keys.sorted() == second.keys.sorted(), "\(what)")
  let manifests = try [first, second].map {
    try steadyManifest(try #require($0["manifest.json"]))
  }
  #expect(manifests[0] == manifests[1], "\(what)")
  (first["manifest.json"], second["manifest.json"]) = (nil, nil)
  for (name, bytes) in first { #expect(bytes == second[name], "\(name) \(what)") }
}

@Suite(.serialized) struct ProvenanceTests {
  @Test func `the same input gives the same bytes but for the times`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let folders = ["a", "b"].map { scratch.path + "/" + $0 }
    for folder in folders {
      let result = turgor("run", scenario, "-o", folder, "-q", "--fhir")
      #expect(result.code == .done, "\(result.error)")
    }
    try expectSameResults(folders[0], folders[1])
    try checkManifest(folders[0], scenario: scenario)
  }

  private func checkManifest(_ folder: String, scenario: String) throws {
    struct Entry: Decodable { var file, role: String?, sha256: String }
    struct Manifest: Decodable {
      var `case`: String
      var inputs, outputs: [Entry]
    }
    var files = try Scratch.files(in: folder)
    let data = files.removeValue(forKey: "manifest.json") ?? Data()
    let manifest = try JSONDecoder().decode(Manifest.self, from: data)
    #expect(manifest.case == "atlas")
    // Every file of the results is listed, with the digest of its bytes.
    let listed = Dictionary(uniqueKeysWithValues: manifest.outputs.map { ($0.file, $0.sha256) })
    #expect(listed.compactMapValues { $0 }.count == files.count)
    for (name, bytes) in files { #expect(listed[name] == "\(SHA256Digest(of: bytes))", "\(name)") }
    let inputs = Dictionary(uniqueKeysWithValues: manifest.inputs.map { ($0.role, $0.sha256) })
    #expect(inputs["scenario"] == SHA256Digest(ofFile: URL(filePath: scenario))?.description)
    for name in ["meshes/atlas.ply", "meshes/tissue.adult.json", "meshes/norms.json"] {
      let file = SharedData.meshes.deletingLastPathComponent().appending(path: name)
      #expect(inputs[name] == SHA256Digest(ofFile: file)?.description, "\(name)")
    }
  }

  @Test func `the manifest's scenario, run again, gives the same results`() throws {
    let scratch = try Scratch()
    let text = "// to be lost\n" + coarse.replacing("\"edge_mm\": 25", with: "\"edge_mm\": 12")
    let scenario = try scratch.write(text, to: "s.json")
    let (a, b) = (scratch.path + "/a", scratch.path + "/b")
    #expect(turgor("run", scenario, "-o", a, "-q", "--resolution", "25").code == .done)
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: a + "/manifest.json")))
    let inside = try #require((json as? [String: Any])?["scenario"])
    let again = try scratch.write(
      String(decoding: JSONSerialization.data(withJSONObject: inside), as: UTF8.self),
      to: "again.json")
    #expect(turgor("run", again, "-o", b, "-q").code == .done)
    let (first, second) = (try Scratch.files(in: a), try Scratch.files(in: b))
    for (name, bytes) in first where name != "manifest.json" { #expect(bytes == second[name]) }
  }

  @Test func `a complete result is not computed again, unless something has changed`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let out = scratch.path + "/out"
    func run(_ words: String...) -> (code: ExitCode, output: String, error: String) {
      turgor(words: ["run", scenario, "-o", out, "--resume"] + words)
    }
    let first = run()
    #expect(first.code == .done && first.error.hasPrefix("nothing to resume: "))
    let second = run()
    #expect(second.code == .done && second.error.hasPrefix("nothing to do: "))
    #expect(!second.error.contains("solve"))
    // A comment changes nothing that counts.
    _ = try scratch.write("// Hello\n" + coarse, to: "s.json")
    #expect(run().error.hasPrefix("nothing to do: "))
    try Data("x".utf8).write(to: URL(filePath: out + "/zones.csv"))
    #expect(run("--quiet").error.hasPrefix("nothing to resume: "))
    #expect(try Data(contentsOf: URL(filePath: out + "/zones.csv")).count > 100)
    #expect(run("--resolution", "30").error.hasPrefix("nothing to resume: "))
    #expect(!FileManager.default.fileExists(atPath: out + ".states"))
  }

  // MARK: - Names

  /// A scan in each format with a name in every place where a file can carry one.
  private func scans(_ canary: String, in folder: String) throws -> [String] {
    let atlas = try SurfaceReader.read(SharedData.meshes.appending(path: "atlas.ply"))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let base = "\(folder)/\(canary)"
    try Data(PLYWriter.bytes(of: atlas, precision: .float, comments: [canary])).write(
      to: URL(filePath: base + ".ply"))
    var lines = ["# \(canary)", "mtllib \(canary).mtl", "o \(canary)", "g \(canary)"]
    lines += ["usemtl \(canary)", "vt 0 0", "vt 1 0", "vt 1 1"]
    lines += atlas.positions.map { "v \($0.x) \($0.y) \($0.z)" }
    lines += atlas.triangles.map { "f \($0.x + 1)/1 \($0.y + 1)/2 \($0.z + 1)/3" }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: base + ".obj"))
    try Data("newmtl \(canary)\nmap_Kd \(canary).png\n".utf8).write(
      to: URL(filePath: base + ".mtl"))
    // Not a picture that can be decoded: what is said about it must not name it.
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]).write(
      to: URL(filePath: base + ".png"))
    try glb(atlas, canary).write(to: URL(filePath: base + ".glb"))
    return ["ply", "obj", "glb"].map { base + "." + $0 }
  }

  private func glb(_ surface: TriangleSurface, _ canary: String) throws -> Data {
    var binary = surface.positions.flatMap { p in
      (0..<3).flatMap { SmallScans.float(1e-3 * p[$0]) }
    }
    let length = binary.count
    binary += surface.triangles.flatMap { t in (0..<3).flatMap { SmallScans.word(UInt32(t[$0])) } }
    let (vertices, corners) = (surface.positions.count, 3 * surface.triangles.count)
    let json = """
      {"asset":{"version":"2.0","generator":"\(canary)","copyright":"\(canary)"},
      "extras":{"patient":"\(canary)"},"nodes":[{"mesh":0,"name":"\(canary)"}],
      "meshes":[{"name":"\(canary)","primitives":[{"attributes":{"POSITION":0},"indices":1}]}],
      "accessors":[{"bufferView":0,"componentType":5126,"count":\(vertices),"type":"VEC3"},
      {"bufferView":1,"componentType":5125,"count":\(corners),"type":"SCALAR"}],
      "bufferViews":[{"buffer":0,"byteLength":\(length)},
      {"buffer":0,"byteOffset":\(length),"byteLength":\(binary.count - length)}],
      "buffers":[{"byteLength":\(binary.count)}]}
      """
    return Data(SmallScans.container(json: json, binary: binary))
  }

  /// All formats and all moments with TURGOR_LONG_TESTS=1.
  fileprivate static let isLong = ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil

  @Test func `no name or path of the input is in any output`() throws {
    let scratch = try Scratch()
    let canary = "Zwyrtek"
    let folder = "\(scratch.path)/\(canary)-folder"
    let scans = try scans(canary, in: folder)
    // A scan needs a finer mesh than the atlas' own face.
    let fine = coarse.replacing("\"edge_mm\": 25", with: "\"edge_mm\": 20")
    let scenario = try scratch.write("// \(canary)\n" + fine, to: "\(canary).json")
    let marks = "\(folder)/\(canary).landmarks.json"
    try FileManager.default.copyItem(
      atPath: SharedData.meshes.appending(path: "atlas.landmarks.json").path, toPath: marks)
    for scan in Self.isLong ? scans : Array(scans.prefix(1)) {
      let out = scratch.path + "/out"
      let run = turgor(
        "run", scenario, "--surface", scan, "--landmarks", marks, "-o", out, "--json", "--fhir")
      #expect(run.code == .done, "\(run.error)")
      let judged = turgor("scan", scan, "--landmarks", marks, "--json", "-o", out + "/scan")
      #expect(judged.code == .done, "\(judged.error)")
      var texts = try Scratch.files(in: out)
      texts["run --json"] = Data(run.output.utf8)
      texts["scan --json"] = Data(judged.output.utf8)
      for (name, bytes) in texts {
        let lower = String(decoding: bytes, as: UTF8.self).lowercased()
        #expect(!lower.contains(canary.lowercased()), "\(name) of \(scan)")
        #expect(!lower.contains(scratch.path.lowercased()), "\(name) of \(scan)")
        if name.hasSuffix(".png") { #expect(pngChunks(bytes).isSubset(of: Self.chunks)) }
      }
      #expect(run.output.contains("\"case\":\"case-"))
      try FileManager.default.removeItem(atPath: out)
    }
  }

  /// Pixels and colour spaces; no chunk that could hold a text or a time.
  private static let chunks: Set = ["IHDR", "sRGB", "gAMA", "cHRM", "IDAT", "IEND"]

  private func pngChunks(_ file: Data) -> Set<String> {
    let bytes = [UInt8](file)
    var (at, found) = (8, Set<String>())
    while at + 8 <= bytes.count {
      let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      found.insert(String(decoding: bytes[at + 4..<at + 8], as: UTF8.self))
      at += 12 + length
    }
    return found
  }

  @Test func `a refused scan is not named in JSON`() throws {
    let scratch = try Scratch()
    let file = try scratch.write("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", to: "Zwyrtek.obj")
    let result = turgor("scan", file, "--json")
    #expect(result.code == .badInput && result.error.contains("Zwyrtek.obj"))
    #expect(result.output.contains("refused") && !result.output.contains("Zwyrtek"))
  }

  @Test func `the scenario may name the case`() throws {
    let scratch = try Scratch()
    let text = coarse.replacing("\"title\"", with: "\"case\": \"P-017\", \"title\"")
      .replacing("[\"front\"]", with: "[]")
    let scenario = try scratch.write(text, to: "s.json")
    let out = scratch.path + "/out"
    #expect(turgor("run", scenario, "-o", out, "-q", "--fhir").code == .done)
    let findings = try String(contentsOfFile: out + "/findings.fhir.json", encoding: .utf8)
    #expect(findings.contains("\"value\" : \"P-017\""))
  }

  // MARK: - Controls

  @Test func `a sham has the pictures of the face as captured, byte for byte`() throws {
    let scratch = try Scratch()
    let head =
      "{ \"schema\": \"turgor.scenario/1\", \"title\": \"T\", \"resolution\": { \"edge_mm\": 25 },"
    let sham = try scratch.write(
      head + """
        "steps": [ { "id": "same", "posture": "upright" },
          { "id": "press", "load": { "pressure": { "zone": "chin", "pressure_kPa": 0 } } },
          { "id": "firm", "elasticity": { "face": { "skin": { "factor": 1 } } } } ] }
        """, to: "sham.json")
    let still = try scratch.write(
      head + "\"steps\": [ { \"id\": \"same\", \"posture\": \"upright\" } ] }", to: "still.json")
    for (file, out) in [(sham, "a"), (still, "b")] {
      #expect(turgor("run", file, "-o", scratch.path + "/" + out, "-q").code == .done)
    }
    let (a, b) = (
      try Scratch.files(in: scratch.path + "/a"), try Scratch.files(in: scratch.path + "/b")
    )
    #expect(a["images/face.png"] != nil && a["images/face.png"] == b["images/face.png"])
    #expect(a["fields/same.vtu"] == a["fields/firm.vtu"])
    #expect(a["fields/same.vtu"] == b["fields/same.vtu"])
    let zones = String(decoding: try #require(a["zones.csv"]), as: UTF8.self)
    for row in zones.split(separator: "\n").dropFirst() {
      #expect(row.split(separator: ",")[2...10].allSatisfy { Double($0) == 0 }, "\(row)")
    }
  }
}

/// Runs of the program itself, killed.
@Suite(.serialized) struct KilledRunTests {
  /// Beside the tests; `swift build --build-tests` makes both.
  private static let program = SharedData.meshes.deletingLastPathComponent()
    .appending(path: ".build/release/turgor").path
  static let isHere = FileManager.default.isExecutableFile(atPath: program)

  /// Starts a run and kills it as soon as it prints an event that contains `mark`; nil lets it end.
  private func run(_ words: [String], killedAt mark: String?) throws -> (
    status: Int32, text: String
  ) {
    let process = Process()
    process.executableURL = URL(filePath: Self.program)
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TURGOR_MESHES": SharedData.meshes.path]) { $1 }
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    var text = ""
    while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
      text += String(decoding: data, as: UTF8.self)
      if let mark, text.contains(mark) { kill(process.processIdentifier, SIGKILL) }
    }
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test(.enabled(if: isHere))
  func `killed anywhere, a run that is resumed ends with the same bytes`()
    throws
  {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let whole = scratch.path + "/whole"
    #expect(try run(["run", scenario, "-o", whole, "-q"], killedAt: nil).status == 0)
    let marks = [
      "\"stage\":\"tissue mesh\"", "\"stage\":\"rest shape\"", "\"stage\":\"solve supine\"",
      "\"stage\":\"solve prone\"", "\"stage\":\"pictures\"",
    ]
    for (number, mark) in marks.enumerated() where ProvenanceTests.isLong || number % 2 == 1 {
      let out = scratch.path + "/out\(number)"
      let words = ["run", scenario, "-o", out, "--json"]
      #expect(try run(words, killedAt: mark).status == SIGKILL, "\(mark)")
      #expect(!FileManager.default.fileExists(atPath: out), "\(mark)")
      let resumed = try run(words + ["--resume"], killedAt: nil)
      #expect(resumed.status == 0, "\(mark): \(resumed.text)")
      // What was finished before the kill is not solved again: the stage has no iteration.
      for done in ["rest-shape", "supine", "prone"].prefix(max(0, number - 1)) {
        #expect(!resumed.text.contains("\"step\":\"\(done)\""), "\(mark), \(done)")
      }
      try expectSameResults(whole, out, mark)
      #expect(!FileManager.default.fileExists(atPath: out + ".partial"))
      #expect(!FileManager.default.fileExists(atPath: out + ".states"))
    }
  }

  @Test(.enabled(if: isHere)) func `states of other input are ignored, and that is said`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let out = scratch.path + "/out"
    let words = ["run", scenario, "-o", out, "--json"]
    #expect(try run(words, killedAt: "\"stage\":\"solve supine\"").status == SIGKILL)
    let other = turgor("run", scenario, "-o", out, "--resume", "--resolution", "30")
    #expect(other.code == .done && other.error.contains("out.states is of other input or another"))
  }
}
