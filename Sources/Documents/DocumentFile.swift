import Foundation

extension StrictJSON {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: of the file.
  ///   - name: what it is called in messages; nil for the last part of its path.
  /// - Throws: `DocumentError` if the file is not there, too long, or not JSON.
  public convenience init(contentsOf url: URL, name: String? = nil) throws(DocumentError) {
    let file = name ?? url.lastPathComponent
    let bytes: Data?
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      // One byte more than is allowed tells that a file is longer, however long it is.
      bytes = try handle.read(upToCount: Self.largestFile + 1)
    } catch {
      let isThere = FileManager.default.fileExists(atPath: url.path)
      throw DocumentError(
        file: file,
        isThere
          ? "cannot be read; is it a file, and may you read it?" : "there is no such file")
    }
    try self.init(parsing: Array(bytes ?? Data()), file: file)
  }
}
