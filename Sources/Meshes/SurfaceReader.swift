import Foundation

/// Reads surfaces from the files of scanners and modellers: PLY, OBJ, STL.
public enum SurfaceReader {
  /// Reads the surface in a file; the format is found from the content, not from the name.
  ///
  /// Polygons are cut into triangles. Positions stay in the unit of the file, vertices and triangles in
  /// its order (those of an STL file in the order of first appearance, equal positions welded).
  ///
  /// - Throws: `SurfaceFileError`; nothing is ever read in part.
  public static func read(_ url: URL) throws(SurfaceFileError) -> TriangleSurface {
    try read(contents(of: url), file: url.lastPathComponent)
  }

  /// Reads the surface in the bytes of a file that is called `file` in messages.
  public static func read(_ bytes: [UInt8], file: String) throws(SurfaceFileError)
    -> TriangleSurface
  {
    guard !bytes.isEmpty else { throw .empty(file: file) }
    let surface = try readByContent(bytes, file: file)
    guard !surface.triangles.isEmpty else {
      throw .noTriangles(file: file, vertices: surface.positions.count)
    }
    return surface
  }

  private static func readByContent(_ bytes: [UInt8], file: String) throws(SurfaceFileError)
    -> TriangleSurface
  {
    if bytes.starts(with: Array("ply".utf8)) {
      return try PLYReader.read(bytes, file: file)
    }
    if STLReader.isBinary(bytes, file: file) {
      return try STLReader.readBinary(bytes, file: file)
    }
    if bytes.starts(with: Array("solid".utf8)) {
      return try STLReader.readText(bytes, file: file)
    }
    if OBJReader.recognizes(bytes) {
      return try OBJReader.read(bytes, file: file)
    }
    throw .unknownFormat(file: file, found: bytes[...].quoted)
  }

  private static func contents(of url: URL) throws(SurfaceFileError) -> [UInt8] {
    let file = url.lastPathComponent
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .unreadable(file: file, reason: "there is no such file")
    }
    guard !isFolder.boolValue else { throw .unreadable(file: file, reason: "it is a folder") }
    do {
      return [UInt8](try Data(contentsOf: url))
    } catch {
      throw .unreadable(file: file, reason: error.localizedDescription)
    }
  }
}
