import Glibc

/// What each stage of a run took.
public struct StageClock: Sendable {
  /// One stage.
  public struct Stage: Sendable, Equatable {
    public var name: String
    /// Seconds on the wall and of processors.
    public var wall: Double
    public var cpu: Double
  }

  public private(set) var stages: [Stage] = []
  private let listener: (@Sendable (String) -> Void)?

  /// - Parameter listener: told the name of each stage as it begins.
  public init(listener: (@Sendable (String) -> Void)? = nil) { self.listener = listener }

  /// Does a stage and notes what it took; a stage of a known name adds to it.
  public mutating func time<R, E: Error>(_ name: String, _ body: () throws(E) -> R) throws(E) -> R {
    listener?(name)
    let (wall, cpu) = (Self.wallSeconds(), Self.cpuSeconds())
    let result = try body()
    let stage = Stage(
      name: name, wall: Self.wallSeconds() - wall, cpu: Self.cpuSeconds() - cpu)
    if let known = stages.firstIndex(where: { $0.name == name }) {
      stages[known].wall += stage.wall
      stages[known].cpu += stage.cpu
    } else {
      stages.append(stage)
    }
    return result
  }

  /// Largest resident memory of the process so far, in bytes.
  public static func peakMemory() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return 1024 * Double(usage.ru_maxrss)
  }

  private static func wallSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
  }

  /// Processor seconds of the process so far.
  public static func cpuSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
  }
}
