import Meshes
import SparseAlgebra
import Tensors

/// The Laplace operator of a surface, and the two quadratic forms of a smooth displacement.
///
/// (L x)ᵢ = Σⱼ wᵢⱼ (xⱼ − xᵢ) with wᵢⱼ = (cot αᵢⱼ + cot βᵢⱼ)/2 is the integral of Δx over the cell of
/// vertex i, in m for positions x in m. Stretching is Σ wᵢⱼ |xⱼ − xᵢ|² ≈ ∫|∇x|²; bending is
/// Σ |(L x)ᵢ|²/Aᵢ ≈ ∫|Δx|² over vertices inside the surface (a border row would hold the gradient
/// there at zero, as if the border were clamped).
///
/// - Source: Pinkall & Polthier, Exp. Math. 2 (1993) 15; Botsch & Sorkine, IEEE TVCG 14 (2008) 213.
public struct SurfaceLaplacian: Sendable {
  /// Ends and weight of each edge.
  public let edges: [(a: Int, b: Int, weight: Double)]
  /// Aᵢ, a third of the triangles around the vertex, in m².
  public let areas: [Double]
  let isBorderVertex: [Bool]
  /// Matrix of the bending form, with the pattern of both.
  let bending: SymmetricMatrix
  /// Matrix of the stretching form, in the same pattern.
  public let stretching: SymmetricMatrix

  /// Weights are kept in this range, so that none is negative and no sliver dominates.
  private static let weightRange = 0.02...5.0

  public init(_ surface: TriangleSurface, topology: SurfaceTopology) {
    let count = surface.positions.count
    var cotangents = [Double](repeating: 0, count: topology.edges.count)
    var areas = [Double](repeating: 0, count: count)
    for (t, corners) in surface.triangles.enumerated() {
      for c in 0..<3 {
        let p = surface.positions[Int(corners[c])]
        let a = surface.positions[Int(corners[(c + 1) % 3])] - p
        let b = surface.positions[Int(corners[(c + 2) % 3])] - p
        let doubleArea = a.cross(b).length
        cotangents[Int(topology.edgesOfTriangles[t][c])] += a.dot(b) / max(doubleArea, 1e-18)
        areas[Int(corners[c])] += doubleArea / 6
      }
    }
    let range = Self.weightRange
    let edges = zip(topology.edges, cotangents).map { ends, cotangent in
      (
        a: Int(ends.x), b: Int(ends.y),
        weight: min(max(cotangent / 2, range.lowerBound), range.upperBound)
      )
    }
    let typical = areas.reduce(0, +) / Double(max(count, 1))
    self.edges = edges
    self.areas = areas.map { max($0, 0.01 * typical) }
    isBorderVertex = topology.isBorderVertex
    (bending, stretching) = Self.forms(
      edges: edges, areas: self.areas, isBorder: topology.isBorderVertex)
  }

  /// (L x)ᵢ of every vertex.
  func applied(to x: [Vector3]) -> [Vector3] {
    var result = [Vector3](repeating: Vector3.zero, count: x.count)
    for (a, b, weight) in edges {
      let flux = weight * (x[b] - x[a])
      result[a] += flux
      result[b] -= flux
    }
    return result
  }

  private static func forms(
    edges: [(a: Int, b: Int, weight: Double)], areas: [Double], isBorder: [Bool]
  ) -> (bending: SymmetricMatrix, stretching: SymmetricMatrix) {
    var rows = areas.map { _ in [(vertex: Int, value: Double)]() }
    for i in rows.indices { rows[i].append((i, 0)) }
    for (a, b, weight) in edges {
      rows[a].append((b, weight))
      rows[a][0].value -= weight
      rows[b].append((a, weight))
      rows[b][0].value -= weight
    }
    var bend: [(row: Int, column: Int, value: Double)] = []
    var stretch: [(row: Int, column: Int, value: Double)] = []
    for (i, row) in rows.enumerated() {
      for (p, first) in row.enumerated() {
        for second in row[p...] {
          let value = isBorder[i] ? 0 : first.value * second.value / areas[i]
          bend.append((first.vertex, second.vertex, value))
          stretch.append((first.vertex, second.vertex, 0))
        }
      }
    }
    for (a, b, weight) in edges {
      stretch.append((a, a, weight))
      stretch.append((b, b, weight))
      stretch.append((a, b, -weight))
    }
    // Both lists name the same places, so the patterns agree slot by slot.
    return (
      SymmetricMatrix(order: areas.count, entries: bend),
      SymmetricMatrix(order: areas.count, entries: stretch)
    )
  }
}
