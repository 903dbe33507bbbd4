import Foundation
import Glibc

/// The system that ran a computation, without the name of the machine or of its user.
public struct Platform: Codable, Equatable, Sendable {
  public var system: String
  /// As in `6.1.0-18-amd64`.
  public var kernel: String
  public var architecture: String
  /// As the distribution calls itself; empty where it does not say.
  public var distribution: String

  /// This machine's.
  public static var current: Platform {
    var name = utsname()
    uname(&name)
    return Platform(
      system: text(&name.sysname), kernel: text(&name.release),
      architecture: text(&name.machine), distribution: distributionName())
  }

  /// A field of `utsname`: characters up to a zero.
  private static func text<T>(_ field: inout T) -> String {
    withUnsafeBytes(of: &field) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private static func distributionName() -> String {
    let lines = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    let key = "PRETTY_NAME="
    let line = lines.split(separator: "\n").first { $0.hasPrefix(key) }
    return line.map { $0.dropFirst(key.count).replacingOccurrences(of: "\"", with: "") } ?? ""
  }
}
