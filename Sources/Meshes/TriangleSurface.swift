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

  public init(
    positions: [Vector3] = [], triangles: [SIMD3<Int32>] = [], colours: [SIMD3<UInt8>] = []
  ) {
    self.positions = positions
    self.triangles = triangles
    self.colours = colours
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
    return kept
  }
}
