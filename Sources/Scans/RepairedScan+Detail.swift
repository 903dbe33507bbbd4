import Meshes
import Tensors

extension RepairedScan {
  /// A surface of more triangles is drawn as it was thinned out, unless it carries pictures, which the thinned
  /// one has lost.
  static let mostDrawnTriangles = 400_000

  /// Detail farther than this from the repaired surface, in m, was taken out as a spike, a stray or a cut;
  /// what was thinned out lies nearer, by `RepairLimits.decimationError`.
  static let removedDistance = 0.5e-3

  /// The scan as pictures show it: clean and closed, with as many of its triangles as can be drawn.
  ///
  /// That is the repaired surface; if it was thinned out, the surface before, without what lies off the
  /// repaired one by more than `removedDistance`, and with its patches.
  ///
  /// - Returns: positions in m in the axes of the file, and the triangles that fill holes, which come last.
  public var detail: (surface: TriangleSurface, filled: Range<Int>) {
    guard var fine = dense, fine.triangles.count <= Self.mostDrawnTriangles || fine.texture != nil
    else { return (surface, filled) }
    let index = SurfaceIndex(surface)
    let isOff = mapInParallel(fine.positions) { point in
      index.nearest(to: point, within: Self.removedDistance) == nil
    }
    fine.removeTriangles(fine.triangles.map { t in (0..<3).contains { isOff[Int(t[$0])] } })
    let scanned = fine.triangles.count
    fine.append(surface.restricted(to: filled))
    fine.removeUnreferencedVertices()
    return (fine, scanned..<fine.triangles.count)
  }
}

extension TriangleSurface {
  /// Adds a surface as it is, with its colours if this one has any, without places in pictures.
  mutating func append(_ other: TriangleSurface) {
    let first = Int32(positions.count)
    if !colours.isEmpty {
      colours +=
        other.colours.isEmpty
        ? Array(repeating: SIMD3(255, 255, 255), count: other.positions.count) : other.colours
    }
    positions += other.positions
    triangles += other.triangles.map { $0 &+ first }
    texture?.corners += Array(repeating: .none, count: other.triangles.count)
  }
}
