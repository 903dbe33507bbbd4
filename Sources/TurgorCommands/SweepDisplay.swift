import Foundation
import Sweeps

/// How far a sweep is: a line that is drawn over on a terminal, else one now and then.
final class SweepDisplay {
  private let plan: SweepPlan
  private let folder: SweepFolder
  private let console: Console
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private var spoken = ContinuousClock.now
  /// Runs that had ended before this parent began.
  private let before: Int

  /// Seconds between two lines where nobody watches, and where somebody does.
  private static let (patience, refresh) = (30.0, 1.0)

  init(_ plan: SweepPlan, in folder: SweepFolder, console: Console, isQuiet: Bool) {
    (self.plan, self.folder, self.console, self.isQuiet) = (plan, folder, console, isQuiet)
    before = folder.endedCount
  }

  /// Says how far it is, if it is time to.
  func look() {
    let interval = console.isTerminal ? Self.refresh : Self.patience
    guard !isQuiet, (ContinuousClock.now - spoken) / .seconds(1) >= interval else { return }
    spoken = .now
    let ended = folder.endedCount
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    var line = "  \(ended) of \(plan.runs.count) runs"
    if ended > before {
      let left = elapsed / Double(ended - before) * Double(plan.runs.count - ended)
      line += String(
        format: ", %.2f s each, about %@ left", elapsed / Double(ended - before),
        SweepCheck.duration(left))
    }
    if console.isTerminal { console.redraw(String(line.prefix(79))) } else { console.note(line) }
  }

  /// Clears the line.
  func finish() { if console.isTerminal && !isQuiet { console.redraw("") } }
}
