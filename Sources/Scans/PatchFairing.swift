import Meshes
import SparseAlgebra
import Tensors

/// Bends a patch so that it continues the curvature of what surrounds it.
///
/// Minimises Σ |(L x)ᵢ|²/Aᵢ ≈ ∫|Δx|² over the vertices of the patch and of its border, whose Laplacian
/// takes in one ring of the surface around: position, slope and curvature run on. A spherical cap of
/// radius R and half width r is met within about r⁴/8R³.
///
/// - Source: Botsch & Kobbelt, *An intuitive framework for real-time freeform modeling*, SIGGRAPH
///   2004, §3.
enum PatchFairing {
  /// The Laplacian depends on the shape: solved, and solved again on the result.
  static let rounds = 3

  /// Moves the vertices `free` of a small surface; the others hold.
  static func fair(_ surface: inout TriangleSurface, free: Range<Int>) {
    guard !free.isEmpty else { return }
    for _ in 0..<rounds {
      let laplacian = SurfaceLaplacian(surface, topology: SurfaceTopology(surface))
      guard let solved = solve(laplacian.bending, surface.positions, free) else { return }
      for (i, vertex) in free.enumerated() { surface.positions[vertex] = solved[i] }
    }
  }

  /// The free part of x that makes xᵀ K x least while the rest of x stays.
  private static func solve(_ K: SymmetricMatrix, _ x: [Vector3], _ free: Range<Int>) -> [Vector3]?
  {
    var entries: [(row: Int, column: Int, value: Double)] = []
    var right = [Double](repeating: 0, count: 3 * free.count)
    func load(_ i: Int, _ value: Double, _ at: Int) {
      for axis in 0..<3 { right[axis * free.count + i - free.lowerBound] -= value * x[at][axis] }
    }
    for column in 0..<K.order {
      for slot in Int(K.columnStarts[column])..<Int(K.columnStarts[column + 1]) {
        let (row, value) = (Int(K.rows[slot]), K.values[slot])
        switch (free.contains(row), free.contains(column)) {
        case (true, true):
          entries.append((row - free.lowerBound, column - free.lowerBound, value))
        case (true, false): load(row, value, column)
        case (false, true): load(column, value, row)
        case (false, false): break
        }
      }
    }
    let matrix = SymmetricMatrix(order: free.count, entries: entries)
    guard let factor = try? CholeskyFactor(analyzing: matrix),
      (try? factor.factorize(matrix)) != nil
    else { return nil }
    let solution = factor.solve(right, columns: 3)
    return free.indices.map { i in
      let j = i - free.lowerBound
      return Vector3(solution[j], solution[free.count + j], solution[2 * free.count + j])
    }
  }
}
