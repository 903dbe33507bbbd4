import Tensors

/// Refines a patch to the fineness of what lies around it, without touching its border.
///
/// Edges inside that are longer than 4/3 of what is wanted are split, edges flipped until the two
/// angles opposite to each sum to less than π, and new vertices moved to the middle of their neighbours.
///
/// - Source: after P. Liepa, *Filling holes in meshes*, SGP 2003, §3.
public enum PatchRefinement {
  /// More new vertices than this are never made.
  public static let mostVertices = 20_000

  /// Refines `patch`, whose vertices all lie on its border.
  ///
  /// - Parameters:
  ///   - patch: a disc; its vertices keep their numbers, new ones follow.
  ///   - wanted: edge length at each vertex.
  /// - Returns: the refined patch.
  public static func refine(_ patch: TriangleSurface, wanted: [Double]) -> TriangleSurface {
    let given = patch.positions.count
    var mesh = EditableTriangulation(
      patch, freedoms: Array(repeating: .corner, count: given))
    var wanted = wanted
    for _ in 0..<12 {
      let isWhole = split(&mesh, &wanted, given: given)
      for _ in 0..<3 {
        flip(&mesh)
        relax(&mesh, given: given)
      }
      if isWhole { break }
    }
    return mesh.compacted()
  }

  /// - Returns: whether nothing was left to split.
  private static func split(
    _ mesh: inout EditableTriangulation, _ wanted: inout [Double], given: Int
  ) -> Bool {
    var isWhole = true
    for edge in mesh.edges() {
      let target = (wanted[Int(edge.x)] + wanted[Int(edge.y)]) / 2
      guard mesh.length(edge.x, edge.y) > 4 / 3 * target, !mesh.isBorder(edge.x, edge.y),
        mesh.positions.count < given + mostVertices
      else { continue }
      let middle = (mesh.positions[Int(edge.x)] + mesh.positions[Int(edge.y)]) / 2
      _ = mesh.split(edge.x, edge.y, at: middle, freedom: .surface)
      wanted.append(target)
      isWhole = false
    }
    return isWhole
  }

  private static func flip(_ mesh: inout EditableTriangulation) {
    for _ in 0..<3 {
      var isDone = true
      for edge in mesh.edges() {
        let sides = mesh.sides(edge.x, edge.y)
        guard sides.count == 2 else { continue }
        let angles = sides.reduce(0.0) { sum, side in
          let apex = mesh.positions[Int(mesh.apex(side, edge.x, edge.y))]
          return sum
            + .angle(
              between: mesh.positions[Int(edge.x)] - apex, mesh.positions[Int(edge.y)] - apex)
        }
        if angles > .pi + 1e-9, mesh.flip(edge.x, edge.y) { isDone = false }
      }
      if isDone { break }
    }
  }

  private static func relax(_ mesh: inout EditableTriangulation, given: Int) {
    for vertex in mesh.positions.indices.dropFirst(given) {
      let around = mesh.neighbours(Int32(vertex))
      guard !around.isEmpty else { continue }
      let sum = around.reduce(Vector3.zero) { $0 + mesh.positions[Int($1)] }
      mesh.positions[vertex] = sum / Double(around.count)
    }
  }
}
