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
}
