import Foundation
import Scenarios

/// How much memory a run may take.
struct MemoryRoom: Equatable {
  /// In bytes; nil where the system does not say.
  var bytes: Double?
  /// Where the limit comes from, in words.
  var origin: String

  /// What `--max-memory` allows, else what the system has to give.
  static func allowed(_ words: ParsedWords) -> MemoryRoom {
    guard let megabytes = words.integer("max-memory") else { return available() }
    return MemoryRoom(bytes: 1e6 * Double(megabytes), origin: "--max-memory allows")
  }

  /// What can be had without swapping.
  static func available() -> MemoryRoom {
    let mebibytes = DoctorReport.Machine.current.memoryAvailable_MB
    return MemoryRoom(
      bytes: mebibytes > 0 ? 1_048_576 * Double(mebibytes) : nil, origin: "this machine has")
  }

  /// Why a run does not fit, and what to do; nil where it does.
  func refusal(of estimate: RunEstimate) -> String? {
    guard let bytes, estimate.memory > bytes else { return nil }
    return String(
      format: "the run needs about %.0f MB for %d unknowns, and %@ %.0f MB: choose a coarser "
        + "\"resolution\", or another machine", 1e-6 * estimate.memory, estimate.unknowns, origin,
      1e-6 * bytes)
  }
}
