import Documents
import EnergyDevices
import Foundation
import Scenarios
import Treatments

/// Schedules that were computed on one face, each with its settings and what came of it.
final class ScheduleTrials {
  let question: PlanQuestion
  /// The plan, for messages.
  private let file: String
  private let base: JSONTree
  private let meshes: URL
  private let cells = CellCache()
  private let face: SolvedFace
  private(set) var trials: [Trial] = []
  /// States of the newest trials, in their order: each has some megabytes.
  private var solved: [(trial: Int, steps: SolvedSteps)] = []
  private let watch: (Int) -> Void

  /// One schedule.
  struct Trial: Sendable {
    /// In the unit of their keys, in the order of the settings.
    var settings: [Double]
    /// The same, from 0 to 1 in their ranges.
    var place: [Double]
    var goal: Double
    var limits: [Double]
    var cost: Double
  }

  /// Prepares and solves the face.
  ///
  /// - Parameters:
  ///   - question: with its scenario.
  ///   - file: of the plan, for messages.
  ///   - base: the scenario, its paths absolute.
  ///   - meshes: the folder of the atlas.
  ///   - threads: for assembly.
  ///   - watch: told the number of each schedule as it begins, from 1; 0 is the face.
  /// - Throws: `DocumentError` where one end of a setting cannot be read or is refused, or the question speaks of what is not
  ///   there; `RunFailure`.
  init(
    _ question: PlanQuestion, file: String, base: JSONTree, meshes: URL, threads: Int,
    watch: @escaping (Int) -> Void
  ) throws {
    (self.question, self.file, self.base, self.meshes) = (question, file, base, meshes)
    self.watch = watch
    let scenario = try Self.scenario(base, of: file)
    let library = try DeviceLibrary.read(in: meshes)
    for end in [\ClosedRange<Double>.lowerBound, \.upperBound] {
      let settings = question.settings.map { $0.range[keyPath: end] }
      let tree = try Self.tree(base, question, settings)
      let values = zip(question.settings, settings).map { "\($0.name) = \($1.short)" }
      let name = "\(file), its scenario with \(values.joined(separator: ", "))"
      do { try Self.scenario(tree, of: name).checkSessions(with: library) } catch let error
        as SessionError
      {
        throw DocumentError(file: name, "\(error)")
      }
    }
    try Self.check(question, of: file, against: scenario)
    watch(0)
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: URL(filePath: "/", directoryHint: .isDirectory), meshes: meshes,
      cells: cells, clock: &clock)
    face = try SolvedFace(
      scenario, on: prepared, threads: threads, clock: &clock, room: Self.factorRoom)
  }

  /// In bytes, the same on every machine for the same answer: factors of four steps at preview resolution, of one at standard.
  private static let factorRoom = 1e9

  /// The scenario with other settings.
  static func tree(_ base: JSONTree, _ question: PlanQuestion, _ settings: [Double])
    throws(JSONPointerError) -> JSONTree
  {
    var tree = base
    for (setting, value) in zip(question.settings, settings) {
      tree = try tree.replacing(at: setting.pointer, with: .number(value))
    }
    return tree
  }

  private static func scenario(_ tree: JSONTree, of file: String) throws -> Scenario {
    var scenario = try Scenario(parsing: tree.canonicalText(), file: file)
    scenario.expectations = []
    return scenario
  }

  /// What the scenario itself has, from 0 to 1 in the ranges; the middle where it has none.
  var own: [Double] {
    question.settings.map { setting in
      guard case .number(let value)? = try? base.value(at: setting.pointer) else { return 0.5 }
      return min(1, max(0, Self.part(value, of: setting.range)))
    }
  }

  private static func part(_ value: Double, of range: ClosedRange<Double>) -> Double {
    (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// Computes a schedule; one that is known already, to a thousandth of each range, is not computed again.
  ///
  /// - Parameter place: from 0 to 1.
  /// - Returns: its number.
  /// - Throws: `RunFailure`, `SessionError`, or `DocumentError` where a number that counts is none.
  func number(at place: [Double]) throws -> Int {
    if let known = nearest(to: place), known.distance < 1e-3 { return known.number }
    watch(trials.count + 1)
    let settings = zip(question.settings, place).map {
      $0.range.lowerBound + $1 * ($0.range.upperBound - $0.range.lowerBound)
    }
    let scenario = try Self.scenario(try Self.tree(base, question, settings), of: file)
    try face.prepare(scenario, meshes: meshes, cells: cells)
    let near = solved.min {
      Self.distance(trials[$0.trial].place, place) < Self.distance(trials[$1.trial].place, place)
    }
    let result = try face.run(scenario, near: near?.steps, only: question.steps)
    if solved.count == Self.keptStates { solved.removeFirst() }
    solved.append((trials.count, face.solved))
    func value(_ quantity: PlanQuestion.Quantity) throws(DocumentError) -> Double {
      let value = quantity.value(in: result, settings: settings, of: question)
      guard value.isFinite else {
        throw DocumentError(file: file, "\(quantity) is no number in schedule \(trials.count + 1)")
      }
      return value
    }
    trials.append(
      Trial(
        settings: settings, place: place, goal: try value(question.goal.quantity),
        limits: try question.limits.map { try value($0.quantity) },
        cost: try value(question.cost ?? .setting(question.settings[0].name))))
    return trials.count - 1
  }

  private static let keptStates = 16

  /// The schedule whose settings are nearest to a place, and how far.
  func nearest(to place: [Double]) -> (number: Int, distance: Double)? {
    trials.indices.map { ($0, Self.distance(trials[$0].place, place)) }.min { $0.1 < $1.1 }
  }

  /// The greatest difference of any setting.
  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  /// Steps and devices that are spoken of must be there.
  private static func check(_ question: PlanQuestion, of file: String, against scenario: Scenario)
    throws(DocumentError)
  {
    let ids = scenario.steps.map(\.id)
    for quantity in question.quantities {
      guard let step = quantity.step else { continue }
      guard let known = scenario.steps.first(where: { $0.id == step }) else {
        throw DocumentError(
          file: file,
          "there is no step \"\(step)\" for \(quantity); there are \(allowedWords(ids, near: step))"
        )
      }
      if case .device = quantity {
        guard case .treat(.session) = known.action else {
          throw DocumentError(
            file: file,
            "\(quantity): the step \"\(step)\" treats with no energy device")
        }
      }
    }
  }
}

extension PlanQuestion {
  /// All numbers that come out of a schedule and count.
  fileprivate var quantities: [Quantity] {
    ([goal] + limits).map(\.quantity) + [cost].compactMap { $0 }
  }

  /// Ids of the steps that they are of.
  fileprivate var steps: Set<String> { Set(quantities.compactMap(\.step)) }
}

extension PlanQuestion.Quantity {
  fileprivate var step: String? {
    switch self {
    case .zones(let step, _, _): step
    case .device(let step, _): step
    case .setting: nil
    }
  }

  fileprivate func value(
    in result: ScenarioResult, settings: [Double], of question: PlanQuestion
  ) -> Double {
    switch self {
    case .setting(let name):
      return zip(question.settings, settings).first { $0.0.name == name }?.1 ?? .nan
    case .device(let id, let figure):
      guard
        case .treat(.session(let session))? = result.steps.first(where: { $0.id == id })?.action,
        let prepared = result.prepared.sessions.first(where: { $0.session == session })
      else { return .nan }
      return figure.value(of: prepared)
    case .zones(let id, let selection, let column):
      let values = result.values(of: column, in: selection, step: id).compactMap(\.value)
      return values.reduce(0, +) / Double(values.count)
    }
  }
}
