import Dispatch
import Meshes
import Tensors

/// A scan that other surfaces are drawn to.
struct ScanTarget: Sendable {
  let index: SurfaceIndex
  let topology: SurfaceTopology
  let normals: [Vector3]

  init(_ scan: TriangleSurface) {
    index = SurfaceIndex(scan)
    topology = SurfaceTopology(scan)
    normals = scan.vertexNormals()
  }

  /// What one vertex is drawn to.
  struct Correspondence: Sendable {
    var point: Vector3
    /// Unit normal of the scan there, interpolated between its vertices.
    var normal: Vector3
    /// In [0, 1].
    var weight: Double
  }

  /// The cosines between which a correspondence is trusted more and more: 60° to 37°.
  private static let trustedCosines = (none: 0.5, full: 0.8)

  /// For each position the nearest point of the scan, or nil where the scan has nothing to say.
  ///
  /// That is where the nearest point is farther than `limit`, lies on the border of the scan or of a
  /// hole in it, or faces another way by more than 60°.
  func correspondences(of positions: [Vector3], normals: [Vector3], limit: Double)
    -> [Correspondence?]
  {
    mapInParallel(positions.indices) { i in
      guard let nearest = index.nearest(to: positions[i], within: limit),
        !topology.isOnBorder(nearest.triangle, nearest.barycentrics, of: index.surface)
      else { return nil }
      let normal = self.normal(at: nearest)
      let (none, full) = Self.trustedCosines
      let trust = (normal.dot(normals[i]) - none) / (full - none)
      guard trust > 0 else { return nil }
      return Correspondence(point: nearest.point, normal: normal, weight: min(trust, 1))
    }
  }

  /// The distance of each position to the scan; nil where the nearest point lies on a border.
  func distances(of positions: [Vector3]) -> [Double?] {
    mapInParallel(positions.indices) { i in
      guard let nearest = index.nearest(to: positions[i]),
        !topology.isOnBorder(nearest.triangle, nearest.barycentrics, of: index.surface)
      else { return nil }
      return nearest.distance
    }
  }

  private func normal(at nearest: SurfaceIndex.NearestPoint) -> Vector3 {
    let corners = index.surface.triangles[nearest.triangle]
    var normal = Vector3.zero
    for c in 0..<3 { normal += nearest.barycentrics[c] * normals[Int(corners[c])] }
    return normal.normalized
  }

  /// One result per index, computed in blocks on all cores; the order of the work does not matter.
  private func mapInParallel<T: Sendable>(
    _ range: Range<Int>, _ body: @Sendable (Int) -> T?
  ) -> [T?] {
    let block = 512
    return [T?](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: (range.count + block - 1) / block) { b in
        for i in (b * block)..<min((b + 1) * block, range.count) {
          results.initializeElement(at: i, to: body(i))
        }
      }
      initialized = range.count
    }
  }
}
