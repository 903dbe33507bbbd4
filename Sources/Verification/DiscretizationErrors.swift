import Anatomy
import Foundation

/// The part of the error bar that the mesh causes, by resolution and zone, as a file.
struct DiscretizationErrors: Encodable {
  var schema = "turgor.discretization/1"
  var about =
    "relative discretization error of the mean displacement of the skin from upright to supine, atlas"
    + " face, preset adult: distance to the value extrapolated over the resolutions (order as"
    + " observed, held between 1 and 2; where the values do not approach a limit, their scatter). Made by"
    + " turgor verify --only mesh"
  var date: String
  /// Mean edge of the triangles of the skin by resolution.
  var edge_mm: [String: Double]
  /// By resolution and zone; `face` is the whole.
  var relative_error: [String: [String: Double]]

  init(_ studies: [FaceConvergence.Study], levels: [AtlasLevel]) {
    date = Date().formatted(.iso8601.year().month().day())
    func rounded(_ value: Double, _ scale: Double) -> Double { (value * scale).rounded() / scale }
    var (edges, errors): ([String: Double], [String: [String: Double]]) = ([:], [:])
    for (k, level) in levels.enumerated() {
      edges[level.rawValue] = rounded(1e3 * studies[0].edges[k], 100)
      errors[level.rawValue] = Dictionary(
        uniqueKeysWithValues: studies.map { ($0.zone, rounded($0.errors[k], 1e5)) })
    }
    (edge_mm, relative_error) = (edges, errors)
  }

  /// The text of the file; empty if a number is none.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
  }
}
