import Foundation
import Glibc

/// Which process this is, among all that may share a folder.
struct ProcessIdentity: Codable, Equatable, Sendable {
  /// Name of the machine.
  var host: String
  /// Changes when the machine is started, and from container to container.
  var boot: String
  var pid: Int32
  /// When it began, in ticks since the machine was started: numbers of processes are used again.
  var start: String

  static let current: ProcessIdentity = {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let boot = text("/proc/sys/kernel/random/boot_id")
    let space =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    let pid = getpid()
    return ProcessIdentity(
      host: host, boot: boot.trimmingCharacters(in: .whitespacesAndNewlines) + space, pid: pid,
      start: startTime(of: pid) ?? "")
  }()

  /// Whether it runs where this process can see it.
  var isOfThisMachine: Bool { host == Self.current.host && boot == Self.current.boot }

  /// Whether it still runs; only of this machine.
  var isAlive: Bool { Self.startTime(of: pid) == start }

  /// Field 22 of `/proc/PID/stat`; nil where there is no such process, or it is dead and only not yet buried.
  private static func startTime(of pid: Int32) -> String? {
    let stat = text("/proc/\(pid)/stat")
    // The name of the program stands in parentheses and may hold anything.
    guard let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return String(fields[19])
  }

  private static func text(_ path: String) -> String {
    // Files of /proc have no length, which `Data(contentsOf:)` allows for.
    (try? Data(contentsOf: URL(fileURLWithPath: path))).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }
}
