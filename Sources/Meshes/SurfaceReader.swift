import Foundation

/// Reads surfaces from the files of scanners and modellers: PLY, OBJ, STL, GLB.
public enum SurfaceReader {
  /// Reads the surface in a file; the format is found from the content, not from the name.
  ///
  /// Polygons are cut into triangles. Positions stay in the unit of the file, vertices and triangles in
  /// its order (those of an STL file in the order of first appearance, equal positions welded).
  ///
  /// - Throws: `SurfaceFileError`, for a position that is not finite as well; nothing is ever read in
  ///   part.
  public static func read(_ url: URL) throws(SurfaceFileError) -> TriangleSurface {
    try read(
      contents(of: url, .init()), file: url.lastPathComponent, folder: folder(of: url),
      allowsNotFinite: false
    ).surface
  }

  /// Reads the surface in the bytes of a file that is called `file` in messages.
  public static func read(_ bytes: [UInt8], file: String) throws(SurfaceFileError)
    -> TriangleSurface
  {
    try read(bytes, file: file, folder: nil, allowsNotFinite: false).surface
  }

  /// Reads the surface in a PLY file, and every single value of its vertices by the name of the property.
  ///
  /// - Parameter url: of the file.
  /// - Returns: positions, triangles and colours as by `read`, and numbers that may be infinite or not a number.
  /// - Throws: `SurfaceFileError`.
  public static func readWithNumbers(_ url: URL) throws(SurfaceFileError) -> (
    surface: TriangleSurface, numbers: [String: [Double]]
  ) {
    var numbers: [String: [Double]]? = [:]
    let surface = try PLYReader.read(
      contents(of: url, .init()), file: url.lastPathComponent, numbers: &numbers)
    return (surface, numbers ?? [:])
  }

  /// Reads a file that is to be repaired: positions may be infinite or not a number.
  ///
  /// Pictures of a texture are read from the folder of the file or below, from nowhere else.
  public static func readUnrepaired(_ url: URL, limits: SurfaceFileLimits = .init())
    throws(SurfaceFileError) -> SurfaceFile
  {
    try read(
      contents(of: url, limits), file: url.lastPathComponent, folder: folder(of: url),
      allowsNotFinite: true, limits: limits)
  }

  /// Reads the bytes of a file that is to be repaired, with pictures from `folder` if there is one.
  public static func readUnrepaired(
    _ bytes: [UInt8], file: String, folder: ScanFolder? = nil,
    limits: SurfaceFileLimits = .init()
  ) throws(SurfaceFileError) -> SurfaceFile {
    try read(bytes, file: file, folder: folder, allowsNotFinite: true, limits: limits)
  }

  private static func read(
    _ bytes: [UInt8], file: String, folder: ScanFolder?, allowsNotFinite: Bool,
    limits: SurfaceFileLimits = .init()
  ) throws(SurfaceFileError) -> SurfaceFile {
    guard !bytes.isEmpty else { throw .empty(file: file) }
    let format = try format(of: bytes, file: file)
    let surface: TriangleSurface
    switch format {
    case .ply:
      surface = try PLYReader.read(bytes, file: file, allowsNotFinite: allowsNotFinite)
    case .stl where STLReader.isBinary(bytes, file: file):
      surface = try STLReader.readBinary(bytes, file: file, allowsNotFinite: allowsNotFinite)
    case .stl:
      surface = try STLReader.readText(bytes, file: file, allowsNotFinite: allowsNotFinite)
    case .obj:
      surface = try OBJReader.read(
        bytes, file: file, folder: folder, allowsNotFinite: allowsNotFinite, limits: limits)
    case .glb:
      surface = try GLBReader.read(
        bytes, file: file, folder: folder, allowsNotFinite: allowsNotFinite, limits: limits)
    }
    guard !surface.triangles.isEmpty else {
      throw .noTriangles(file: file, vertices: surface.positions.count)
    }
    guard surface.triangles.count <= limits.triangles else {
      throw .tooLarge(
        file: file, what: "triangles", found: surface.triangles.count, limit: limits.triangles)
    }
    return SurfaceFile(format: format, surface: surface)
  }

  private static func format(of bytes: [UInt8], file: String) throws(SurfaceFileError)
    -> SurfaceFormat
  {
    if bytes.starts(with: Array("ply".utf8)) { return .ply }
    if bytes.starts(with: Array("glTF".utf8)) { return .glb }
    if STLReader.isBinary(bytes, file: file) { return .stl }
    if bytes.starts(with: Array("solid".utf8)) { return .stl }
    if OBJReader.recognizes(bytes) { return .obj }
    throw .unknownFormat(file: file, found: bytes[...].quoted)
  }

  private static func folder(of url: URL) -> ScanFolder {
    ScanFolder(url.deletingLastPathComponent())
  }

  private static func contents(of url: URL, _ limits: SurfaceFileLimits) throws(SurfaceFileError)
    -> [UInt8]
  {
    let file = url.lastPathComponent
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .unreadable(file: file, reason: "there is no such file")
    }
    guard !isFolder.boolValue else { throw .unreadable(file: file, reason: "it is a folder") }
    do {
      let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
      if size > limits.bytes {
        throw SurfaceFileError.tooLarge(
          file: file, what: "bytes", found: size, limit: limits.bytes)
      }
      return [UInt8](try Data(contentsOf: url))
    } catch let error as SurfaceFileError {
      throw error
    } catch {
      throw .unreadable(file: file, reason: error.localizedDescription)
    }
  }
}
