import Foundation
import Glibc
import Provenance
import Scenarios
import Synchronization

/// Does runs of a sweep, one after the other, until all have a record.
public final class SweepWorker {
  private let folder: SweepFolder
  private let plan: SweepPlan
  private let task: any SweepTask
  private let program = Build.program.map { String($0.description.prefix(16)) }
  private let claim = HeldClaim()
  /// Runs that have no record as far as is known, by body.
  private var open: [String: Queue]
  /// Bodies in the order of the plan.
  private let bodies: [String]
  private var body: String?

  /// - Parameters:
  ///   - folder: with a plan.
  ///   - task: what is done for each run.
  /// - Throws: `SweepFolderError`.
  public init(_ folder: SweepFolder, task: any SweepTask) throws {
    (self.folder, self.task) = (folder, task)
    plan = try folder.readPlan()
    open = Dictionary(grouping: plan.runs, by: \.body).mapValues { Queue(fresh: $0[...]) }
    var seen: Set<String> = []
    bodies = plan.runs.map(\.body).filter { seen.insert($0).inserted }
  }

  /// Works until nothing is left; messages go to standard output.
  ///
  /// - Returns: whether the work is done; false where the folder takes no more files.
  public func work() -> Bool {
    // A write that meets a limit or a closed pipe returns an error instead.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    endWithParent()
    keepTouching()
    do {
      while let run = try next() { try perform(run) }
      return true
    } catch {
      tell(.stopped(reason: "\(error)"))
      return false
    }
  }

  // MARK: - Which run is next

  /// Runs of one body that are left.
  private struct Queue {
    /// Not looked at in this turn.
    var fresh: ArraySlice<PlannedRun>
    /// Others were at work on these when they were looked at.
    var waiting: [PlannedRun] = []
  }

  /// Claims a run that has no record; waits while others are at work on all that are left.
  private func next() throws -> PlannedRun? {
    while true {
      if let body, let run = try claim(of: body) { return run }
      for body in bodiesInTurn() {
        if let run = try claim(of: body) {
          self.body = body
          return run
        }
      }
      if open.isEmpty { return nil }
      Thread.sleep(forTimeInterval: 0.2)
    }
  }

  /// Those with runs left, from a place of its own on, so that workers spread over the bodies.
  private func bodiesInTurn() -> [String] {
    let left = bodies.filter { open[$0] != nil && $0 != body }
    guard !left.isEmpty else { return [] }
    let first = Int(getpid()) % left.count
    return Array(left[first...] + left[..<first])
  }

  /// Claims the first run of a body that nobody has; nil where there is none.
  private func claim(of body: String) throws -> PlannedRun? {
    while let run = open[body]?.fresh.popFirst() {
      if folder.hasRecord(run.id) { continue }
      guard let claim = try RunClaim(folder.place(ofClaim: run.id), files: folder.files) else {
        open[body]?.waiting.append(run)
        continue
      }
      // Its former owner may have ended it between the two looks.
      if folder.hasRecord(run.id) {
        claim.release()
        continue
      }
      self.claim.hold(claim)
      return run
    }
    // The next turn looks at those again that others had.
    if let waiting = open[body]?.waiting {
      open[body] = waiting.isEmpty ? nil : Queue(fresh: waiting[...])
    }
    return nil
  }

  // MARK: - One run

  private func perform(_ run: PlannedRun) throws {
    tell(.begun(run: run.id))
    var clock = StageClock()
    var shared = 0.0
    var sharedProcessor = 0.0
    var start = (wall: 0.0, processor: 0.0)
    let preparing: (PreparationEvent) -> Void = { event in
      switch event {
      case .begins:
        start = (Self.seconds(), StageClock.cpuSeconds())
        self.tell(.preparing)
      case .ends:
        shared += Self.seconds() - start.wall
        sharedProcessor += StageClock.cpuSeconds() - start.processor
        self.tell(.prepared)
      }
    }
    var record = try clock.time("run") {
      do {
        let outcome = try task.outcome(of: run, in: plan, preparing: preparing)
        return SweepRecord(run.id, outcome, columns: try folder.keep(columns: outcome.columns))
      } catch let refusal as RunRefusal {
        return SweepRecord(run.id, refusal)
      }
    }
    record.wall_s = clock.stages[0].wall - shared
    record.cpu_s = clock.stages[0].cpu - sharedProcessor
    record.memory_MB = 1e-6 * StageClock.peakMemory()
    record.program = program
    try folder.write(record)
    claim.release()
    tell(.ended(run: run.id, record.status))
  }

  private static func seconds() -> Double { Date.timeIntervalSinceReferenceDate }

  // MARK: - Beside the work

  private func tell(_ message: WorkerMessage) {
    var bytes = Array((message.line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // Without a parent nobody listens, and `endWithParent` ends the process.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Ends this process when the other end of standard input is closed: its parent is no more.
  private func endWithParent() {
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { _exit(0) }
      }
    }
  }

  private func keepTouching() {
    let claim = claim
    Thread.detachNewThread {
      while true {
        claim.touch()
        Thread.sleep(forTimeInterval: RunClaim.heartbeat)
      }
    }
  }
}

/// The claim of the run that is being done, which a thread beside the work touches.
private final class HeldClaim: Sendable {
  private let claim = Mutex<RunClaim?>(nil)

  func hold(_ new: RunClaim) { claim.withLock { $0 = new } }

  func touch() { claim.withLock { $0?.touch() } }

  func release() {
    claim.withLock { held in
      held?.release()
      held = nil
    }
  }
}
