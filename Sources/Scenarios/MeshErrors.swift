import Documents
import Foundation

/// How far displacements are from those of an endless fine mesh, by zone and fineness.
public struct MeshErrors: Sendable, Equatable {
  /// One fineness.
  struct Level: Sendable, Equatable {
    /// Mean edge in m.
    var edge: Double
    /// Of the mean displacement, by zone; `face` for the whole.
    var relative: [String: Double]
  }

  /// From the finest.
  var levels: [Level]

  /// Of a mesh that is fine enough.
  public static let none = MeshErrors(levels: [Level(edge: .infinity, relative: [:])])

  /// A relative error to be exceeded in one case of twenty.
  ///
  /// 1.25 times the error of the next coarser level; beyond the coarsest it grows with the square of the edge.
  ///
  /// - Parameters:
  ///   - zone: its name, or `face`.
  ///   - edge: mean edge of the skin's triangles in m.
  /// - Returns: a fraction of the displacement.
  /// - Source: the factor of the grid convergence index on three meshes or more, Roache 1998, Verification and
  ///   Validation in Computational Science and Engineering (recalled).
  public func bound(of zone: String, edge: Double) -> Double {
    // A level of the atlas has its own edge but for the rounding of the file.
    let level = levels.first { edge <= 1.01 * $0.edge } ?? levels[levels.count - 1]
    let coarser = max(1, edge / (1.01 * level.edge))
    return 1.25 * (level.relative[zone] ?? level.relative["face"] ?? 0) * coarser * coarser
  }
}

extension MeshErrors {
  /// Name of the file beside the atlas.
  public static let file = "discretization.json"

  /// Reads the errors in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> MeshErrors {
    let document = try StrictJSON(contentsOf: folder.appending(path: file))
    let keys = ["schema", "about", "date", "edge_mm", "relative_error"]
    let object = document.root.object(keys: keys)
    let edges = object?.required("edge_mm")?.object(of: "levels")
    let errors = object?.required("relative_error")?.object(of: "levels")
    if edges?.all.isEmpty ?? false { object?["edge_mm"]?.note("needs at least one level") }
    let levels = edges?.all.map { name, edge in
      Level(
        edge: 1e-3 * (edge.number(in: 0.1...100, unit: "mm") ?? 1),
        relative: errors?.required(name)?.relativeErrors() ?? [:])
    }
    try document.finish()
    return MeshErrors(levels: (levels ?? []).sorted { $0.edge < $1.edge })
  }
}

extension JSONCursor {
  fileprivate func relativeErrors() -> [String: Double]? {
    object(of: "zones")?.all.reduce(into: [:]) { result, entry in
      result[entry.key] = entry.value.number(in: 0...10, unit: "")
    }
  }
}
