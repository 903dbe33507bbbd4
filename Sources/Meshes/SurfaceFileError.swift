/// Where in a file something was found.
public enum FilePlace: Equatable, Sendable, CustomStringConvertible {
  /// Counted from 0, as a hex editor shows it.
  case byte(Int)
  /// Counted from 1, as a text editor shows it.
  case line(Int)
  /// The path of an entry of a JSON description.
  case entry(String)

  public var description: String {
    switch self {
    case .byte(let offset): "byte \(offset)"
    case .line(let number): "line \(number)"
    case .entry(let path): path
    }
  }
}

/// Why a file is not read as a surface.
///
/// The description says where, what was found and what is allowed or to be done.
public enum SurfaceFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file cannot be opened.
  case unreadable(file: String, reason: String)
  /// The file has no bytes.
  case empty(file: String)
  /// The content is none of the formats that are read.
  case unknownFormat(file: String, found: String)
  /// Something that the format does not allow.
  case malformed(file: String, at: FilePlace, found: String, allowed: String)
  /// The file ends before what its header announces.
  case truncated(file: String, at: FilePlace, items: String, expected: Int, found: Int)
  /// A coordinate that is infinite or not a number; the vertex is counted from 0.
  case notFinite(file: String, at: FilePlace, vertex: Int)
  /// A triangle refers to a vertex that is not there; both are counted as the format counts.
  case noSuchVertex(file: String, at: FilePlace, index: Int, allowed: ClosedRange<Int>)
  /// A file with points but without triangles.
  case noTriangles(file: String, vertices: Int)
  /// More than is allowed to be read.
  case tooLarge(file: String, what: String, found: Int, limit: Int)
  /// The file cannot be written.
  case unwritable(file: String, reason: String)

  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): cannot be read: \(reason)"
    case .empty(let file):
      "\(file): the file is empty (0 bytes); export the scan again"
    case .unknownFormat(let file, let found):
      "\(file): begins with \(found), which is none of the formats read here: PLY, OBJ, STL, GLB"
    case .malformed(let file, let place, let found, let allowed):
      "\(file): \(place): found \(found); allowed: \(allowed)"
    case .truncated(let file, let place, let items, let expected, let found):
      "\(file): \(place): the file ends too early: expected \(expected) \(items), found \(found);"
        + " copy or export the file again"
    case .notFinite(let file, let place, let vertex):
      "\(file): \(place): vertex \(vertex) (counted from 0) has a coordinate that is not a finite"
        + " number; remove the vertex or export the scan again"
    case .noSuchVertex(let file, let place, let index, let allowed):
      "\(file): \(place): a face refers to vertex \(index); allowed:"
        + " \(allowed.lowerBound) to \(allowed.upperBound)"
    case .noTriangles(let file, let vertices):
      "\(file): has \(vertices) vertices but no faces; export the scan as a surface, not as points"
    case .tooLarge(let file, let what, let found, let limit):
      "\(file): has \(found) \(what); at most \(limit) are read"
    case .unwritable(let file, let reason):
      "\(file): cannot be written: \(reason)"
    }
  }
}
