import Documents
import Foundation
import Meshes
import Scans
import Tensors

extension AtlasFiles {
  /// Reads the atlas from a folder written by `write(to:)`.
  ///
  /// - Throws: `SurfaceFileError` or `DocumentError`.
  public static func atlas(in folder: URL) throws -> Atlas {
    let surface = try surface(named: master, in: folder)
    let marks = try ScanLandmarks.read(folder.appending(path: landmarks))
    let document = try StrictJSON(contentsOf: folder.appending(path: zones))
    let zones = readZones(document.root, triangles: surface.triangles.count)
    try document.finish()
    return Atlas(
      surface: surface, landmarks: marks.landmarks.mapValues(\.position), zones: zones.zones,
      zoneOfTriangle: zones.zoneOfTriangle)
  }

  /// The names of the zones, and the number of its zone for each triangle.
  private static func readZones(_ root: JSONCursor, triangles: Int) -> (
    zones: [Zone], zoneOfTriangle: [Int]
  ) {
    let object = root.object(keys: ["about", "zones", "zone-of-triangle"])
    let names = object?.required("zones")?.array(of: "names of zones") ?? []
    let zones = names.compactMap { cursor -> Zone? in
      guard let name = cursor.string() else { return nil }
      let zone = Zone(name: name)
      if zone == nil { cursor.note("\"\(name)\" is not the name of a zone") }
      return zone
    }
    guard let list = object?.required("zone-of-triangle"),
      let numbers = list.numbers(triangles, in: 0...Double(max(names.count - 1, 0)), unit: "")
    else { return (zones, []) }
    if numbers.contains(where: { $0 != $0.rounded() }) { list.note("zones have whole numbers") }
    return (zones, numbers.map { Int($0) })
  }

  /// Reads the skin of a simulation; positions in m.
  public static func surface(_ level: AtlasLevel, in folder: URL) throws -> TriangleSurface {
    try surface(named: name(of: level), in: folder)
  }

  /// The skin of `atlas` with any mean edge, in m, made anew from the master surface.
  ///
  /// - Throws: `DocumentError` if the parameter file in the folder cannot be read.
  public static func surface(meanEdge: Double, of atlas: Atlas, in folder: URL) throws
    -> TriangleSurface
  {
    let parameters = try AtlasParameters(contentsOf: folder.appending(path: Self.parameters))
    return BuiltAtlas.surface(meanEdge: meanEdge, of: atlas, parameters)
  }

  private static func surface(named name: String, in folder: URL) throws -> TriangleSurface {
    var surface = try SurfaceReader.read(folder.appending(path: name))
    surface.positions = surface.positions.map { 1e-3 * $0 }
    return surface
  }
}
