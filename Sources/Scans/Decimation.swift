import CMeshOptimizer
import Meshes
import Tensors

/// Thins out a scan of more triangles than the solver can use, by edge collapse with quadrics.
///
/// The vertices that stay are vertices of the scan, all of the borders among them: collapses along a
/// jagged border fold it. The error that is reported is
/// measured: the largest distance of a vertex of the scan from the thinned surface.
///
/// - Source: meshoptimizer 0.18, `meshopt_simplify`, after Garland & Heckbert, SIGGRAPH 1997, 209.
enum Decimation {
  static func apply(
    to surface: inout TriangleSurface, limits: RepairLimits, report: inout RepairReport
  ) {
    let before = surface.triangles.count
    // Pictures belong to corners, which a collapse would tear: the original carries them.
    guard before > limits.triangles, let box = BoundingBox(surface.positions) else { return }
    surface.texture = nil
    let given = surface
    let normals = surface.vertexNormals()
    // The quadric error is a mean, about a third of the largest distance: try, measure, try finer.
    var (quadricError, error) = (limits.decimationError / 3, Double.infinity)
    for _ in 0..<4 {
      surface = given
      surface.triangles = simplified(
        given.triangles, given.positions, relativeTo: box.center, limits: limits,
        error: quadricError)
      // A collapse may leave a face without area, or on its own reverse: of our making, no finding.
      var ignored = RepairReport()
      FoldedFaces.flatten(&surface, normals: normals)
      ScanRepair.cleanTopology(of: &surface, report: &ignored)
      error = largestDistance(of: given.positions, from: surface)
      if error <= limits.decimationError { break }
      quadricError /= 2
    }
    report.add(
      .init(
        .decimation, count: before - surface.triangles.count, size: error,
        note: "\(before) faces to \(surface.triangles.count); every vertex left out lies within"
          + " \(Int((error * 1e6).rounded(.up))) µm of the surface that stays"))
  }

  /// The triangles that are left of `triangles`, on the same vertices.
  private static func simplified(
    _ triangles: [SIMD3<Int32>], _ positions: [Vector3], relativeTo center: Vector3,
    limits: RepairLimits, error: Double
  ) -> [SIMD3<Int32>] {
    var indices = [UInt32]()
    indices.reserveCapacity(3 * triangles.count)
    for t in triangles { for c in 0..<3 { indices.append(UInt32(t[c])) } }
    // Single precision, relative to the middle: rounded by less than 10⁻⁸ m.
    var coordinates = [Float]()
    coordinates.reserveCapacity(3 * positions.count)
    for p in positions {
      let q = SIMD3<Float>(p - center)
      coordinates += [q.x, q.y, q.z]
    }
    var thinned = [UInt32](repeating: 0, count: indices.count)
    let scale = meshopt_simplifyScale(coordinates, positions.count, 12)
    let count = meshopt_simplify(
      &thinned, indices, indices.count, coordinates, positions.count, 12,
      3 * limits.triangles, Float(error) / max(scale, 1e-9),
      UInt32(meshopt_SimplifyLockBorder), nil)
    return stride(from: 0, to: count, by: 3).map {
      SIMD3(Int32(thinned[$0]), Int32(thinned[$0 + 1]), Int32(thinned[$0 + 2]))
    }
  }

  private static func largestDistance(of points: [Vector3], from surface: TriangleSurface) -> Double
  {
    let index = SurfaceIndex(surface)
    var isKept = [Bool](repeating: false, count: surface.positions.count)
    for t in surface.triangles { for c in 0..<3 { isKept[Int(t[c])] = true } }
    let removed = points.indices.filter { !isKept[$0] }
    return mapInParallel(removed) { index.nearest(to: points[$0])?.distance ?? 0 }.max() ?? 0
  }
}
