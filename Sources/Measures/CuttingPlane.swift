import Meshes
import Tensors

/// A plane that a surface is cut with.
public struct CuttingPlane: Sendable, Equatable {
  /// Any point of it, in m.
  public var point: Vector3
  /// Of any length.
  public var normal: Vector3

  public init(through point: Vector3, normal: Vector3) {
    (self.point, self.normal) = (point, normal)
  }

  /// In m times the length of the normal; positive on the side of the normal.
  func height(of p: Vector3) -> Double { (p - point).dot(normal) }
}

extension TriangleSurface {
  /// The curves in which a plane cuts the surface.
  ///
  /// A vertex in the plane counts as above it, so that each triangle is cut along one line or not at all, and
  /// neighbours agree. Curves run with the part above on their left, seen from outside; a closed one ends
  /// where it began.
  ///
  /// - Parameter plane: with which to cut.
  /// - Returns: the points of each curve in m, in the order of the first triangle that each of them meets.
  public func curves(in plane: CuttingPlane) -> [[Vector3]] {
    var heads: [SIMD2<Int32>] = []
    var next: [SIMD2<Int32>: SIMD2<Int32>] = [:]
    var ends: Set<SIMD2<Int32>> = []
    for t in triangles {
      guard let (entry, exit) = cut(t, by: plane) else { continue }
      heads.append(entry)
      next[entry] = exit
      ends.insert(exit)
    }
    var curves: [[Vector3]] = []
    // Open curves begin at a border; what is left after them is closed.
    for head in heads.filter({ !ends.contains($0) }) + heads where next[head] != nil {
      var (edge, curve) = (head, [crossing(head, with: plane)])
      while let following = next.removeValue(forKey: edge) {
        edge = following
        let point = crossing(edge, with: plane)
        if point != curve.last { curve.append(point) }
      }
      curves.append(curve)
    }
    return curves
  }

  /// The two ends of the line in which a plane cuts each of some triangles.
  func lines(in plane: CuttingPlane, of chosen: [Int]) -> [(Vector3, Vector3)] {
    chosen.compactMap { t in
      cut(triangles[t], by: plane).map {
        (crossing($0.entry, with: plane), crossing($0.exit, with: plane))
      }
    }
  }

  /// The edges through which the line of the cut enters and leaves a triangle; the lower vertex first.
  private func cut(_ t: SIMD3<Int32>, by plane: CuttingPlane) -> (
    entry: SIMD2<Int32>, exit: SIMD2<Int32>
  )? {
    let isAbove = (0..<3).map { plane.height(of: positions[Int(t[$0])]) >= 0 }
    var (entry, exit): (SIMD2<Int32>?, SIMD2<Int32>?)
    for c in 0..<3 where isAbove[c] != isAbove[(c + 1) % 3] {
      let (a, b) = (t[c], t[(c + 1) % 3])
      let edge = SIMD2(min(a, b), max(a, b))
      if isAbove[c] { entry = edge } else { exit = edge }
    }
    guard let entry, let exit else { return nil }
    return (entry, exit)
  }

  private func crossing(_ edge: SIMD2<Int32>, with plane: CuttingPlane) -> Vector3 {
    let (p, q) = (positions[Int(edge.x)], positions[Int(edge.y)])
    let (below, above) = (plane.height(of: p), plane.height(of: q))
    return p + below / (below - above) * (q - p)
  }
}
