import Decks
import Exports
import Foundation
import Reports
import Scenarios
import Tensors

/// Hands a face to other programs: as a deck to be solved anew, or as a mesh with what was found.
enum ExportCommand {
  enum Format: String, CaseIterable {
    case feb, inp, msh, vtu

    /// The program whose deck it is; nil for a mesh.
    var program: DeckProgram? { DeckProgram(rawValue: rawValue) }
  }

  static let declaration = CommandDeclaration(
    name: "export", summary: "Hand a face to FEBio, CalculiX, Gmsh or ParaView",
    arguments: [.init("RUN", help: "folder of a finished run, or a scenario file")],
    options: [
      .init(
        "format", value: .choice(Format.allCases.map(\.rawValue)),
        help:
          "feb (FEBio) or inp (Abaqus, CalculiX): a deck to be solved; msh (Gmsh) or vtu (ParaView): the mesh and what was found"
      ),
      .init(
        "step", value: .text("ID"),
        help:
          "of the schedule, or as-captured (default: all steps that fit into one deck; of a mesh the last)"
      ),
      .init("output", "o", value: .path, help: "the file (default: face.FORMAT)"),
      .bulkToShear,
      .init(
        "deviation",
        help: "also solve the case of the deck, and say how far its face is from Turgor's own"),
      .init("surface", value: .path, help: "the scan that the run was made from, if any"),
      .init("landmarks", value: .path, help: "the landmarks that it was given, if any"),
      .resolution,
      .init("threads", "t", value: .integer(1...256), help: "processor cores (default: all)"),
      .json,
    ],
    examples: [
      (
        "turgor export out/gravity --format inp -o face.inp",
        "a deck for CalculiX, and what it cannot say"
      ),
      (
        "turgor export out/gravity --format feb --step supine -o supine.feb",
        "one step for FEBio"
      ),
      (
        "turgor export scenarios/gravity.json --format vtu --resolution preview -o face.vtu",
        "mesh, displacement and stress for ParaView, without a run before"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    guard let format = words.text("format").flatMap(Format.init) else {
      throw UsageError(
        message: "--format is needed: one of "
          + Format.allCases.map(\.rawValue).joined(separator: ", "))
    }
    for name in [OptionDeclaration.bulkToShear.name, "deviation"]
    where words.has(name) && format.program == nil {
      throw UsageError(message: "--\(name) is for decks, feb and inp")
    }
    var scenario = try RecordedScenario(
      words.arguments[0], surface: words.text("surface"), landmarks: words.text("landmarks")
    ).scenario
    if let resolution = try words.resolution() { scenario.resolution = resolution }
    let steps = [BodyAtRest.asCaptured] + scenario.steps.map(\.id)
    if let step = words.text("step"), !steps.contains(step) {
      throw UsageError(message: "--step: " + notOneOf(step, steps))
    }
    let face = try RestedFace(
      scenario, threads: words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount)
    let path = words.text("output") ?? "face.\(format.rawValue)"
    let record: ExportRecord
    if let program = format.program {
      record = try write(face, for: program, words, to: path, console: console)
    } else {
      record = try write(face, as: format, step: words.text("step"), to: path)
    }
    console.data(words.has("json") ? try record.json : record.text)
    return .done
  }

  // MARK: - Decks

  private static func write(
    _ face: RestedFace, for program: DeckProgram, _ words: ParsedWords, to path: String,
    console: Console
  ) throws -> ExportRecord {
    let (bodies, left) = face.bodies(ofStep: words.text("step"))
    if !left.isEmpty {
      console.warn(
        "left out, for their tissue is not that of the face as captured or they last for some seconds: "
          + "\(left.joined(separator: ", ")); --step ID writes one alone")
    }
    let deck: DeckFace
    let text: String
    do {
      deck = try DeckFace(
        title: face.scenario.title, bodies, for: program, bulkToShear: try words.bulkToShear())
      text =
        switch program {
        case .calculix: try AbaqusWriter.text(deck.model, remarks: deck.remarks)
        case .febio: try FEBioWriter.text(deck.model, remarks: deck.remarks)
        }
    } catch let error as DeckFaceError {
      throw CommandFailure(.badInput, "\(error)")
    } catch let error as UnwritableModel {
      throw CommandFailure(.badInput, "\(error)")
    }
    try write(Data(text.utf8), to: path)
    let deviations = words.has("deviation") ? try face.deviations(of: deck) : []
    return ExportRecord(
      file: path, format: program.rawValue, units: DeckFace.units, steps: bodies.map(\.step),
      left_out: left, nodes: deck.solid.mesh.positions.count,
      elements: deck.solid.mesh.blocks.reduce(0) { $0 + $1.count },
      materials: deck.model.materials.count,
      not_expressed: deck.differences.map { .init(what: $0.what, instead: $0.instead) },
      deviations: deviations.map {
        .init(
          step: $0.step, displacement_mm: 1e3 * $0.displacement, relative: $0.relative,
          worst_zone: $0.worst.zone, worst_relative: $0.worst.relative)
      })
  }

  // MARK: - Meshes

  private static func write(_ face: RestedFace, as format: Format, step: String?, to path: String)
    throws -> ExportRecord
  {
    let id = step ?? face.bodies.last { $0.duration == nil }?.step ?? BodyAtRest.asCaptured
    guard let body = face.bodies.first(where: { $0.step == id }), body.duration == nil else {
      throw CommandFailure(.badInput, "\(DeckFaceError.lasting(step: id))")
    }
    let grid = FaceGrid(body, of: face.prepared, displacements: try face.displacements(in: id))
    let data = format == .vtu ? grid.vtu : Data(try grid.msh().utf8)
    try write(data, to: path)
    let mesh = body.solid.mesh
    return ExportRecord(
      file: path, format: format.rawValue,
      units: format == .vtu ? "mm, kPa" : "mm", steps: [id], left_out: [],
      nodes: mesh.positions.count, elements: mesh.blocks.reduce(0) { $0 + $1.count },
      materials: mesh.blocks.count, not_expressed: [])
  }

  private static func write(_ data: Data, to path: String) throws(CommandFailure) {
    do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw CommandFailure(.badInput, "\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}

extension OptionDeclaration {
  static let bulkToShear = OptionDeclaration(
    "bulk-to-shear", value: .text("K/G"),
    help: "bulk over shear modulus of all layers, 1 to 10000 (default: the tissue's own)")
}

extension ParsedWords {
  /// What `--bulk-to-shear` says; nil where it is not given.
  ///
  /// - Throws: `UsageError`.
  func bulkToShear() throws(UsageError) -> Double? {
    guard let text = text(OptionDeclaration.bulkToShear.name) else { return nil }
    guard let ratio = Double(text), (1...10_000).contains(ratio) else {
      throw UsageError(message: "--bulk-to-shear: \"\(text)\" is no number from 1 to 10000")
    }
    return ratio
  }
}

/// A face whose rest shape is known, with the body of every step in it.
struct RestedFace {
  let scenario: Scenario
  let prepared: PreparedFace
  let solved: SolvedFace
  let bodies: [BodyAtRest]
  private let threads: Int

  /// - Parameters:
  ///   - scenario: whose face and steps.
  ///   - threads: processor cores.
  /// - Throws: what preparing a face throws, or `RunFailure`.
  init(_ scenario: Scenario, threads: Int) throws {
    let here = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    var clock = StageClock()
    (self.scenario, self.threads) = (scenario, threads)
    prepared = try PreparedFace(
      scenario, folder: here, meshes: try MeshesFolder.found(), clock: &clock)
    solved = try SolvedFace(scenario, on: prepared, threads: threads, clock: &clock)
    bodies = try solved.bodiesAtRest(of: scenario)
  }

  /// The bodies that go into one deck, and the steps that do not.
  ///
  /// - Parameter step: the only one that is wanted; nil wants all that fit.
  /// - Returns: both; the face as captured where no step fits.
  func bodies(ofStep step: String?) -> (bodies: [BodyAtRest], left: [String]) {
    if let step { return (bodies.filter { $0.step == step }, []) }
    let fitting = bodies.dropFirst().filter { $0.isTissueAsCaptured && $0.duration == nil }
    if fitting.isEmpty { return ([bodies[0]], bodies.dropFirst().map(\.step)) }
    let left = bodies.dropFirst().filter { !$0.isTissueAsCaptured || $0.duration != nil }
    return (Array(fitting), left.map(\.step))
  }

  /// How far the face of a deck is from this one, in each of its steps.
  ///
  /// - Throws: what the solvers throw.
  func deviations(of deck: DeckFace) throws -> [DeckDeviation] {
    let found = try deck.equilibria(deck.program.basis, threads: threads)
    return try zip(deck.steps, found).map { step, displacements in
      DeckDeviation(
        step, deck: displacements, own: try self.displacements(in: step.name), on: prepared,
        rest: solved.rest)
    }
  }

  /// Displacements from the rest shape in a step, in m.
  ///
  /// - Throws: `RunFailure`.
  func displacements(in step: String) throws -> [Vector3] {
    let rest = solved.rest.displacements
    if step == BodyAtRest.asCaptured { return rest.map { -$0 } }
    let result = try solved.run(scenario, only: [step], takesStock: false)
    guard let found = result.steps.first(where: { $0.id == step }) else { return rest.map { -$0 } }
    return zip(found.displacements, rest).map { $0 - $1 }
  }
}

/// What was written, for programs and for people.
private struct ExportRecord: Encodable {
  struct Difference: Encodable {
    var what: String
    var instead: String
  }
  struct Deviation: Encodable {
    var step: String
    var displacement_mm: Double
    var relative: Double
    var worst_zone: String
    var worst_relative: Double
  }
  var file: String
  var format: String
  var units: String
  var steps: [String]
  var left_out: [String]
  var nodes: Int
  var elements: Int
  var materials: Int
  var not_expressed: [Difference]
  var deviations: [Deviation] = []

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  var text: String {
    var lines = [
      "\(file): \(nodes) nodes, \(elements) elements, \(materials) materials; \(units)",
      "steps: \(steps.joined(separator: ", "))",
    ]
    if !not_expressed.isEmpty { lines.append("not expressed, and what stands instead:") }
    lines += not_expressed.map { "  - \($0.what): \($0.instead)" }
    lines += deviations.map {
      String(
        format:
          "%@: the face of the deck is %.1f %% of its displacement from Turgor's own, most in %@: %.1f %%",
        $0.step, 100 * $0.relative, $0.worst_zone, 100 * $0.worst_relative)
    }
    return lines.joined(separator: "\n")
  }
}
