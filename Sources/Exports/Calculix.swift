import Foundation
import Tensors

/// Why CalculiX gave no displacements.
public enum CalculixError: Error, Equatable, CustomStringConvertible, Sendable {
  case failed(reason: String, output: [String])
  case tooLong(seconds: Int)
  case unreadable(reason: String)

  public var description: String {
    switch self {
    case .failed(let reason, let output):
      (["ccx: \(reason)"] + output.map { "  | \($0)" }).joined(separator: "\n")
    case .tooLong(let seconds): "ccx: stopped after \(seconds) s"
    case .unreadable(let reason): "ccx: its file of displacements \(reason)"
    }
  }
}

/// The program `ccx`, run on a deck.
public struct Calculix: Sendable {
  private let program: URL

  /// How it is installed.
  public static let absence = "ccx (CalculiX) is not in PATH; scripts/setup --ccx installs it"

  /// Looks for `ccx` in PATH; nil where it is not there.
  public init?() {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let places = folders.map { URL(filePath: String($0)).appending(path: "ccx") }
    guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { return nil }
    program = found
  }

  /// Solves a deck that prints displacements (`*NODE PRINT`), in a folder of its own that is removed.
  ///
  /// - Parameters:
  ///   - deck: the `.inp` file.
  ///   - numbers: of all nodes, in the order that is wanted.
  ///   - steps: how many steps the deck has, each one unit of time long.
  ///   - threads: processor cores.
  ///   - limit: in s; then it is stopped.
  /// - Returns: displacements at the end of each step, in the unit of the deck.
  /// - Throws: `CalculixError`, or an error of the file system.
  public func displacements(
    of deck: String, nodes numbers: [Int], steps: Int, threads: Int = 2, limit: Int = 1800
  ) throws -> [[Vector3]] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "turgor-ccx-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(deck.utf8).write(to: folder.appending(path: "deck.inp"))
    try run(in: folder, threads: threads, limit: limit)
    guard let data = try? Data(contentsOf: folder.appending(path: "deck.dat")) else {
      throw CalculixError.unreadable(reason: "is not there")
    }
    let printed = try PrintedDisplacements(data)
    return try (1...max(1, steps)).map { step in
      guard let field = printed.fields.last(where: { abs($0.time - Double(step)) < 1e-6 }) else {
        throw CalculixError.unreadable(reason: "does not have the end of step \(step)")
      }
      return try numbers.map { number in
        guard let u = field.values[number] else {
          throw CalculixError.unreadable(reason: "lacks node \(number)")
        }
        return u
      }
    }
  }

  private func run(in folder: URL, threads: Int, limit: Int) throws {
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = program
    process.arguments = ["-i", "deck"]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["OMP_NUM_THREADS"] = "\(threads)"
    process.environment = environment
    let output = try FileHandle(forWritingTo: log)
    (process.standardOutput, process.standardError) = (output, output)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let end = Date().addingTimeInterval(Double(limit))
    while process.isRunning && Date() < end { Thread.sleep(forTimeInterval: 0.02) }
    if process.isRunning {
      process.terminate()
      throw CalculixError.tooLong(seconds: limit)
    }
    process.waitUntilExit()
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").map(String.init)
    // It ends with 0 after some errors as well.
    let error = lines.first { $0.contains("*ERROR") }
    guard process.terminationStatus == 0, error == nil, text.contains("Job finished") else {
      throw CalculixError.failed(
        reason: error?.trimmingCharacters(in: .whitespaces)
          ?? "ended with status \(process.terminationStatus)", output: Array(lines.suffix(6)))
    }
  }
}

/// What `*NODE PRINT` with `U` has left in a `.dat` file.
struct PrintedDisplacements {
  /// By the number of the node.
  private(set) var fields: [(time: Double, values: [Int: Vector3])] = []

  /// - Parameter data: of the file.
  /// - Throws: `CalculixError.unreadable`.
  init(_ data: Data) throws(CalculixError) {
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.contains("displacements"), let time = words.last.flatMap({ Double($0) }) {
        fields.append((time, [:]))
      } else if words.count == 4, let number = Int(words[0]) {
        guard !fields.isEmpty, let x = Double(words[1]), let y = Double(words[2]),
          let z = Double(words[3])
        else { throw .unreadable(reason: "has a line that is no node with three numbers: \(line)") }
        fields[fields.count - 1].values[number] = Vector3(x, y, z)
      }
    }
  }
}
