import Foundation
import Glibc

/// That one process, and no other, does a run: a file that only one of them can make.
///
/// It is taken back from a process that is no more: at once on the same machine, on another one when it has not been touched for
/// `patience`. Should two processes do the same run after all, the record of one of them counts, and nothing is lost but time.
struct RunClaim: Sendable {
  let url: URL
  private let owner: ProcessIdentity

  /// Seconds between two touches of a claim that is at work.
  static let heartbeat = 10.0
  /// Seconds after which a claim of another machine counts as left behind: a dozen touches did not come.
  static let patience = 120.0

  /// Claims a run.
  ///
  /// - Returns: nil where another process has it.
  init?(_ url: URL, files: WholeFile) throws(SweepFolderError) {
    (self.url, owner) = (url, .current)
    guard let data = try? JSONEncoder().encode(owner) else { return nil }
    if try files.create(url, with: data, isLasting: false) { return }
    guard Self.takeAway(url, files: files), try files.create(url, with: data, isLasting: false)
    else { return nil }
  }

  /// Removes a claim that was left behind.
  ///
  /// - Returns: whether it is gone.
  private static func takeAway(_ url: URL, files: WholeFile) -> Bool {
    guard let seen = try? Data(contentsOf: url) else { return true }
    guard isLeftBehind(url, seen, files: files) else { return false }
    // Of several that see it, one can rename it; it may have been another's by then, and goes back.
    let aside = files.drafts.appending(path: "claim.\(UInt64.random(in: 0 ... .max))")
    guard rename(url.path, aside.path) == 0 else { return true }
    defer { unlink(aside.path) }
    guard (try? Data(contentsOf: aside)) == seen else {
      link(aside.path, url.path)
      return false
    }
    return true
  }

  private static func isLeftBehind(_ url: URL, _ seen: Data, files: WholeFile) -> Bool {
    guard let owner = try? JSONDecoder().decode(ProcessIdentity.self, from: seen) else {
      return false
    }
    if owner.isOfThisMachine { return !owner.isAlive }
    // Clocks of machines differ: the file system's own says what time it is.
    let clock = files.drafts.appending(path: "clock.\(getpid())")
    defer { unlink(clock.path) }
    guard (try? Data().write(to: clock)) != nil, let now = age(clock), let then = age(url) else {
      return false
    }
    return now - then > patience
  }

  private static func age(_ url: URL) -> Double? {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    return Double(status.st_mtim.tv_sec) + 1e-9 * Double(status.st_mtim.tv_nsec)
  }

  /// Says that the work goes on.
  func touch() { utimensat(AT_FDCWD, url.path, nil, 0) }

  /// Gives it up, unless it has been taken away.
  func release() {
    guard let data = try? Data(contentsOf: url),
      let holder = try? JSONDecoder().decode(ProcessIdentity.self, from: data), holder == owner
    else { return }
    unlink(url.path)
  }
}
