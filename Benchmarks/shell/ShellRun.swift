import Foundation
import Tensors

/// A program that solves the deck of a shell.
enum ShellProgram: String, CaseIterable {
  case calculix = "ccx"
  case displacement, mixed
}

/// One solution of a shell: what it took, and what came out.
struct ShellRun {
  var rings: Int
  var unknowns: Int
  var program: String
  var cost: ProcessCost
  var iterations: Int
  var factorizations: Int
  var motion: OuterMotion

  static let header =
    "rings,unknowns,program,wall_s,cpu_s,memory_GB,iterations,factorizations,mean_mm,largest_mm,error_percent"

  /// Solves a shell.
  ///
  /// - Parameters:
  ///   - shell: whose deck is written.
  ///   - rings: of it, for the table.
  ///   - program: that solves it.
  ///   - folder: for the deck and its results.
  ///   - threads: of either program.
  /// - Throws: `Failed` where the program ends otherwise than well.
  init(_ shell: LayeredShell, rings: Int, by program: ShellProgram, in folder: URL, threads: Int)
    throws
  {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try shell.deck.write(
      to: folder.appending(path: "shell.inp"), atomically: false, encoding: .utf8)
    (self.rings, self.program, unknowns) = (rings, program.rawValue, shell.unknownCount)
    let displacements: [Vector3]
    switch program {
    case .calculix:
      cost = measure("ccx", ["shell"], in: folder, threads: threads)
      guard cost.status == 0 else { throw Failed(program: self.program, status: cost.status) }
      let nodes = shell.mesh.positions.count
      displacements = try Self.printed(folder.appending(path: "shell.dat"), nodes: nodes)
      iterations = try Self.iterations(folder.appending(path: "shell.sta"))
      // Every iteration of CalculiX makes a matrix of its own.
      factorizations = iterations
    case .displacement, .mixed:
      let turgor = Bundle.main.bundleURL.appending(path: "turgor")
      cost = measure(
        turgor.path,
        [
          "solve", "shell.inp", "-o", self.program, "--formulation", self.program, "--threads",
          String(threads),
        ], in: folder, threads: threads)
      guard cost.status == 0 else { throw Failed(program: self.program, status: cost.status) }
      let results = folder.appending(path: self.program)
      displacements = try Self.table(results.appending(path: "nodes.csv"))
      let record = try JSONDecoder().decode(
        Record.self, from: Data(contentsOf: results.appending(path: "manifest.json")))
      iterations = record.steps.reduce(0) { $0 + $1.iterations }
      factorizations = record.factorizations
    }
    motion = shell.outerMotion(displacements)
  }

  struct Failed: Error, CustomStringConvertible {
    var program: String
    var status: Int32
    var description: String { "\(program) ended with status \(status)" }
  }

  /// The mean motion against another, in percent.
  func error(against reference: OuterMotion) -> Double {
    100 * (motion.mean / reference.mean - 1)
  }

  func row(against reference: OuterMotion?) -> String {
    String(
      format: "%d,%d,%@,%.2f,%.2f,%.3f,%d,%d,%.5f,%.5f,%@", rings, unknowns, program, cost.wall,
      cost.cpu, cost.memory, iterations, factorizations, motion.mean, motion.largest,
      reference.map { String(format: "%.2f", error(against: $0)) } ?? "")
  }

  // MARK: - What programs write

  private struct Record: Decodable {
    struct Step: Decodable { var iterations: Int }
    var steps: [Step]
    var factorizations: Int
  }

  /// The displacements in `nodes.csv`, whose nodes are in the order of the deck.
  private static func table(_ file: URL) throws -> [Vector3] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let words = line.split(separator: ",")
      return Vector3(number(words[1]), number(words[2]), number(words[3]))
    }
  }

  /// The displacements of the last increment that CalculiX printed.
  private static func printed(_ file: URL, nodes: Int) throws -> [Vector3] {
    var displacements = [Vector3](repeating: .zero, count: nodes)
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, let node = Int(words[0]), (1...nodes).contains(node) else { continue }
      displacements[node - 1] = Vector3(number(words[1]), number(words[2]), number(words[3]))
    }
    return displacements
  }

  /// The iterations of all increments, the fourth column of the status file.
  private static func iterations(_ file: URL) throws -> Int {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").reduce(0) { sum, line in
      let words = line.split(separator: " ")
      return sum + (words.count > 6 && Int(words[0]) != nil ? Int(words[3]) ?? 0 : 0)
    }
  }

  private static func number(_ word: Substring) -> Double { Double(word) ?? .nan }
}
