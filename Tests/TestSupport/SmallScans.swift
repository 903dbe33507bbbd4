import Foundation
import Meshes
import Tensors

/// A surface in the bytes of every format of scans, as small as it goes.
public enum SmallScans {
  public static func all(of surface: TriangleSurface) -> [(file: String, bytes: [UInt8])] {
    [
      ("text.ply", plyText(surface)), ("big.ply", plyBigEndian(surface)),
      ("little.ply", PLYWriter.bytes(of: surface, precision: .float)), ("text.obj", obj(surface)),
      ("text.stl", stlText(surface)), ("binary.stl", stlBinary(surface)), ("a.glb", glb(surface)),
    ]
  }

  /// Millimetres of a length in m, to the micrometre.
  private static func text(_ point: Vector3) -> String {
    (0..<3).map { String(format: "%g", (1e6 * point[$0]).rounded() / 1e6) }.joined(separator: " ")
  }

  private static func lines(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func plyHeader(_ surface: TriangleSurface, _ format: String) -> [String] {
    [
      "ply", "format \(format) 1.0", "element vertex \(surface.positions.count)",
      "property float x", "property float y", "property float z",
      "element face \(surface.triangles.count)", "property list uchar int vertex_indices",
      "end_header",
    ]
  }

  static func plyText(_ surface: TriangleSurface) -> [UInt8] {
    lines(
      plyHeader(surface, "ascii") + surface.positions.map(text)
        + surface.triangles.map { "3 \($0.x) \($0.y) \($0.z)" })
  }

  static func plyBigEndian(_ surface: TriangleSurface) -> [UInt8] {
    let corners = surface.triangles.flatMap { t -> [UInt8] in
      [3] + (0..<3).flatMap { word(UInt32(t[$0])).reversed() }
    }
    return lines(plyHeader(surface, "binary_big_endian"))
      + surface.positions.flatMap { p in (0..<3).flatMap { float(p[$0]).reversed() } } + corners
  }

  static func obj(_ surface: TriangleSurface) -> [UInt8] {
    lines(
      surface.positions.map { "v " + text($0) }
        + surface.triangles.map { "f \($0.x + 1) \($0.y + 1) \($0.z + 1)" })
  }

  static func stlText(_ surface: TriangleSurface) -> [UInt8] {
    lines(
      ["solid s"]
        + surface.triangles.flatMap { t in
          ["facet normal 0 0 0", "outer loop"]
            + (0..<3).map { "vertex " + text(surface.positions[Int(t[$0])]) }
            + ["endloop", "endfacet"]
        } + ["endsolid s"])
  }

  static func stlBinary(_ surface: TriangleSurface) -> [UInt8] {
    [UInt8](repeating: 0, count: 80) + word(UInt32(surface.triangles.count))
      + surface.triangles.flatMap { t in
        [UInt8](repeating: 0, count: 12)
          + (0..<3).flatMap { c in (0..<3).flatMap { float(surface.positions[Int(t[c])][$0]) } }
          + [0, 0]
      }
  }

  /// One mesh with indices of 16 bits.
  static func glb(_ surface: TriangleSurface) -> [UInt8] {
    let positions = surface.positions.flatMap { p in (0..<3).flatMap { float(p[$0]) } }
    let indices = surface.triangles.flatMap { t in
      (0..<3).flatMap { Array(word(UInt32(t[$0])).prefix(2)) }
    }
    let json = """
      {"asset":{"version":"2.0"},"nodes":[{"mesh":0}],
      "meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],
      "accessors":[{"bufferView":0,"componentType":5126,"count":\(surface.positions.count),"type":"VEC3"},
      {"bufferView":1,"componentType":5123,"count":\(3 * surface.triangles.count),"type":"SCALAR"}],
      "bufferViews":[{"buffer":0,"byteLength":\(positions.count)},
      {"buffer":0,"byteOffset":\(positions.count),"byteLength":\(indices.count)}],
      "buffers":[{"byteLength":\(positions.count + indices.count)}]}
      """
    return container(json: json, binary: positions + indices)
  }

  /// A glTF binary file of these two chunks.
  public static func container(json: String, binary: [UInt8]) -> [UInt8] {
    let text = Array(json.utf8) + Array(repeating: 32, count: (4 - json.utf8.count % 4) % 4)
    let data = binary + Array(repeating: 0, count: (4 - binary.count % 4) % 4)
    return Array("glTF".utf8) + word(2) + word(UInt32(28 + text.count + data.count))
      + word(UInt32(text.count)) + Array("JSON".utf8) + text + word(UInt32(data.count))
      + Array("BIN\0".utf8) + data
  }

  /// Little-endian bytes.
  public static func word(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(value >> (8 * UInt32($0)) & 255) }
  }

  public static func float(_ value: Double) -> [UInt8] { word(Float(value).bitPattern) }
}
