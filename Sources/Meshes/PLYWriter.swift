import Foundation
import Tensors

/// Writes surfaces as binary little-endian PLY, with colours and numbers of the vertices where there are any.
public enum PLYWriter {
  public enum Precision: Sendable { case float, double }

  /// Writes `surface` to a file, replacing what is there only once all is written.
  ///
  /// - Parameters:
  ///   - surface: positions are written as they are; the format knows no unit.
  ///   - url: the file.
  ///   - precision: `double` returns every bit, `float` (relative error 6·10⁻⁸) is what most
  ///     programs expect.
  ///   - comments: lines for the header, such as the unit; line breaks become blanks.
  /// - Throws: `SurfaceFileError.unwritable`.
  public static func write(
    _ surface: TriangleSurface, to url: URL, precision: Precision = .double,
    comments: [String] = []
  ) throws(SurfaceFileError) {
    do {
      let bytes = bytes(of: surface, precision: precision, comments: comments)
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw .unwritable(file: url.lastPathComponent, reason: error.localizedDescription)
    }
  }

  /// A property of the vertices, one value each; its name has its unit and no blanks, as in `distance_mm`.
  public enum VertexField: Sendable {
    /// Written as single floats, not-a-number as such.
    case numbers(name: String, [Double])
    case labels(name: String, [UInt8])

    fileprivate var declaration: String {
      switch self {
      case .numbers(let name, _): "property float \(name)"
      case .labels(let name, _): "property uchar \(name)"
      }
    }

    fileprivate var count: Int {
      switch self {
      case .numbers(_, let values): values.count
      case .labels(_, let values): values.count
      }
    }
  }

  /// The bytes of the file.
  public static func bytes(
    of surface: TriangleSurface, precision: Precision = .double, comments: [String] = [],
    fields: [VertexField] = []
  ) -> [UInt8] {
    precondition(fields.allSatisfy { $0.count == surface.positions.count })
    let hasColours = !surface.colours.isEmpty
    precondition(!hasColours || surface.colours.count == surface.positions.count)
    var bytes = Array(
      header(
        surface, precision: precision, comments: comments, hasColours: hasColours, fields: fields
      ).utf8)
    bytes.reserveCapacity(
      bytes.count + 27 * surface.positions.count + 13 * surface.triangles.count)
    for (i, p) in surface.positions.enumerated() {
      for axis in 0..<3 {
        switch precision {
        case .float: append(Float(p[axis]).bitPattern, to: &bytes)
        case .double: append(p[axis].bitPattern, to: &bytes)
        }
      }
      if hasColours {
        let c = surface.colours[i]
        bytes += [c.x, c.y, c.z]
      }
      for field in fields {
        switch field {
        case .numbers(_, let values): append(Float(values[i]).bitPattern, to: &bytes)
        case .labels(_, let values): bytes.append(values[i])
        }
      }
    }
    for t in surface.triangles {
      bytes.append(3)
      for corner in 0..<3 { append(UInt32(bitPattern: t[corner]), to: &bytes) }
    }
    return bytes
  }

  private static func header(
    _ surface: TriangleSurface, precision: Precision, comments: [String], hasColours: Bool,
    fields: [VertexField]
  ) -> String {
    var lines = ["ply", "format binary_little_endian 1.0"]
    for comment in comments {
      lines.append("comment " + comment.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    lines.append("element vertex \(surface.positions.count)")
    let type = precision == .float ? "float" : "double"
    lines += ["x", "y", "z"].map { "property \(type) \($0)" }
    if hasColours { lines += ["red", "green", "blue"].map { "property uchar \($0)" } }
    lines += fields.map(\.declaration)
    lines.append("element face \(surface.triangles.count)")
    lines += ["property list uchar int vertex_indices", "end_header", ""]
    return lines.joined(separator: "\n")
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
