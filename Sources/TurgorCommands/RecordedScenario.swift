import Documents
import Foundation
import Provenance
import Reports
import Scenarios
import Tensors

/// The scenario of a finished run, or of a scenario file, ready to be computed again.
struct RecordedScenario {
  var scenario: Scenario

  /// - Parameters:
  ///   - path: of the folder of a run, or of a scenario file.
  ///   - surface: the scan that the run was made from; runs do not keep its path.
  ///   - landmarks: of that scan, if the run was given some.
  /// - Throws: `DocumentError` for a file that is not understood, `CommandFailure` for a scan that is missing or another.
  init(_ path: String, surface: String?, landmarks: String?) throws {
    let manifest = "\(path)/\(RunFolder.manifest)"
    guard FileManager.default.fileExists(atPath: manifest) else {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        throw CommandFailure(
          .badInput,
          "\(path): holds no \(RunFolder.manifest), which a run writes last: this is no folder of a run, or the run did not finish"
        )
      }
      scenario = try Scenario(contentsOf: path)
      if let surface { scenario.face.surface = surface }
      if let landmarks { scenario.face.landmarks = landmarks }
      return
    }
    let tree = try StrictJSON(contentsOf: URL(filePath: manifest), name: manifest).tree
    guard var record = tree["scenario"] else {
      throw CommandFailure(
        .badInput, "\(manifest): does not hold its scenario; run it again with this version")
    }
    let marked = Self.points(record["face"]?["marked_landmarks"])
    var face = record["face"] ?? .object([:])
    face["marked_landmarks"] = nil
    record["face"] = face == .object([:]) ? nil : face
    let bytes = Array(try JSONEncoder().encode(record))
    scenario = try Scenario(parsing: bytes, file: "\(manifest): scenario")
    scenario.face.markedLandmarks = marked
    for (role, option, file) in [
      ("scan", "surface", surface), ("landmarks", "landmarks", landmarks),
    ] {
      try Self.check(file, as: role, option: option, in: tree, of: path)
    }
    if scenario.face.surface != nil { scenario.face.surface = surface }
    if scenario.face.landmarks != nil { scenario.face.landmarks = landmarks }
  }

  private static func points(_ tree: JSONTree?) -> [String: Vector3] {
    guard case .object(let members)? = tree else { return [:] }
    return members.compactMapValues { value in
      guard case .array(let items) = value, items.count == 3 else { return nil }
      let numbers = items.compactMap { if case .number(let x) = $0 { x } else { nil } }
      return numbers.count == 3 ? Vector3(numbers[0], numbers[1], numbers[2]) : nil
    }
  }

  /// A file that the run was made from must be given again, and be the same.
  private static func check(
    _ file: String?, as role: String, option: String, in manifest: JSONTree, of path: String
  ) throws(CommandFailure) {
    var digest: String?
    if case .array(let inputs)? = manifest["inputs"] {
      let input = inputs.first { $0["role"] == .string(role) }
      if case .string(let known)? = input?["sha256"] { digest = known }
    }
    switch (digest, file) {
    case (nil, nil): return
    case (nil, let file?):
      throw CommandFailure(.badInput, "--\(option) \(file): the run in \(path) was made without")
    case (_, nil):
      throw CommandFailure(
        .badInput,
        "\(path): was made from a \(role == "scan" ? "scan" : "file of landmarks") whose path a run does not keep; name it with --\(option) FILE"
      )
    case (let digest?, let file?):
      guard SHA256Digest(ofFile: URL(fileURLWithPath: file))?.description == digest else {
        throw CommandFailure(
          .badInput, "--\(option) \(file): is not the file that the run in \(path) was made from")
      }
    }
  }
}
