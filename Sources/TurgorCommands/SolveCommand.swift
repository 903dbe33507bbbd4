import Decks
import Documents
import Foundation
import Meshes
import ModelSolvers
import Models
import Reports
import Tensors

/// Solves a deck of another code.
enum SolveCommand {
  static let declaration = CommandDeclaration(
    name: "solve", summary: "Solve a deck: FEBio .feb, CalculiX .inp or model.json",
    arguments: [.init("DECK", help: "the deck; its format is told by how it begins")],
    options: [
      .init("output", "o", value: .path, help: "folder for fields and tables"),
      .init(
        "at", value: .text("TIME"), help: "time of the tables; the last one when left out"),
      .init(
        "formulation", value: .choice(Formulation.allCases.map(\.rawValue)),
        help:
          "displacement, as the deck's own program would solve it (default), or mixed: wedges that do not lock"
      ),
      .init(
        "threads", "t", value: .integer(1...256), help: "threads for assembly (default: all cores)"),
      .json,
    ],
    examples: [
      ("turgor solve block.feb -o out/block", "fields of every step, tables of the last"),
      ("turgor solve beam.inp -o out/beam --at 0.5", "tables at time 0.5"),
      ("turgor solve shell.inp --formulation mixed", "nearly incompressible layers of wedges"),
    ])

  /// What is unknown in a cell.
  enum Formulation: String, CaseIterable {
    /// Displacements, with what the deck's own program adds to them.
    case displacement
    /// Pressure and volume ratio as well: the cells of the face.
    case mixed
  }

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let end = try words.text("at").map { text throws(UsageError) in
      guard let time = Double(text), time > 0 else {
        throw UsageError(message: "--at: \"\(text)\" is no time above 0")
      }
      return time
    }
    let path = words.arguments[0]
    let deck = try DeckReader.read(contentsOf: path)
    deck.notes.lines.forEach(console.note)
    let folder = try words.text("output").map { path throws(RunFolderError) in
      try RunFolder(path: path)
    }
    var record = SolveRecord(deck: path, notes: deck.notes, model: deck.model)
    let files = ModelResultFiles(deck.model)
    var (names, last): ([String], ModelState?) = ([], nil)
    do {
      record.factorizations = try solve(deck.model, by: words, until: end) { state in
        record.add(state)
        let title = deck.model.steps[state.step].name
        console.note(
          "  \(title): time \(String(format: "%.6g", state.time)), \(state.iterations) iterations")
        names.append(String(format: "step-%04d.vtu", names.count + 1))
        try folder?.write(files.fields(state), to: "fields/\(names[names.count - 1])")
        last = state
      }
    } catch let error as MixedRefusal {
      throw CommandFailure(.badInput, "\(path): \(error); leave out --formulation mixed")
    } catch let error as ModelError {
      let isDivergence: Bool
      switch error {
      case .diverged, .singular: isDivergence = true
      case .inverted, .unbound, .notUncoupled: isDivergence = false
      }
      throw CommandFailure(isDivergence ? .notConverged : .badInput, "\(path): \(error)")
    }
    guard let last else { throw CommandFailure(.badInput, "\(path): has no step to solve") }
    if let end, abs(last.time - end) > 1e-9 * end {
      throw CommandFailure(.badInput, "--at \(end): the deck ends at time \(last.time)")
    }
    if let folder {
      try folder.write(files.nodes(last), to: "nodes.csv")
      try folder.write(files.elements(last), to: "elements.csv")
      let list = PVDCollection(files: names, times: record.steps.map(\.time))
      try folder.write(list.text, to: "fields/steps.pvd")
      try folder.write(try record.json, to: RunFolder.manifest)
      try folder.commit()
      console.note("results in \(folder.path.path)")
    }
    console.data(words.has("json") ? try record.json : record.text)
    return .done
  }
}

extension SolveCommand {
  /// All states in order, by the formulation that is asked for; returns the number of factorizations.
  private static func solve(
    _ model: Model, by words: ParsedWords, until end: Double?, visit: (ModelState) throws -> Void
  ) throws -> Int {
    switch words.text("formulation").flatMap(Formulation.init) ?? .displacement {
    case .displacement:
      var run = try ModelRun(model, threads: words.threads)
      try run.solve(until: end, visit: visit)
      return run.factorizations
    case .mixed:
      var run = try MixedRun(model, threads: words.threads)
      try run.solve(until: end, visit: visit)
      return run.factorizations
    }
  }
}

/// What was solved, for the manifest and for programs.
private struct SolveRecord: Encodable {
  struct Step: Encodable {
    var step: String
    var time: Double
    var iterations: Int
    var largest_displacement: Double
  }
  var deck: String
  var version = Turgor.version
  var nodes: Int
  var elements: Int
  var ignored: [String]
  var defaults: [String]
  var steps: [Step] = []
  var factorizations = 0
  private let names: [String]

  init(deck: String, notes: DeckNotes, model: Model) {
    self.deck = deck
    (nodes, elements) = (model.positions.count, model.cellCount)
    (ignored, defaults) = (notes.ignored, notes.defaults)
    names = model.steps.map(\.name)
  }

  private enum CodingKeys: String, CodingKey {
    case deck, version, nodes, elements, ignored, defaults, steps, factorizations
  }

  mutating func add(_ state: ModelState) {
    steps.append(
      Step(
        step: names[state.step], time: state.time, iterations: state.iterations,
        largest_displacement: state.displacements.map(\.length).max() ?? 0))
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  var text: String {
    let last = steps.last
    let iterations = steps.reduce(0) { $0 + $1.iterations }
    return """
      \(nodes) nodes, \(elements) elements, \(steps.count) steps in time, \(iterations) iterations
      largest displacement \(last?.largest_displacement ?? 0) at time \(last?.time ?? 0)
      """
  }
}
