import Foundation
import Reports
import Scenarios
import Solvers
import Synchronization

/// Says how far a run is: a line that is drawn over on a terminal, else one per stage, or JSON lines.
///
/// A thread of its own looks after it, so that no stage is silent for ten seconds.
final class RunProgress: Sendable {
  enum Style: Sendable { case quiet, lines, redrawn, events }

  private struct State {
    var pace: RunPace
    var stage = ""
    var step = ""
    var count = 0
    var last: NewtonIteration?
    /// When something was last said, in seconds from the start.
    var spoken = 0.0
    var isOver = false
  }

  private let style: Style
  private let console: Console
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// Seconds after which a silent stage says that it goes on; ten are promised, and the thread may be late.
  private static let patience = 8.0

  init(_ request: RunRequest, estimate: RunEstimate, console: Console) {
    self.console = console
    style =
      request.isQuiet
      ? .quiet : request.printsJSON ? .events : console.isTerminal ? .redrawn : .lines
    state = Mutex(State(pace: RunPace(estimate)))
    guard style != .quiet else { return }
    Thread.detachNewThread { [weak self] in
      while let progress = self, progress.tick() { Thread.sleep(forTimeInterval: 0.5) }
    }
  }

  /// A stage begins.
  func begin(_ stage: String) {
    say { state, elapsed in
      state.pace.begin(stage, at: elapsed)
      (state.stage, state.step, state.count, state.last) = (stage, "", 0, nil)
      return .stage
    }
  }

  /// An iteration of a step ended.
  func note(_ step: String, _ iteration: NewtonIteration) {
    say { state, _ in
      state.count = state.step == step ? state.count + 1 : 1
      (state.step, state.last) = (step, iteration)
      return .iteration
    }
  }

  /// The run is over; the line is cleared.
  func finish() {
    state.withLock { state in
      if !state.isOver && style == .redrawn { console.redraw("") }
      state.isOver = true
    }
  }

  /// Prints the last event, with the manifest.
  func tellDone(_ manifest: RunManifest) {
    console.tell(RunEvent(event: .done, elapsed_s: tenths(elapsed), manifest: manifest))
  }

  // MARK: - Saying

  private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Changes the state and says what came of it; the lock keeps lines whole.
  private func say(_ change: (inout State, Double) -> RunEvent.Kind?) {
    let elapsed = elapsed
    state.withLock { state in
      guard let kind = change(&state, elapsed), !state.isOver else { return }
      switch style {
      case .quiet: return
      case .redrawn: console.redraw(String(line(state, at: elapsed).prefix(79)))
      case .events: console.tell(event(kind, state, at: elapsed))
      case .lines where kind == .iteration: return
      case .lines: console.note(kind == .stage ? "  \(state.stage) …" : line(state, at: elapsed))
      }
      state.spoken = elapsed
    }
  }

  /// Says that a silent stage goes on; false when the run is over.
  private func tick() -> Bool {
    say { state, elapsed in
      let isDue = style == .redrawn || elapsed - state.spoken > Self.patience
      return isDue && !state.stage.isEmpty ? .alive : nil
    }
    return state.withLock { !$0.isOver }
  }

  /// As in `  solve supine: iteration 3, correction 1.2e-03 mm, 2.1e-04 N off, about 12 s left`.
  private func line(_ state: State, at elapsed: Double) -> String {
    var parts: [String] = []
    if let last = state.last {
      parts.append(
        String(
          format: "iteration %d, correction %.1e mm, %.1e N off", state.count,
          1e3 * last.correction, last.imbalance))
    }
    parts.append(String(format: "about %.0f s left", state.pace.left(at: elapsed)))
    return "  \(state.stage): \(parts.joined(separator: ", "))"
  }

  private func event(_ kind: RunEvent.Kind, _ state: State, at elapsed: Double) -> RunEvent {
    var event = RunEvent(
      event: kind, elapsed_s: tenths(elapsed), left_s: tenths(state.pace.left(at: elapsed)),
      stage: state.stage)
    guard let last = state.last else { return event }
    (event.step, event.iteration) = (state.step, state.count)
    (event.correction_mm, event.imbalance_N) = (1e3 * last.correction, last.imbalance)
    return event
  }
}

private func tenths(_ seconds: Double) -> Double { (10 * seconds).rounded() / 10 }
