import Anatomy
import Scenarios

/// Names of files in the words of a sentence.
enum Wording {
  /// A zone: `upper-lid.left` is the left upper lid.
  static func zone(_ name: String) -> String {
    guard name != "face" else { return "whole face" }
    guard let zone = Zone(name: name) else { return name }
    let region = zone.region.replacing("-", with: " ")
    return zone.side.map { "\($0.rawValue) \(region)" } ?? region
  }

  /// As in `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// What a step shows: its id and, where that says more, what is in force.
  static func step(_ step: ScenarioResult.Step) -> String {
    let conditions = "\(step.conditions)"
    return step.id == conditions ? step.id : "\(step.id) (\(conditions))"
  }
}

extension ScenarioResult {
  /// The steps in which the face is elsewhere than as captured.
  var movingSteps: [Step] { steps.filter { !$0.isAsCaptured } }

  var capturedWords: String { "as captured, \(rest.captured)" }
}
