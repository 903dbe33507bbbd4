import Foundation
import Glibc

/// Writes files that appear whole or not at all, and once at most where that is asked for.
///
/// A file is written under another name in a folder of the same file system, brought to the disk (`fsync`), and then renamed or
/// linked; both are atomic on local disks and on NFS.
struct WholeFile {
  /// Where files lie that are not finished.
  let drafts: URL

  /// Writes a file in the place of one that may be there.
  func replace(_ url: URL, with data: Data) throws(SweepFolderError) {
    let draft = try write(data, for: url)
    defer { unlink(draft) }
    guard rename(draft, url.path) == 0 else { throw SweepFolderError(url.path, errno: errno) }
    Self.sync(folderOf: url)
  }

  /// Writes a file unless there is one.
  ///
  /// - Returns: whether it was written; false where there was one, which stays.
  func create(_ url: URL, with data: Data, isLasting: Bool = true) throws(SweepFolderError) -> Bool
  {
    let draft = try write(data, for: url, isLasting: isLasting)
    defer { unlink(draft) }
    if link(draft, url.path) == 0 {
      if isLasting { Self.sync(folderOf: url) }
      return true
    }
    if errno == EEXIST { return false }
    throw SweepFolderError(url.path, errno: errno)
  }

  /// The path of a draft with these bytes.
  private func write(_ data: Data, for url: URL, isLasting: Bool = true) throws(SweepFolderError)
    -> String
  {
    // Names of their own for every process and thread; the host keeps machines that share a folder apart.
    let path = drafts.appending(
      path: "\(ProcessIdentity.current.host).\(getpid()).\(UInt64.random(in: 0 ... .max))"
    ).path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SweepFolderError(path, errno: errno) }
    var rest = Array(data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw given(up: path, descriptor, for: url) }
      rest = rest.dropFirst(count)
    }
    guard !isLasting || fsync(descriptor) == 0 else { throw given(up: path, descriptor, for: url) }
    guard close(descriptor) == 0 else { throw given(up: path, -1, for: url) }
    return path
  }

  /// Why a draft was not finished; removes it.
  private func given(up path: String, _ descriptor: Int32, for url: URL) -> SweepFolderError {
    let number = errno
    if descriptor >= 0 { close(descriptor) }
    unlink(path)
    return SweepFolderError(url.path, errno: number)
  }

  /// Removes drafts of processes of this machine that are no more.
  func removeOrphans() {
    let me = ProcessIdentity.current
    for name in (try? FileManager.default.contentsOfDirectory(atPath: drafts.path)) ?? [] {
      let parts = name.split(separator: ".")
      guard parts.count >= 3, parts.dropLast(2).joined(separator: ".") == me.host,
        let pid = Int32(parts[parts.count - 2]), kill(pid, 0) != 0, errno == ESRCH
      else { continue }
      unlink(drafts.appending(path: name).path)
    }
  }

  /// A name in a folder is lost with the power unless the folder is brought to the disk as well.
  private static func sync(folderOf url: URL) {
    let descriptor = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    // Some network file systems do not know it of folders; they write names at once.
    _ = fsync(descriptor)
    close(descriptor)
  }
}
