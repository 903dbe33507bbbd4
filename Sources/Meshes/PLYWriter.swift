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

  /// Numbers of the vertices, written as a property of that name.
  public struct VertexNumbers: Sendable {
    /// With its unit, without blanks, as in `distance_mm`.
    public var name: String
    /// One per vertex; not-a-number is written as such.
    public var values: [Double]

    public init(name: String, values: [Double]) { (self.name, self.values) = (name, values) }
  }

  /// The bytes of the file.
  public static func bytes(
    of surface: TriangleSurface, precision: Precision = .double, comments: [String] = [],
    numbers: [VertexNumbers] = []
  ) -> [UInt8] {
    precondition(numbers.allSatisfy { $0.values.count == surface.positions.count })
    let hasColours = !surface.colours.isEmpty
    precondition(!hasColours || surface.colours.count == surface.positions.count)
    var bytes = Array(
      header(
        surface, precision: precision, comments: comments, hasColours: hasColours,
        numbers: numbers.map(\.name)
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
      for column in numbers { append(Float(column.values[i]).bitPattern, to: &bytes) }
    }
    for t in surface.triangles {
      bytes.append(3)
      for corner in 0..<3 { append(UInt32(bitPattern: t[corner]), to: &bytes) }
    }
    return bytes
  }

  private static func header(
    _ surface: TriangleSurface, precision: Precision, comments: [String], hasColours: Bool,
    numbers: [String]
  ) -> String {
    var lines = ["ply", "format binary_little_endian 1.0"]
    for comment in comments {
      lines.append("comment " + comment.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    lines.append("element vertex \(surface.positions.count)")
    let type = precision == .float ? "float" : "double"
    lines += ["x", "y", "z"].map { "property \(type) \($0)" }
    if hasColours { lines += ["red", "green", "blue"].map { "property uchar \($0)" } }
    lines += numbers.map { "property float \($0)" }
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
