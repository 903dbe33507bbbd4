import Tensors

extension TriangleSurface {
  /// This half and its mirror image in the plane x = 0, joined along the vertices with x = 0.
  ///
  /// Exactly symmetric: the mirror image of a position differs from it in the sign of x only. The
  /// vertices and triangles of this half keep their numbers, the mirror images follow in the same
  /// order.
  public func joinedWithMirrorImage() -> TriangleSurface {
    var whole = self
    whole.texture = nil
    whole.colours = []
    let mirrored = positions.map { position -> Int32 in
      guard position.x != 0 else { return -1 }
      whole.positions.append(Vector3(-position.x, position.y, position.z))
      return Int32(whole.positions.count - 1)
    }
    let image = { (vertex: Int32) in mirrored[Int(vertex)] < 0 ? vertex : mirrored[Int(vertex)] }
    whole.triangles += triangles.map { SIMD3(image($0.x), image($0.z), image($0.y)) }
    return whole
  }
}
