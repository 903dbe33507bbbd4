import Documents
import EnergyDevices
import Foundation
import Meshes
import Provenance
import Scenarios

extension SweepPlan {
  /// Settles what a sweep file says.
  ///
  /// Every combination is read as a scenario, so that none of them fails for what a file says.
  ///
  /// - Parameters:
  ///   - path: of the sweep file.
  ///   - meshes: the folder of the atlas and its presets.
  ///   - isReproducible: whether every run goes the way that it would go alone, to the last bit.
  /// - Throws: `DocumentError` with what is wrong in the sweep, its scenario, its table, or a combination.
  public init(ofFile path: String, meshes: URL, isReproducible: Bool = false) throws {
    let document = try StrictJSON(contentsOf: URL(fileURLWithPath: path), name: path)
    let sweep = Sweep.shape.value(at: document.root)
    try document.finish()
    guard let sweep else {
      preconditionFailure("a sweep that was not understood, and no reason why")
    }
    let here = URL(fileURLWithPath: path).deletingLastPathComponent()
    func place(_ name: String) -> String {
      URL(fileURLWithPath: name, relativeTo: here).standardizedFileURL.path
    }
    let base = place(sweep.scenario)
    var tree = try ScenarioFile(contentsOf: base).tree
    if let resolution = document.tree["resolution"] { tree["resolution"] = resolution }
    let table = try sweep.table.map { table in
      let file = place(table.file)
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw DocumentError(file: file, "cannot be read; is it there, and a text in UTF-8?")
      }
      return try SettingTable(parsing: text, columns: table.columns, file: file)
    }
    let faces = try Self.faces(sweep, base: tree, folder: Self.folder(of: base), place)
    let design = SweepDesign(sweep, table: table)
    var common = Common(
      title: sweep.title, scenario: tree, folder: Self.folder(of: base), faces: faces,
      axes: Self.axes(sweep), sampling: SamplingRecord(sweep.sampling), results: sweep.results,
      limits: sweep.limits, excluded: design.excluded, repeated: 0, runs: 0,
      design: [], plan: SHA256Digest(of: ""), inputs: try Self.inputs(meshes), build: .current,
      program: Build.program)
    common.isReproducible = isReproducible
    let checker = CombinationChecker(
      file: path, folder: common.folder, library: try DeviceLibrary.read(in: meshes))
    var runs: [PlannedRun] = []
    var known: [String: Int] = [:]
    for face in faces {
      for values in design.combinations {
        var run = PlannedRun(number: runs.count + 1, id: "", face: face.id, body: "", axes: values)
        let scenario = try checker.checked(
          run, in: SweepPlan(common: common, runs: []), results: sweep.results)
        (run.id, run.body) = try Self.keys(
          of: scenario, inputs: common.inputs, in: common.folder,
          laysThreadsAnew: isReproducible)
        if known[run.id] == nil {
          known[run.id] = run.number
          runs.append(run)
        } else {
          common.repeated += 1
        }
        if common.sampling.kind == .saltelli, let number = known[run.id] {
          common.design.append(number)
        }
      }
    }
    guard !runs.isEmpty else {
      throw DocumentError(
        file: path, "no combination meets the constraints: there is nothing to run")
    }
    common.runs = runs.count
    common.plan = SHA256Digest(of: try Self.lines(runs))
    self.init(common: common, runs: runs)
  }

  private static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path + "/"
  }

  private static func axes(_ sweep: Sweep) -> [PlannedAxis] {
    let columns = sweep.table?.columns ?? []
    return columns.map { PlannedAxis(id: $0.name, pointers: ["\($0.pointer)"], isPaired: true) }
      + sweep.axes.map {
        PlannedAxis(id: $0.id, pointers: $0.pointers.map(\.description), isPaired: false)
      }
  }

  private static func inputs(_ meshes: URL) throws -> [RunInputs.Entry] {
    try RunInputs(of: Scenario(title: "", steps: []), at: "", meshes: meshes).entries
  }

  private static func faces(
    _ sweep: Sweep, base: JSONTree, folder: String, _ place: (String) -> String
  ) throws(DocumentError) -> [PlannedFace] {
    guard !sweep.faces.isEmpty else {
      return [PlannedFace(id: text(base["case"]) ?? "base", isOfScenario: true)]
    }
    var faces: [PlannedFace] = []
    for face in sweep.faces {
      let (surface, landmarks) = (face.surface.map(place), face.landmarks.map(place))
      var planned = PlannedFace(id: face.id, surface: surface, landmarks: landmarks)
      if let surface { planned.surface_sha256 = try digest(surface) }
      if let landmarks { planned.landmarks_sha256 = try digest(landmarks) }
      faces.append(planned)
    }
    return faces
  }

  private static func digest(_ path: String) throws(DocumentError) -> SHA256Digest {
    guard let digest = SHA256Digest(ofFile: URL(fileURLWithPath: path)) else {
      throw DocumentError(file: path, "cannot be read; is it a file, and may you read it?")
    }
    return digest
  }

  private static func text(_ tree: JSONTree?) -> String? {
    if case .string(let text) = tree { text } else { nil }
  }

  /// Digests of what a run computes, and of what decides its body and rest shape; files by content, not by name.
  private static func keys(
    of scenario: JSONTree, inputs: [RunInputs.Entry], in folder: String, laysThreadsAnew: Bool
  ) throws -> (id: String, body: String) {
    var tree = scenario
    for key in ["title", "case", "outputs", "expect"] { tree[key] = nil }
    if var known = tree["face"] {
      for key in ["surface", "landmarks"] {
        guard let path = text(known[key]) else { continue }
        known[key] = .string(
          try digest(URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder)).path)
            .description)
      }
      tree["face"] = known
    }
    tree["inputs"] = .array(inputs.map { .string("\($0.role) \($0.sha256)") })
    let id = SHA256Digest(of: try tree.canonicalText()).description.prefix(20)
    // Threads and sutures change the equations; to the last bit a face is the same for the same threads alone.
    tree["steps"] = laysThreadsAnew ? .array(threads(in: tree["steps"])) : nil
    return (String(id), String(SHA256Digest(of: try tree.canonicalText()).description.prefix(20)))
  }

  /// The treatments that lay threads or sutures.
  private static func threads(in steps: JSONTree?) -> [JSONTree] {
    guard case .array(let steps) = steps else { return [] }
    return steps.compactMap { $0["treat"] }.filter { $0["thread"] != nil || $0["lift"] != nil }
  }

  /// One line per run.
  static func lines(_ runs: [PlannedRun]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data()
    for run in runs {
      data += try encoder.encode(run)
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }
}

/// Reads combinations as scenarios.
private struct CombinationChecker {
  let file: String
  let folder: String
  let library: DeviceLibrary

  /// The scenario of a run.
  ///
  /// - Throws: `DocumentError` that says which combination is wrong, and why.
  func checked(_ run: PlannedRun, in plan: SweepPlan, results: ResultSelection) throws -> JSONTree {
    let values = run.axes.sorted { $0.key < $1.key }.map { name, value in
      "\(name) = \((try? String(decoding: value.canonicalText(), as: UTF8.self)) ?? "?")"
    }
    let name =
      "\(file), combination \(run.number)"
      + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))")
    let tree: JSONTree
    do { tree = try plan.scenario(of: run) } catch {
      throw DocumentError(file: file, "\(error)")
    }
    let scenario = try Scenario(parsing: tree.canonicalText(), file: name, folder: folder)
    do { try scenario.checkSessions(with: library) } catch {
      throw DocumentError(file: name, "\(error)")
    }
    let steps = scenario.steps.map(\.id)
    for step in results.steps where !steps.contains(step) {
      throw DocumentError(
        file: file,
        "results.steps: there is no step \"\(step)\"; there are \(allowedWords(steps, near: step))")
    }
    return tree
  }
}
