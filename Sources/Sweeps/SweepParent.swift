import Foundation
import Glibc
import Scenarios

/// Looks after the workers of a sweep: starts them, ends those that take too much, and writes down why a run gave nothing
/// when its worker no longer can.
///
/// Several parents may look after workers of one plan, on one machine or on many that share the folder.
public final class SweepParent {
  /// How a sweep has ended, as far as this parent is concerned.
  public enum End: Equatable, Sendable {
    /// Every run has a record.
    case finished
    /// By a signal, which is named.
    case interrupted(Int32)
    /// The folder takes no more files, for the reason that is given.
    case stopped(String)
    /// Workers end before they have begun a run.
    case hopeless(String)
  }

  private let folder: SweepFolder
  private let command: [String]
  private let limits: RunLimits
  private let count: Int
  private let interruption: Interruption
  private var workers: [WorkerProcess] = []
  /// How often the worker of a run has died.
  private var deaths: [String: Int] = [:]
  private var earlyDeaths = 0
  private var isDone = false
  /// Called for each message of a worker, and about five times a second with none.
  public var watch: () -> Void = {}

  /// A run whose worker dies so often is given up.
  private static let mostDeaths = 3
  /// Seconds between two looks at the workers.
  private static let interval = 0.2

  /// - Parameters:
  ///   - folder: with a plan.
  ///   - command: what a worker is started with.
  ///   - workers: how many at a time.
  ///   - limits: of each run.
  ///   - interruption: what asks for the end.
  public init(
    _ folder: SweepFolder, command: [String], workers: Int, limits: RunLimits,
    interruption: Interruption
  ) {
    (self.folder, self.command, self.limits) = (folder, command, limits)
    (count, self.interruption) = (workers, interruption)
  }

  /// Looks after the workers until there is nothing left to do.
  ///
  /// - Throws: `SweepFolderError`.
  public func run() throws -> End {
    folder.files.removeOrphans()
    defer { endAll() }
    for _ in 0..<count { try start() }
    while !workers.isEmpty {
      wait()
      if let signal = interruption.signal { return .interrupted(signal) }
      for worker in workers {
        for message in worker.read() {
          if case .stopped(let reason) = message { return .stopped(reason) }
        }
        judge(worker)
        guard let end = worker.buried() else { continue }
        for message in worker.read() {
          if case .stopped(let reason) = message { return .stopped(reason) }
        }
        workers.removeAll { $0 === worker }
        if let failure = try mourn(worker, end) { return .hopeless(failure) }
      }
      watch()
    }
    return .finished
  }

  private func start() throws {
    let log = folder.place(ofLog: "\(ProcessIdentity.current.host)-\(getpid())")
    workers.append(try WorkerProcess(command, log: log))
  }

  /// Until a worker says something, but not for long.
  private func wait() {
    var sources = workers.map { pollfd(fd: $0.messages, events: Int16(POLLIN), revents: 0) }
    let wasHeard = poll(&sources, nfds_t(sources.count), Int32(1000 * Self.interval)) > 0
    // The pipe of a dead child answers at once, again and again.
    if wasHeard && sources.contains(where: { $0.revents & Int16(POLLHUP) != 0 }) { usleep(5000) }
  }

  /// Ends a worker that takes more than it may.
  private func judge(_ worker: WorkerProcess) {
    if let limit = limits.time, let time = worker.runTime, time > limit {
      let used = String(format: "%.1f", worker.runProcessorTime)
      worker.end(
        because: RunRefusal(.time, "took more than \(limit) s, \(used) s of them on a processor"))
    }
    if let limit = limits.memory, let memory = worker.memory, memory > limit {
      worker.end(
        because: RunRefusal(
          .memory,
          "the worker had \(Int(1e-6 * memory)) MB, and the limit is \(Int(1e-6 * limit)) MB"))
    }
  }

  /// Writes down what became of the run of a worker that has ended, and starts another one where that makes sense.
  ///
  /// - Returns: why it makes none; nil where it does.
  private func mourn(_ worker: WorkerProcess, _ end: WorkerProcess.End) throws -> String? {
    if end == .exit(0) && worker.sentence == nil { return nil }
    let how =
      switch end {
      case .exit(let code): "exit code \(code)"
      case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
      }
    guard let run = worker.run else {
      earlyDeaths += 1
      if earlyDeaths >= Self.mostDeaths {
        return "workers end before they begin: \(how); see the folder logs"
      }
      try start()
      return nil
    }
    deaths[run, default: 0] += 1
    if let sentence = worker.sentence {
      try folder.write(SweepRecord(run, sentence))
    } else if deaths[run] == Self.mostDeaths {
      let kind =
        end == .signal(SIGKILL) || end == .signal(SIGTERM) ? RunRefusal.Kind.killed : .crashed
      try folder.write(
        SweepRecord(
          run,
          RunRefusal(
            kind, "its worker ended by \(how), \(Self.mostDeaths) times of \(Self.mostDeaths)")))
    }
    try start()
    return nil
  }

  private func endAll() {
    for worker in workers { worker.end() }
    for worker in workers { while worker.buried() == nil { usleep(1000) } }
    workers = []
  }
}
