import Documents
import Foundation

/// A scenario file: what it means, and what it says.
public struct ScenarioFile: Sendable, Equatable {
  public var scenario: Scenario
  /// What stands in it, without comments.
  public let tree: JSONTree

  /// Reads a scenario file.
  ///
  /// - Parameter path: of the file; paths in it are relative to its folder.
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(contentsOf path: String) throws(DocumentError) {
    let document = try StrictJSON(contentsOf: URL(fileURLWithPath: path), name: path)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) + "/" } ?? ""
    tree = document.tree
    scenario = try Scenario(reading: document, folder: folder)
  }

  /// The scenario as it is run, with what the command line put in its place, and without a path.
  ///
  /// - Parameter scenario: as it is run.
  /// - Returns: the scenario as JSON; files are called by what they are.
  public func record(of scenario: Scenario) -> JSONTree {
    var record = tree
    record["resolution"] = scenario.resolution.record
    var outputs = record["outputs"] ?? .object([:])
    outputs["quality"] = .string(scenario.quality.rawValue)
    record["outputs"] = outputs
    var face = record["face"] ?? .object([:])
    face["surface"] = scenario.face.surface.map { _ in .string("scan") }
    face["landmarks"] = scenario.face.landmarks.map { _ in .string("landmarks") }
    let marked = scenario.face.markedLandmarks
    if !marked.isEmpty {
      face["marked_landmarks"] = .object(
        marked.mapValues { p in .array((0..<3).map { .number(p[$0]) }) })
    }
    record["face"] = face == .object([:]) ? nil : face
    return record
  }
}

extension Scenario.Resolution {
  /// As it stands in a scenario.
  fileprivate var record: JSONTree {
    switch self {
    case .preview: .string("preview")
    case .standard: .string("standard")
    case .fine: .string("fine")
    case .edge(let edge): .object(["edge_mm": .number(1e3 * edge)])
    }
  }
}

extension ScenarioFile {
  /// The document with the paths of its scan made absolute, so that it means the same in any folder.
  public var relocated: JSONTree {
    var copy = tree
    for (key, path) in [("surface", scenario.face.surface), ("landmarks", scenario.face.landmarks)]
    {
      guard let path else { continue }
      var face = copy["face"] ?? .object([:])
      face[key] = .string(URL(fileURLWithPath: path).path)
      copy["face"] = face
    }
    return copy
  }
}
