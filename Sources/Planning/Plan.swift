import Documents
import Foundation
import Scenarios

/// A plan file that was read with its scenario, and its answer.
public struct Plan: Sendable {
  public let question: PlanQuestion
  private let path: String
  private let base: JSONTree

  /// - Parameter path: of the plan file.
  /// - Throws: `DocumentError` with everything that is wrong in it or its scenario.
  public init(ofFile path: String) throws {
    let document = try StrictJSON(contentsOf: URL(fileURLWithPath: path), name: path)
    let question = PlanQuestion.shape.value(at: document.root)
    try document.finish()
    guard let question else {
      preconditionFailure("a plan that was not understood, and no reason why")
    }
    self.question = question
    let here = URL(fileURLWithPath: path).deletingLastPathComponent()
    let place = URL(fileURLWithPath: question.scenario, relativeTo: here).standardizedFileURL
    var tree = try ScenarioFile(contentsOf: place.path).relocated
    if let resolution = document.tree["resolution"] { tree["resolution"] = resolution }
    (self.path, base) = (path, tree)
    for setting in question.settings {
      do { _ = try tree.replacing(at: setting.pointer, with: .number(0)) } catch {
        throw DocumentError(file: path, "settings: \(error)")
      }
    }
  }

  /// Searches the settings.
  ///
  /// - Parameters:
  ///   - meshes: the folder of the atlas.
  ///   - threads: for assembly.
  ///   - watch: told the number of each schedule as it begins, from 1; 0 is the face.
  /// - Returns: what was found.
  /// - Throws: `DocumentError`, `SessionError`, `RunFailure`.
  public func answer(meshes: URL, threads: Int, watch: @escaping (Int) -> Void) throws -> PlanAnswer
  {
    let trials = try ScheduleTrials(
      question, file: path, base: base, meshes: meshes, threads: threads, watch: watch)
    return try PlanSearch(trials: trials).answer()
  }

  /// The scenario with some settings, to be run; its paths are absolute.
  public func scenario(with settings: [Double]) throws -> JSONTree {
    try ScheduleTrials.tree(base, question, settings)
  }
}
