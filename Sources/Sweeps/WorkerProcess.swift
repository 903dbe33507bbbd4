import Foundation
import Glibc

/// A child process that works on a sweep, as its parent sees it.
final class WorkerProcess {
  let pid: pid_t
  /// What it does now; nil between two runs.
  private(set) var run: String?
  /// When it began that run, without the work that runs share.
  private(set) var runStart = ContinuousClock.now
  private var processorStart = 0.0
  private(set) var isPreparing = false
  private var preparationStart = ContinuousClock.now
  /// Where its messages come from.
  let messages: Int32
  /// As long as this is open the child knows that its parent is there.
  private let lifeline: Int32
  private var text = ""

  /// Why it was ended, if its parent did so.
  var sentence: RunRefusal?

  /// Starts a child.
  ///
  /// - Parameters:
  ///   - command: the program and its words.
  ///   - log: where its standard error goes.
  /// - Throws: `SweepFolderError` where that cannot be.
  init(_ command: [String], log: URL) throws(SweepFolderError) {
    let (input, output) = (try Self.pipe(), try Self.pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: Ctrl-C on the terminal is the parent's to answer.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    let failure = posix_spawn(&child, command[0], &actions, &attributes, &words, environ)
    close(input[0])
    close(output[1])
    (pid, lifeline, messages) = (child, input[1], output[0])
    guard failure == 0 else { throw SweepFolderError(command[0], errno: failure) }
    _ = fcntl(messages, F_SETFL, O_NONBLOCK)
  }

  /// The two ends of a pipe, which no other child inherits: a sibling would keep it open.
  private static func pipe() throws(SweepFolderError) -> [Int32] {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw SweepFolderError("pipe", errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  deinit {
    close(messages)
    close(lifeline)
  }

  /// What it has said since the last time.
  func read() -> [WorkerMessage] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(messages, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    var found: [WorkerMessage] = []
    while let end = text.firstIndex(of: "\n") {
      if let message = WorkerMessage(line: text[..<end]) {
        note(message)
        found.append(message)
      }
      text = String(text[text.index(after: end)...])
    }
    return found
  }

  private func note(_ message: WorkerMessage) {
    switch message {
    case .begun(let run): (self.run, runStart, processorStart) = (run, .now, processorTime)
    case .preparing: (isPreparing, preparationStart) = (true, .now)
    case .prepared:
      (isPreparing, runStart) = (false, runStart + (.now - preparationStart))
      processorStart = processorTime
    case .ended: run = nil
    case .stopped: break
    }
  }

  /// Seconds that its run has taken so far; nil while it does none, or prepares what runs share.
  var runTime: Double? {
    run == nil || isPreparing ? nil : (ContinuousClock.now - runStart) / .seconds(1)
  }

  /// Processor seconds of its run so far: a run that takes long without them waits for something.
  var runProcessorTime: Double { processorTime - processorStart }

  /// Processor seconds of the process, fields 14 and 15 of `/proc/PID/stat`; 0 where they cannot be known.
  private var processorTime: Double {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return 0 }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
    else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Resident memory in bytes; nil where it cannot be known.
  var memory: Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return nil }
    return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Ends it, at once.
  func end(because sentence: RunRefusal? = nil) {
    self.sentence = self.sentence ?? sentence
    kill(pid, SIGKILL)
  }

  /// How a child has ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// How it has ended; nil while it runs.
  func buried() -> End? {
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
