import Foundation
import Solvers

/// The iterations of a run as a table, written as they come: a run that fails leaves its log.
public final class SolverLog {
  private let file: FileHandle
  private var count: [String: Int] = [:]

  static let columns = [
    "step", "iteration", "load_fraction", "correction_mm", "step_length", "imbalance_N", "energy_J",
    "minimum_volume_ratio", "tangent",
  ]

  /// Creates the file.
  ///
  /// - Throws: when it cannot be written.
  public init(path: String) throws {
    let url = URL(filePath: path)
    try Data().write(to: url)
    file = try FileHandle(forWritingTo: url)
    write(Self.columns)
  }

  /// Adds a row.
  public func add(_ step: String, _ iteration: NewtonIteration) {
    count[step, default: 0] += 1
    let numbers = [
      iteration.loadFraction, 1e3 * iteration.correction, iteration.stepLength, iteration.imbalance,
      iteration.energy, iteration.minimumJ,
    ]
    write(
      [step, "\(count[step] ?? 0)"] + numbers.map { String(format: "%.6g", $0) }
        + [iteration.tangent.rawValue])
  }

  private func write(_ cells: [String]) {
    // A full disk must not end a run whose results may still fit elsewhere.
    try? file.write(contentsOf: Data((cells.joined(separator: ",") + "\n").utf8))
  }
}
