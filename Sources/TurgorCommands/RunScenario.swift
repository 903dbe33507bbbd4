import Foundation
import Reports
import Scenarios
import Solvers

/// Computes what `request` asks for, and writes the results.
///
/// - Parameters:
///   - request: what was asked for.
///   - console: is told how far it is.
///   - face: the face of the request before, if it is the same one.
/// - Returns: `.done`, or how else the process is to end.
/// - Throws: `CommandFailure` with the sentence for the user.
func runScenario(_ request: RunRequest, console: Console, on face: FaceAtHand = FaceAtHand())
  throws -> ExitCode
{
  let meshes = try MeshesFolder.found()
  let plan = try ScenarioPlan(request.scenario, meshes: meshes)
  if let refusal = request.memory.refusal(of: plan.estimate) {
    throw CommandFailure(.refused, refusal)
  }
  let identity = try RunIdentity(
    inputs: RunInputs(of: request.scenario, at: request.scenarioPath, meshes: meshes),
    file: request.file, scenario: request.scenario,
    outputs: request.wantsFindings ? ["findings"] : [])
  if request.resumes, FinishedRun(in: request.output)?.isWhole(of: identity) ?? false {
    console.note("nothing to do: \(request.output) is the whole result of this input")
    if request.printsJSON { console.tell(RunEvent(event: .done, elapsed_s: 0)) }
    return .done
  }
  let folder = try RunFolder(path: request.output)
  let states = solvedStates(request, identity, console)
  let progress = RunProgress(request, estimate: plan.estimate, console: console)
  defer { progress.finish() }
  let result = try solve(
    request, meshes: meshes, states: states, progress: progress, on: face)
  let report = RunReport(result, identity: identity, wantsFindings: request.wantsFindings)
  let (manifest, warnings, finished) = try report.write(to: folder)
  states.remove()
  progress.finish()
  for warning in warnings { console.warn(warning) }
  if !request.isQuiet { summarize(result, clock: finished, request: request, console: console) }
  if request.printsJSON { progress.tellDone(manifest) }
  return .done
}

/// Prepares the face and finds the equilibria.
private func solve(
  _ request: RunRequest, meshes: URL, states: SolvedStates, progress: RunProgress,
  on face: FaceAtHand
) throws -> ScenarioResult {
  var clock = StageClock { progress.begin($0) }
  let log = try request.log.map(openLog)
  func watch(_ step: String, _ iteration: NewtonIteration) {
    log?.add(step, iteration)
    progress.note(step, iteration)
  }
  do {
    let solved = try face.solved(
      for: request, meshes: meshes, states: states, clock: &clock, watch: watch)
    return try solved.run(request.scenario, clock: clock, wantsErrorBars: true, watch: watch)
  } catch {
    // The same input would fail again in the same way.
    states.remove()
    throw error
  }
}

/// What an interrupted run has left, and a line about it.
private func solvedStates(_ request: RunRequest, _ identity: RunIdentity, _ console: Console)
  -> SolvedStates
{
  let old = SolvedStates(besides: request.output, key: identity.key, mayRead: true)
  switch (old.found, request.resumes) {
  case (.nothing, true): console.note("nothing to resume: the run begins at the beginning")
  case (.ours(let count), true):
    console.note("resumed: \(count) solved \(count == 1 ? "state" : "states") found")
  case (.ours, false):
    console.note("solutions of an interrupted run are discarded; --resume would go on from them")
  case (.stale, true):
    console.note(
      "\(request.output).states is of other input or another version of the program: ignored, the "
        + "run begins at the beginning")
  case (.stale, false), (.nothing, false): break
  }
  return SolvedStates(besides: request.output, key: identity.key, mayRead: request.resumes)
}

/// The stage table, and a few numbers to see at once.
private func summarize(
  _ result: ScenarioResult, clock: StageClock, request: RunRequest, console: Console
) {
  func row(_ name: String, _ wall: Double, _ cpu: Double) -> String {
    name.padding(toLength: 18, withPad: " ", startingAt: 0)
      + String(format: "%8.2f s %8.2f s", wall, cpu)
  }
  console.note("stage                   wall        cpu")
  for stage in clock.stages { console.note(row(stage.name, stage.wall, stage.cpu)) }
  console.note(
    row(
      "all", clock.stages.reduce(0) { $0 + $1.wall }, clock.stages.reduce(0) { $0 + $1.cpu }))
  let tissue = result.prepared.face.tissue
  console.note(
    String(
      format: "%d unknowns, %.0f MB at most, minimum scaled Jacobian %.2f",
      result.degreesOfFreedom, StageClock.peakMemory() / 1e6, tissue.minimumScaledJacobian))
  if let registration = result.prepared.registration {
    console.note(
      String(
        format: "scan met within %.3f mm (median), %.3f mm (95 %%)",
        1e3 * registration.medianResidual, 1e3 * registration.residual95))
  }
  console.note(
    String(
      format: "rest shape: up to %.2f mm from the face as captured (%@); loaded again it misses by"
        + " %.1e mm at most", 1e3 * (result.rest.displacements.map(\.length).max() ?? 0),
      "\(result.rest.captured)", 1e3 * result.rest.roundTripMaximum))
  for step in result.steps {
    guard let face = step.zones.last else { continue }
    console.note(
      String(
        format: "%@: mean displacement %.2f mm, 95 %% below %.2f mm, most %.2f mm",
        step.id, 1e3 * face.mean, 1e3 * face.percentile95, 1e3 * face.maximum))
  }
  for change in result.changes {
    guard let face = change.zones.last else { continue }
    console.note(
      String(
        format: "%@ to %@: mean %.2f mm, most %.2f mm", change.from, change.to, 1e3 * face.mean,
        1e3 * face.maximum))
  }
  for outcome in result.probes {
    let figures = outcome.run.curve.parameters
    console.note(
      String(
        format: "%@: the skin gives way %.3f mm (R0), R2 %.2f, R5 %.2f, R7 %.2f", outcome.step,
        1e3 * figures.r0, figures.r2, figures.r5, figures.r7))
  }
  for outcome in result.expectationOutcomes {
    console.note("\(outcome.isMet ? "as expected" : "NOT as expected"): \(outcome)")
  }
  console.note("results in \(request.output)")
}

private func openLog(_ path: String) throws(CommandFailure) -> SolverLog {
  do {
    return try SolverLog(path: path)
  } catch {
    throw CommandFailure(.temporary, "--log \(path): \(error.localizedDescription)")
  }
}
