import Foundation
import Glibc
import Sweeps

/// A sweep whose runs are a formula, in processes that can be killed: `sweep-stub run FOLDER WORKERS` and `sweep-stub work FOLDER`.
///
/// A run waits as many milliseconds as its axis `wait` says, and does as its axis `fate` says.
@main struct SweepStub {
  static func main() throws {
    let words = CommandLine.arguments
    let folder = SweepFolder(path: words[2])
    switch words[1] {
    case "work":
      exit(try SweepWorker(folder, task: FormulaTask()).work() ? 0 : 75)
    default:
      let interruption = Interruption()
      interruption.listen()
      let plan = try folder.readPlan()
      folder.retry(plan, kinds: [.killed])
      let parent = SweepParent(
        folder, command: ["/proc/self/exe", "work", words[2]], workers: Int(words[3]) ?? 2,
        limits: plan.common.limits, interruption: interruption)
      switch try parent.run() {
      case .finished: exit(SweepProgress(of: plan, in: folder).failed == 0 ? 0 : 5)
      case .interrupted(let signal): exit(128 + signal)
      case .stopped, .hopeless: exit(75)
      }
    }
  }
}

/// y = sin x + x², after what `fate` says.
private final class FormulaTask: SweepTask {
  func outcome(of run: PlannedRun, in plan: SweepPlan, preparing: (PreparationEvent) -> Void)
    throws(RunRefusal) -> RunOutcome
  {
    func number(_ name: String) -> Double {
      if case .number(let number) = run.axes[name] { number } else { 0 }
    }
    Thread.sleep(forTimeInterval: 1e-3 * number("wait"))
    var hoard: [[UInt8]] = []
    switch run.axes["fate"] {
    case .string("diverge"): throw RunRefusal(.diverged, "as was wished")
    case .string("crash"):
      // Not caught by whoever writes a trace of the stack, which takes a second.
      signal(SIGABRT, SIG_DFL)
      abort()
    case .string("sleep"): Thread.sleep(forTimeInterval: 1000)
    case .string("hoard"):
      while true {
        hoard.append([UInt8](repeating: 1, count: 10_000_000))
        usleep(1000)
      }
    default: break
    }
    let x = number("x")
    return RunOutcome(columns: ["y", "wave"], values: [x * x + sin(x), sin(x)])
  }
}
