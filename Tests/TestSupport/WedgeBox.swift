import Meshes
import ReferenceElements
import Tensors

/// Quadratic wedges from linear ones: a node is put in the middle of every edge.
///
/// - Parameters:
///   - corners: positions of the corner nodes.
///   - wedges: six corners each, in the order of `Wedge15`.
///   - region: name of the only block.
/// - Returns: the mesh, corners first.
public func quadraticWedges(corners: [Vector3], wedges: [[Int]], region: String = "body")
  -> VolumeMesh
{
  var positions = corners
  var middles: [SIMD2<Int>: Int32] = [:]
  var nodes: [Int32] = []
  for wedge in wedges {
    nodes += wedge.map { Int32($0) }
    for (a, b) in Wedge15.edges {
      let key = SIMD2(min(wedge[a], wedge[b]), max(wedge[a], wedge[b]))
      if middles[key] == nil {
        middles[key] = Int32(positions.count)
        positions.append((corners[wedge[a]] + corners[wedge[b]]) / 2)
      }
      nodes.append(middles[key] ?? 0)
    }
  }
  return VolumeMesh(
    positions: positions, blocks: [CellBlock(region: region, shape: .wedge15, nodes: nodes)])
}

/// A box [0, size] cut into 2 nx ny nz wedges that stand along z.
///
/// - Parameters:
///   - n: bricks along x, y and z.
///   - size: of the box.
///   - distortion: how far inner corners are moved, as a fraction of the cell, in a fixed pseudo-random
///     way; corners on the faces of the box stay on their faces.
///   - region: name of the only block.
/// - Returns: the mesh.
public func wedgeBox(
  cells n: SIMD3<Int>, size: Vector3, distortion: Double = 0, region: String = "body"
) -> VolumeMesh {
  func index(_ i: Int, _ j: Int, _ k: Int) -> Int { (k * (n.y + 1) + j) * (n.x + 1) + i }
  var corners: [Vector3] = []
  var random = SplitMix(seed: 42)
  for k in 0...n.z {
    for j in 0...n.y {
      for i in 0...n.x {
        var x = Vector3(Double(i) / Double(n.x), Double(j) / Double(n.y), Double(k) / Double(n.z))
        for (axis, (at, count)) in [(i, n.x), (j, n.y), (k, n.z)].enumerated() {
          let shift = distortion * (2 * random.next() - 1) / Double(count)
          if at > 0 && at < count { x[axis] += shift }
        }
        corners.append(x * size)
      }
    }
  }
  var wedges: [[Int]] = []
  for k in 0..<n.z {
    for j in 0..<n.y {
      for i in 0..<n.x {
        let (a, b) = (index(i, j, k), index(i + 1, j, k))
        let (c, d) = (index(i + 1, j + 1, k), index(i, j + 1, k))
        let up = (n.x + 1) * (n.y + 1)
        // Alternating diagonals, so that no direction is preferred.
        let triangles = (i + j) % 2 == 0 ? [[a, b, c], [a, c, d]] : [[a, b, d], [b, c, d]]
        for t in triangles { wedges.append(t + t.map { $0 + up }) }
      }
    }
  }
  return quadraticWedges(corners: corners, wedges: wedges, region: region)
}

/// A small random number generator with a fixed sequence.
///
/// - Source: Steele, Lea & Flood, OOPSLA 2014 (SplitMix64).
public struct SplitMix: Sendable {
  var state: UInt64
  public init(seed: UInt64) { state = seed }

  /// The next number in [0, 1).
  public mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
