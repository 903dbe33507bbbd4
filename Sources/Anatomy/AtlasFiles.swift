import Foundation
import Meshes
import Tensors

/// The files of the atlas in a folder such as `meshes`; lengths in them are in mm.
public enum AtlasFiles {
  public static let parameters = "atlas.parameters.json"
  public static let master = "atlas.ply"
  public static let landmarks = "atlas.landmarks.json"
  public static let zones = "atlas.zones.json"

  public static func name(of level: AtlasLevel) -> String { "atlas.\(level.rawValue).ply" }

  // MARK: - Writing

  /// Makes all files anew from the parameter file in the same folder; the same parameters give the
  /// same bytes.
  public static func write(to folder: URL) throws {
    let parameters = try AtlasParameters(contentsOf: folder.appending(path: Self.parameters))
    for (name, bytes) in try contents(parameters) {
      try Data(bytes).write(to: folder.appending(path: name), options: .atomic)
    }
  }

  /// The names and contents of the files that are made from the parameters.
  public static func contents(_ parameters: AtlasParameters) throws(AtlasError)
    -> [(name: String, bytes: [UInt8])]
  {
    let built = try BuiltAtlas(parameters)
    let levels = AtlasLevel.allCases.map { (name(of: $0), ply(built.surface($0))) }
    return [
      (master, ply(built.atlas.surface)), (landmarks, Array(landmarksText(built.atlas).utf8)),
      (zones, Array(zonesText(built.atlas).utf8)),
    ] + levels
  }

  private static func ply(_ surface: TriangleSurface) -> [UInt8] {
    var millimetres = surface
    millimetres.positions = surface.positions.map { 1e3 * $0 }
    return PLYWriter.bytes(
      of: millimetres,
      comments: ["Turgor atlas, CC0-1.0", "units mm", "+x left, +y up, +z forward"])
  }

  private static func landmarksText(_ atlas: Atlas) -> String {
    let index = SurfaceIndex(atlas.surface)
    let lines = atlas.landmarks.sorted { $0.key < $1.key }.map { name, point in
      let isOnSurface = (index.nearest(to: point)?.distance ?? 1) < 1e-6
      let mm = (0..<3).map { decimal(1e3 * point[$0]) }.joined(separator: ", ")
      return "    \"\(name)\": {\"mm\": [\(mm)], \"on_surface\": \(isOnSurface)}"
    }
    return """
      {
        "subject": "atlas",
        "units": "mm",
        "landmarks": {
      \(lines.joined(separator: ",\n"))
        }
      }

      """
  }

  private static func zonesText(_ atlas: Atlas) -> String {
    let names = atlas.zones.map { "    \"\($0.name)\"" }.joined(separator: ",\n")
    let numbers = stride(from: 0, to: atlas.zoneOfTriangle.count, by: 32).map { start in
      "    "
        + atlas.zoneOfTriangle[start..<min(start + 32, atlas.zoneOfTriangle.count)]
        .map(String.init).joined(separator: ", ")
    }
    return """
      {
        "about": "zone-of-triangle gives for each triangle of atlas.ply the number of its zone, counted from 0",
        "zones": [
      \(names)
        ],
        "zone-of-triangle": [
      \(numbers.joined(separator: ",\n"))
        ]
      }

      """
  }

  /// A number with four decimals, without a negative zero.
  private static func decimal(_ x: Double) -> String {
    let rounded = (x * 1e4).rounded() / 1e4
    return String(format: "%.4f", rounded == 0 ? 0 : rounded)
  }
}
