import Anatomy
import Documents
import EnergyDevices
import Foundation
import Measures
import Meshes
import Provenance
import Scans
import Scenarios
import Treatments

/// Runs of a sweep as they are meant: steps of a scenario on a face that is prepared once.
///
/// The last face stays, with the states of the last runs on it: a run begins with those of the run that is most like it, and ends where
/// it would have ended without them, within the tolerance of the solver.
public final class FaceTask: SweepTask {
  private let folder: SweepFolder
  private let meshes: URL
  /// Whether every run goes the way it would go by itself, to the last bit.
  private let isReproducible: Bool
  private var face: (body: String, solved: SolvedFace)?
  private var neighbours = SolvedNeighbours()
  private let cells = CellCache()
  /// What each stage has taken in all runs so far.
  public private(set) var clock = StageClock()

  /// - Parameters:
  ///   - folder: of the sweep.
  ///   - meshes: the folder of the atlas.
  ///   - isReproducible: whether runs begin with nothing that depends on which runs went before.
  public init(_ folder: SweepFolder, meshes: URL, isReproducible: Bool) {
    (self.folder, self.meshes, self.isReproducible) = (folder, meshes, isReproducible)
  }

  public func outcome(
    of run: PlannedRun, in plan: SweepPlan, preparing: (PreparationEvent) -> Void
  ) throws(RunRefusal) -> RunOutcome {
    do {
      let tree = try plan.scenario(of: run)
      let scenario = try Scenario(
        parsing: tree.canonicalText(), file: "run \(run.id)", folder: plan.common.folder)
      if face?.body != run.body {
        // Two faces would be twice the memory.
        face = nil
        neighbours = SolvedNeighbours()
        preparing(.begins)
        defer { preparing(.ends) }
        face = (run.body, try prepared(scenario, body: run.body, in: plan))
      }
      guard let solved = face?.solved else { preconditionFailure("a face that was just prepared") }
      try clock.time("devices") { try solved.prepare(scenario, meshes: meshes, cells: cells) }
      let near = isReproducible ? nil : neighbours.nearest(to: run)
      let result = try solved.run(
        scenario, near: near?.steps, takesStock: !plan.common.results.measures.isEmpty, clock: clock
      )
      clock = result.clock
      if !isReproducible { neighbours.keep(solved.solved, of: run) }
      var outcome = clock.time("tables") { SelectedResults(result, plan.common.results).outcome }
      outcome.start = near?.id ?? "captured"
      return outcome
    } catch let refusal as RunRefusal {
      throw refusal
    } catch let failure as RunFailure {
      throw RunRefusal(failure.isDivergence ? .diverged : .input, "\(failure)")
    } catch {
      throw RunRefusal(.input, "\(error)")
    }
  }

  /// The face of a run; its rest shape comes from the folder where another worker has found it.
  private func prepared(_ scenario: Scenario, body: String, in plan: SweepPlan) throws -> SolvedFace
  {
    let place = folder.place(ofBody: body)
    // One finds the rest shape, and the others wait for it: it takes all of them the same time.
    let claim = try waitForTurn(place)
    defer { claim?.release() }
    let prepared = try PreparedFace(
      scenario, folder: URL(filePath: plan.common.folder, directoryHint: .isDirectory),
      meshes: meshes, cells: cells,
      clock: &clock)
    let states = SolvedStates(
      besides: place.path, key: SHA256Digest(of: body + (plan.common.program?.description ?? "")),
      mayRead: true,
      keepsSteps: false)
    return try SolvedFace(scenario, on: prepared, threads: 1, clock: &clock, states: states)
  }

  private func waitForTurn(_ place: URL) throws -> RunClaim? {
    let rest = URL(filePath: place.path + ".states/rest.state")
    while access(rest.path, F_OK) != 0 {
      if let claim = try RunClaim(URL(filePath: place.path + ".claim"), files: folder.files) {
        return claim
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
    return nil
  }
}

/// States of the last runs on a face.
struct SolvedNeighbours {
  private var entries: [(run: PlannedRun, steps: SolvedSteps)] = []

  /// So many are kept, so that the memory of a worker does not grow over a sweep.
  ///
  /// At 77 505 unknowns a state has 3 MB.
  private static let most = 32

  mutating func keep(_ steps: SolvedSteps, of run: PlannedRun) {
    if entries.count == Self.most { entries.removeFirst() }
    entries.append((run, steps))
  }

  /// The run that is most like another one: by the differences of its numbers relative to how far they are spread among the
  /// runs that are known; a word that is another one counts as far.
  func nearest(to run: PlannedRun) -> (id: String, steps: SolvedSteps)? {
    let names = run.axes.keys.sorted()
    let spreads = names.map { name -> Double in
      let values = (entries.map(\.run) + [run]).compactMap { Self.number($0.axes[name]) }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
    func distance(_ other: PlannedRun) -> Double {
      zip(names, spreads).reduce(0) { sum, axis in
        let (a, b) = (run.axes[axis.0], other.axes[axis.0])
        guard let x = Self.number(a), let y = Self.number(b) else {
          return sum + (a == b ? 0 : Self.far)
        }
        return sum + (axis.1 > 0 ? (x - y) * (x - y) / (axis.1 * axis.1) : 0)
      }
    }
    let best = entries.min { (distance($0.run), $0.run.number) < (distance($1.run), $1.run.number) }
    return best.map { ($0.run.id, $0.steps) }
  }

  private static let far = 100.0

  private static func number(_ value: JSONTree?) -> Double? {
    if case .number(let number) = value { number } else { nil }
  }
}
