import Decks
import Documents
import Foundation
import ModelSolvers
import Models
import Tensors

/// A folder of FEBio decks with the results that FEBio found: `manifest.json`, decks, `expected/NAME.nodes.csv`.
public struct FEBioSuite {
  /// A deck of the suite, as its manifest describes it.
  public struct Problem: Decodable, Sendable {
    public var name: String
    public var tier: String
    public var deck: String
    public var referenceTime: Double
    /// Largest displacement of the reference.
    public var largestDisplacement: Double
    public var materials: [String]
    public var notes: [String]

    enum CodingKeys: String, CodingKey {
      case name, tier, deck, materials, notes
      case referenceTime = "reference_time"
      case largestDisplacement = "umax"
    }
  }

  public let folder: URL
  public let problems: [Problem]

  /// - Parameter path: of the folder.
  /// - Throws: `DocumentError` where it holds no suite.
  public init(path: String) throws(DocumentError) {
    folder = URL(filePath: path, directoryHint: .isDirectory)
    let file = folder.appending(path: "manifest.json")
    do {
      problems = try JSONDecoder().decode([Problem].self, from: try Data(contentsOf: file))
    } catch {
      throw DocumentError(
        file: file.path, "is not the manifest of a suite of FEBio decks: \(error)")
    }
  }

  /// Solves one deck and compares it with its reference.
  public func outcome(of problem: Problem) -> FEBioComparison {
    let clock = ContinuousClock()
    let start = clock.now
    var outcome = compared(problem)
    outcome.seconds = Double((clock.now - start) / .seconds(1))
    return outcome
  }

  private func compared(_ problem: Problem) -> FEBioComparison {
    var outcome = FEBioComparison(name: problem.name, tier: problem.tier)
    let deck: ReadDeck
    do throws(DocumentError) {
      deck = try DeckReader.read(contentsOf: folder.appending(path: problem.deck).path)
    } catch {
      outcome.verdict = .unsupported
      outcome.reason = error.problems.first.map { "\($0.path): \($0.message)" } ?? "\(error)"
      return outcome
    }
    do {
      var run = try ModelRun(deck.model)
      var last: ModelState?
      try run.solve(until: problem.referenceTime) { state in
        last = state
        outcome.steps += 1
        outcome.iterations += state.iterations
      }
      guard let last else { throw DocumentError(file: problem.deck, "has no step") }
      try compare(last, deck.model, problem, &outcome) { displacements in
        run.balance(at: displacements, time: last.time)
      }
    } catch {
      outcome.verdict = .failed
      outcome.reason = "\(error)"
    }
    return outcome
  }

  // MARK: - Comparing

  private func compare(
    _ state: ModelState, _ model: Model, _ problem: Problem, _ outcome: inout FEBioComparison,
    balance: ([Vector3]) -> (stresses: [Matrix3], imbalance: Double)?
  ) throws {
    let nodes = try table("\(problem.name).nodes.csv")
    let scale = max(problem.largestDisplacement, Self.negligible)
    var differences: [Vector3] = []
    var reference = state.displacements
    for (index, number) in model.nodeNumbers.enumerated() {
      guard let row = nodes[number], row.count >= 3 else { continue }
      reference[index] = Vector3(row[0], row[1], row[2])
      differences.append(state.displacements[index] - reference[index])
    }
    outcome.displacement = differences.map(\.largestEntry).max().map { $0 / scale }
    outcome.stress = try stressDifference(state.stresses, model, problem)

    let free = (0..<3).filter { axis in !model.supports.contains { $0.axis == axis } }
    for axis in free {
      let mean = differences.reduce(0) { $0 + $1[axis] } / Double(max(1, differences.count))
      for k in differences.indices { differences[k][axis] -= mean }
    }
    let held = (differences.map(\.largestEntry).max() ?? .infinity) / scale
    var atReference: (stress: Double, imbalance: Double)?
    if held > FEBioComparison.limit, let probe = balance(reference),
      let stress = try stressDifference(probe.stresses, model, problem)
    {
      atReference = (stress, probe.imbalance)
    }
    outcome.judge(
      materials: problem.materials, withoutDrift: free.isEmpty ? nil : held,
      atReference: atReference)
  }

  /// Below this a displacement is zero by design, and compared absolutely.
  private static let negligible = 1e-6

  /// Below this a body is free of stress, whatever the units of a deck.
  private static let stressFree = 1e-8

  private func stressDifference(_ stresses: [Matrix3], _ model: Model, _ problem: Problem) throws
    -> Double?
  {
    let elements = try table("\(problem.name).elements.csv")
    var (worst, largest) = (0.0, 0.0)
    for (index, number) in model.blocks.flatMap(\.numbers).enumerated() {
      guard let row = elements[number], row.count >= 6 else { continue }
      let s = stresses[index]
      for (own, other) in zip([s.xx, s.yy, s.zz, s.xy, s.yz, s.xz], row) {
        worst = max(worst, abs(own - other))
        largest = max(largest, abs(other))
      }
    }
    return largest > Self.stressFree ? worst / largest : nil
  }

  /// Rows of a table in `expected` by the number in their first column.
  private func table(_ name: String) throws -> [Int: [Double]] {
    let text = try String(contentsOf: folder.appending(path: "expected/\(name)"), encoding: .utf8)
    var rows: [Int: [Double]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map { Double($0) ?? .nan }
      if let number = cells.first { rows[Int(number)] = Array(cells.dropFirst()) }
    }
    return rows
  }
}

extension Vector3 {
  fileprivate var largestEntry: Double { [abs(x), abs(y), abs(z)].max() ?? 0 }
}
