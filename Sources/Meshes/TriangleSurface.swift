import Tensors

/// A surface of triangles in space, as a scanner delivers it or as the atlas carries it.
///
/// Lengths are in metres unless the surface comes straight from a reader: files of scanners carry no
/// unit, so a reader returns the numbers of the file, and `Scans` decides what they mean.
public struct TriangleSurface: Sendable, Equatable {
  /// Positions of the vertices.
  public var positions: [Vector3]
  /// Corners of the triangles, counter-clockwise seen from outside; zero-based.
  public var triangles: [SIMD3<Int32>]
  /// Red, green and blue of the vertices as the file has them; empty where there are none.
  public var colours: [SIMD3<UInt8>]
  /// Pictures on the surface; nil where there are none.
  public var texture: SurfaceTexture?

  public init(
    positions: [Vector3] = [], triangles: [SIMD3<Int32>] = [], colours: [SIMD3<UInt8>] = [],
    texture: SurfaceTexture? = nil
  ) {
    self.positions = positions
    self.triangles = triangles
    self.colours = colours
    self.texture = texture
  }
}

extension TriangleSurface {
  /// The surface of some of the triangles, with only the vertices that they use, in their old order.
  public func restricted(to chosen: Range<Int>) -> TriangleSurface {
    var number = [Int32](repeating: -1, count: positions.count)
    for t in triangles[chosen] { for c in 0..<3 { number[Int(t[c])] = 0 } }
    var kept = TriangleSurface()
    for vertex in positions.indices where number[vertex] == 0 {
      number[vertex] = Int32(kept.positions.count)
      kept.positions.append(positions[vertex])
      if !colours.isEmpty { kept.colours.append(colours[vertex]) }
    }
    kept.triangles = triangles[chosen].map { t in
      SIMD3(number[Int(t.x)], number[Int(t.y)], number[Int(t.z)])
    }
    if let texture {
      kept.texture = SurfaceTexture(images: texture.images, corners: Array(texture.corners[chosen]))
    }
    return kept
  }

  /// Removes the triangles marked true, with their places in the texture; the vertices stay.
  public mutating func removeTriangles(_ isUnwanted: [Bool]) {
    let kept = triangles.indices.filter { !isUnwanted[$0] }
    guard kept.count < triangles.count else { return }
    if let corners = texture?.corners { texture?.corners = kept.map { corners[$0] } }
    triangles = kept.map { triangles[$0] }
  }

  /// Turns a triangle over: its second and third corner change places.
  public mutating func reverseTriangle(_ t: Int) {
    triangles[t] = SIMD3(triangles[t].x, triangles[t].z, triangles[t].y)
    if let corners = texture?.corners[t].reversed { texture?.corners[t] = corners }
  }

  /// Removes the vertices that no triangle uses; the others keep their order.
  ///
  /// - Returns: how many were removed.
  @discardableResult
  public mutating func removeUnreferencedVertices() -> Int {
    var number = [Int32](repeating: -1, count: positions.count)
    for t in triangles { for c in 0..<3 { number[Int(t[c])] = 0 } }
    var count = 0
    for vertex in positions.indices where number[vertex] == 0 {
      number[vertex] = Int32(count)
      positions[count] = positions[vertex]
      if !colours.isEmpty { colours[count] = colours[vertex] }
      count += 1
    }
    let removed = positions.count - count
    guard removed > 0 else { return 0 }
    positions.removeLast(removed)
    if !colours.isEmpty { colours.removeLast(removed) }
    for t in triangles.indices {
      let old = triangles[t]
      triangles[t] = SIMD3(number[Int(old.x)], number[Int(old.y)], number[Int(old.z)])
    }
    return removed
  }
}
