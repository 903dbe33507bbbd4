import Meshes
import Scans
import SparseAlgebra

/// Smooths fields on a surface: (A + Σ ℓ² L) x = A x₀.
///
/// Features shorter than the local length ℓ vanish; the integral of the field is kept.
struct SurfaceSmoother {
  private let laplacian: SurfaceLaplacian

  init(_ surface: TriangleSurface, topology: SurfaceTopology) {
    laplacian = SurfaceLaplacian(surface, topology: topology)
  }

  /// Smoothed copies of fields given at the vertices.
  ///
  /// - Parameters:
  ///   - fields: any number of fields, one value per vertex.
  ///   - lengths: ℓ in m, one per vertex.
  /// - Returns: the fields, in the same order.
  func smoothed(_ fields: [[Double]], over lengths: [Double]) -> [[Double]] {
    var entries: [(row: Int, column: Int, value: Double)] = []
    for (i, area) in laplacian.areas.enumerated() { entries.append((i, i, area)) }
    for (a, b, weight) in laplacian.edges {
      let value = weight * lengths[a] * lengths[b]
      entries += [(a, a, value), (b, b, value), (a, b, -value)]
    }
    let matrix = SymmetricMatrix(order: lengths.count, entries: entries)
    let right = fields.flatMap { field in zip(field, laplacian.areas).map { $0 * $1 } }
    do {
      let factor = try CholeskyFactor(analyzing: matrix)
      try factor.factorize(matrix)
      let (solution, n) = (factor.solve(right, columns: fields.count), lengths.count)
      return fields.indices.map { Array(solution[$0 * n..<($0 + 1) * n]) }
    } catch {
      preconditionFailure("a mass matrix plus a Laplacian is positive definite: \(error)")
    }
  }

  /// A field at the vertices from values at the triangles: their mean around each vertex, smoothed.
  ///
  /// - Parameters:
  ///   - surface: the surface of this smoother.
  ///   - values: one per triangle.
  ///   - length: ℓ in m.
  /// - Returns: one value per vertex.
  func field(on surface: TriangleSurface, ofTriangles values: [Double], over length: Double)
    -> [Double]
  {
    var sums = [Double](repeating: 0, count: surface.positions.count)
    var counts = sums
    for (triangle, value) in zip(surface.triangles, values) {
      for c in 0..<3 {
        sums[Int(triangle[c])] += value
        counts[Int(triangle[c])] += 1
      }
    }
    return smoothed(
      [zip(sums, counts).map { $0 / max($1, 1) }],
      over: Array(repeating: length, count: sums.count))[0]
  }
}
