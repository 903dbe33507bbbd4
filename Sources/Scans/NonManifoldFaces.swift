import Meshes
import Tensors

/// Removes faces at edges where three or more meet, until two are left.
///
/// First go fins, faces with a free side, the one that stands out most from the other two first; where
/// none has a free side, the two faces that continue each other best stay.
enum NonManifoldFaces {
  static func apply(to surface: inout TriangleSurface, report: inout RepairReport) {
    var places: [Vector3] = []
    // Taking a face away can free a side of the next: a few rounds, then the best pair everywhere.
    for round in 0..<8 {
      let edges = SurfaceEdges(surface)
      let crowded = (0..<edges.count).filter { edges.valence($0) > 2 }
      if crowded.isEmpty { break }
      var isUnwanted = Set<Int>()
      for edge in crowded {
        var faces = edges.sides(of: edge).map { Int($0) / 3 }.filter { !isUnwanted.contains($0) }
        while faces.count > 2 {
          let fins = faces.filter { t in
            (3 * t..<3 * t + 3).contains { edges.valence(Int(edges.edgeOfSide[$0])) == 1 }
          }
          if fins.isEmpty && round < 4 && faces.count == edges.valence(edge)
            && crowded.contains(where: { hasFin($0, edges) })
          {
            break  // wait: other edges have fins, and removing them may be enough
          }
          let candidates = fins.isEmpty ? faces : fins
          guard let worst = worst(candidates, among: faces, at: edge, edges, surface) else { break }
          isUnwanted.insert(worst)
          faces.removeAll { $0 == worst }
        }
      }
      if isUnwanted.isEmpty { break }
      places += isUnwanted.sorted().map { surface.centroid(surface.triangles[$0]) }
      surface.removeTriangles(surface.triangles.indices.map { isUnwanted.contains($0) })
    }
    report.add(.nonManifoldFace, at: places)
  }

  private static func hasFin(_ edge: Int, _ edges: SurfaceEdges) -> Bool {
    edges.sides(of: edge).contains { side in
      let t = Int(side) / 3
      return (3 * t..<3 * t + 3).contains { edges.valence(Int(edges.edgeOfSide[$0])) == 1 }
    }
  }

  /// The candidate without which the others continue each other best.
  private static func worst(
    _ candidates: [Int], among faces: [Int], at edge: Int, _ edges: SurfaceEdges,
    _ surface: TriangleSurface
  ) -> Int? {
    let ends = edges.ends[edge]
    let (a, b) = (surface.positions[Int(ends.x)], surface.positions[Int(ends.y)])
    let axis = (b - a).normalized
    // In the plane across the edge, the direction in which each face leaves it.
    func direction(_ t: Int) -> Vector3 {
      let out = surface.centroid(surface.triangles[t]) - a
      return (out - out.dot(axis) * axis).normalized
    }
    let directions = faces.map(direction)
    var (worst, least) = (Int?.none, Double.infinity)
    for candidate in candidates {
      var best = Double.infinity  // cosine of the flattest pair among the others
      for i in faces.indices where faces[i] != candidate {
        for j in faces.indices.dropFirst(i + 1) where faces[j] != candidate {
          best = min(best, directions[i].dot(directions[j]))
        }
      }
      if best < least { (worst, least) = (candidate, best) }
    }
    return worst
  }
}
