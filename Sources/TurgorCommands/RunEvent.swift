import Foundation
import Reports

/// Something that happened in a run, as `turgor run --json` prints it, one in a line.
///
/// Keys are described in `Documentation/how-to/results.md`; those that do not apply are absent.
struct RunEvent: Encodable {
  enum Kind: String, Encodable {
    /// A stage begins.
    case stage
    /// An iteration of the solver ended.
    case iteration
    /// The stage goes on; at least every ten seconds in which nothing else is said.
    case alive
    /// The results are there; the last line.
    case done
  }

  var event: Kind
  var elapsed_s: Double
  /// Estimated; absent where nothing is known.
  var left_s: Double?
  var stage: String?
  var step: String?
  var iteration: Int?
  var correction_mm: Double?
  var imbalance_N: Double?
  var manifest: RunManifest?
}

extension Console {
  /// Prints an event as a line of data.
  func tell(_ event: RunEvent) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let line = try? encoder.encode(event) else { return }
    data(String(decoding: line, as: UTF8.self))
  }
}
