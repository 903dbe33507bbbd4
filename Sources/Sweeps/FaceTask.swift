import Documents
import EnergyDevices
import Foundation
import Provenance
import Scenarios

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
  /// Corrections of all equilibria so far, by the tangent that they came from.
  public private(set) var corrections: [String: Int] = [:]

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
      let beginning = isReproducible ? nil : neighbours.beginning(of: run)
      let near = clock.time("neighbours") {
        beginning.map { solved.mixed($0.schedules, weights: $0.weights) }
      }
      let wanted = plan.common.results.steps
      let result = try solved.run(
        scenario, near: near, only: wanted.isEmpty ? nil : Set(wanted),
        takesStock: !plan.common.results.measures.isEmpty, clock: clock
      )
      clock = result.clock
      for iteration in result.steps.flatMap(\.history) {
        corrections[iteration.tangent.rawValue, default: 0] += 1
      }
      if !isReproducible { neighbours.keep(solved.solved, of: run) }
      var outcome = clock.time("tables") { SelectedResults(result, plan.common.results).outcome }
      outcome.start = beginning?.id ?? "captured"
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
      besides: place.path, key: SHA256Digest(of: body + (Build.program?.description ?? "")),
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
