import Foundation
import Scenarios

/// What stands under every picture of a run: whose it is, how it was computed, how well.
public struct PictureCaption: Sendable, Equatable {
  /// What results call the person.
  public var caseCode: String
  /// As in `preview mesh`.
  public var mesh: String
  public var unknowns: Int
  /// Largest last correction of Newton's method by the id of the step, in m.
  public var corrections: [String: Double]
  /// Largest distance in m between the face as captured and the rest shape loaded again.
  public var roundTrip: Double

  init(_ result: ScenarioResult, caseCode: String) {
    (self.caseCode, mesh) = (caseCode, result.scenario.resolution.words)
    (unknowns, roundTrip) = (result.degreesOfFreedom, result.rest.roundTripMaximum)
    corrections = Dictionary(
      uniqueKeysWithValues: result.steps.map { ($0.id, $0.history.last?.correction ?? 0) })
  }

  init(
    caseCode: String, mesh: String, unknowns: Int, corrections: [String: Double], roundTrip: Double
  ) {
    (self.caseCode, self.mesh, self.unknowns) = (caseCode, mesh, unknowns)
    (self.corrections, self.roundTrip) = (corrections, roundTrip)
  }

  /// The caption of a picture.
  ///
  /// - Parameter step: its id; nil for a picture of all steps or of none.
  /// - Returns: one line.
  public func text(step: String? = nil) -> String {
    let correction = step.flatMap { corrections[$0] } ?? corrections.values.max() ?? 0
    // A code that was made from a scan begins with the word.
    let parts = [
      caseCode.hasPrefix("case-") ? caseCode : "case \(caseCode)", step.map { "step \($0)" },
      "\(mesh), \(unknowns) unknowns",
      "converged to \(Self.power(correction)) mm", "round trip \(Self.power(roundTrip)) mm",
      "simulation, not a prediction",
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }

  /// Metres as a power of ten in mm: what counts is how small it is.
  private static func power(_ metres: Double) -> String {
    metres == 0 ? "0" : String(format: "%.0e", 1e3 * metres)
  }
}

extension Scenario.Resolution {
  /// As in `preview mesh` and `mesh of 9 mm`.
  fileprivate var words: String {
    switch self {
    case .preview: "preview mesh"
    case .standard: "standard mesh"
    case .fine: "fine mesh"
    case .edge(let edge): "mesh of \(String(format: "%g", 1e3 * edge)) mm"
    }
  }
}
