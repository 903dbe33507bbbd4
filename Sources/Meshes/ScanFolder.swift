import Foundation

/// The folder of a scan, from which the files it refers to are read; nothing outside is ever opened.
public struct ScanFolder: Sendable {
  private let root: URL

  public init(_ folder: URL) { root = folder.standardizedFileURL.resolvingSymlinksInPath() }

  /// The bytes of a file in the folder or below; nil where it is outside, missing or too large.
  ///
  /// Links are followed before the path is judged: what they lead to must be inside as well.
  ///
  /// - Parameters:
  ///   - name: the path that the scan gives, with slashes of either kind.
  ///   - limit: more bytes are not read.
  /// - Returns: the bytes, or nil.
  func bytes(of name: String, limit: Int) -> [UInt8]? {
    let path = name.replacingOccurrences(of: "\\", with: "/")
    guard !path.isEmpty, !path.contains("\0"), !path.hasPrefix("/"), !path.contains(":") else {
      return nil
    }
    let url = root.appendingPathComponent(path).standardizedFileURL.resolvingSymlinksInPath()
    let folder = root.path.hasSuffix("/") ? root.path : root.path + "/"
    guard url.path.hasPrefix(folder),
      let values = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey]),
      values.isRegularFile == true, let size = values.fileSize, size <= limit
    else { return nil }
    // Foundation loses a buffer of 4 kB for every empty file that it reads.
    guard size > 0 else { return [] }
    guard let data = try? Data(contentsOf: url) else { return nil }
    return [UInt8](data)
  }
}
