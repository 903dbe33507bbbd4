import Meshes
import Tensors

/// Flattens folds that a simplifier leaves: faces that look away from the surface they came from.
///
/// Where a face turns by more than 18° from the normals that its corners had before, one of its edges
/// is flipped, the one that helps most; a few rounds unfold nearly all. What is left lies in places
/// finer than the mesh.
enum FoldedFaces {
  /// Of the angle between a face and the former normals at its corners.
  static let leastCosine = 0.95
  static let rounds = 8

  /// Flattens the folds of `surface`, whose vertices had the unit normals `normals` before.
  static func flatten(_ surface: inout TriangleSurface, normals: [Vector3]) {
    /// The cosine between a triangle and the normals its corners had; −1 without area.
    func agreement(_ t: SIMD3<Int32>) -> Double {
      let former = normals[Int(t.x)] + normals[Int(t.y)] + normals[Int(t.z)]
      let normal = surface.doubleArea(t)
      return normal.length > 0 ? normal.dot(former) / (normal.length * former.length) : -1
    }
    for _ in 0..<rounds {
      let folded = surface.triangles.indices.filter {
        agreement(surface.triangles[$0]) < leastCosine
      }
      if folded.isEmpty { break }
      let edges = SurfaceEdges(surface)
      let neighbours = VertexNeighbours(edges, vertices: surface.positions.count)
      // A vertex whose edges have changed in this round has other neighbours than the list says.
      var isChanged = Set<Int32>()
      for t in folded {
        var best = (gain: 1e-6, flip: Flip?.none)
        for side in 3 * t..<3 * t + 3 {
          guard let twin = edges.twin(side) else { continue }
          let flip = Flip(surface, side, twin)
          guard isChanged.isDisjoint(with: [flip.a, flip.b, flip.c, flip.d]),
            !neighbours[Int(flip.c)].contains(flip.d)
          else { continue }
          let before = min(
            agreement(surface.triangles[t]), agreement(surface.triangles[twin / 3]))
          let after = min(agreement(flip.first), agreement(flip.second))
          if after - before > best.gain { best = (after - before, flip) }
        }
        guard let flip = best.flip else { continue }
        surface.triangles[flip.triangles.0] = flip.first
        surface.triangles[flip.triangles.1] = flip.second
        isChanged.formUnion([flip.a, flip.b, flip.c, flip.d])
      }
      if isChanged.isEmpty { break }
    }
  }

  /// The edge a–b of the triangles a, b, c and b, a, d becomes c–d.
  private struct Flip {
    var a, b, c, d: Int32
    var triangles: (Int, Int)

    init(_ surface: TriangleSurface, _ side: Int, _ twin: Int) {
      let (t, n) = (surface.triangles[side / 3], surface.triangles[twin / 3])
      (a, b, c) = (t[side % 3], t[(side + 1) % 3], t[(side + 2) % 3])
      d = n[(twin + 2) % 3]
      triangles = (side / 3, twin / 3)
    }

    var first: SIMD3<Int32> { SIMD3(a, d, c) }
    var second: SIMD3<Int32> { SIMD3(d, b, c) }
  }
}
