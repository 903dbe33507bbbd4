import ReferenceElements
import Tensors

extension VolumeMesh {
  /// A box [0, size] of nx × ny × nz bricks, cut into cells of one shape.
  ///
  /// A brick is one hexahedron, two wedges standing along z (or a pair of them), six tetrahedra around
  /// its diagonal, or three pyramids whose apex is the corner with odd numbers, so that neighbours fit.
  ///
  /// - Parameters:
  ///   - shape: of the cells, of any order.
  ///   - n: bricks along x, y and z.
  ///   - size: of the box in m.
  ///   - map: where each corner goes, in m; the identity for a box.
  ///   - region: name of the only block.
  /// - Returns: the mesh.
  public static func box(
    of shape: CellShape, bricks n: SIMD3<Int>, size: Vector3,
    map: (Vector3) -> Vector3 = { $0 }, region: String = "body"
  ) -> VolumeMesh {
    var positions: [Vector3] = []
    for k in 0...n.z {
      for j in 0...n.y {
        for i in 0...n.x {
          let part = Vector3(
            Double(i) / Double(n.x), Double(j) / Double(n.y), Double(k) / Double(n.z))
          positions.append(map(part * size))
        }
      }
    }
    func node(_ i: Int, _ j: Int, _ k: Int) -> Int32 {
      Int32((k * (n.y + 1) + j) * (n.x + 1) + i)
    }
    var nodes: [Int32] = []
    for k in 0..<n.z {
      for j in 0..<n.y {
        for i in 0..<n.x {
          let brick = [k, k + 1].flatMap { k in
            [node(i, j, k), node(i + 1, j, k), node(i + 1, j + 1, k), node(i, j + 1, k)]
          }
          nodes += cuts(of: shape.linear, at: SIMD3(i, j, k)).flatMap { cell in
            cell.map { brick[$0] }
          }
        }
      }
    }
    let linear = VolumeMesh(
      positions: positions,
      blocks: [CellBlock(region: region, shape: shape.linear, nodes: nodes)])
    return shape == shape.linear ? linear : linear.elevated { _ in shape }
  }

  /// The cells that a brick is cut into; neighbouring bricks fit.
  private static func cuts(of linear: CellShape, at place: SIMD3<Int>) -> [[Int]] {
    switch linear {
    case .hexahedron8: [[0, 1, 2, 3, 4, 5, 6, 7]]
    case .wedge6: [[0, 1, 2, 4, 5, 6], [0, 2, 3, 4, 6, 7]]
    case .wedgePair8: [[1, 2, 3, 0, 5, 6, 7, 4]]
    case .tetrahedron4:
      [[0, 1, 2, 6], [0, 2, 3, 6], [0, 3, 7, 6], [0, 7, 4, 6], [0, 4, 5, 6], [0, 5, 1, 6]]
    case .pyramid5: pyramids(at: place)
    default: preconditionFailure("\(linear) is no cell")
    }
  }

  /// Those of an even brick, whose apex is its last corner, mirrored along the axes in which the brick is odd.
  private static func pyramids(at place: SIMD3<Int>) -> [[Int]] {
    let corners = [
      SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(1, 1, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1),
      SIMD3(1, 0, 1), SIMD3(1, 1, 1), SIMD3(0, 1, 1),
    ]
    let odd = SIMD3(place.x % 2, place.y % 2, place.z % 2)
    return [[0, 1, 2, 3, 6], [0, 4, 5, 1, 6], [0, 3, 7, 4, 6]].map { cell in
      let mirrored = cell.map { corner in
        corners.firstIndex(of: corners[corner] ^ odd) ?? corner
      }
      // A mirror turns the base over.
      let isTurned = odd.wrappedSum() % 2 == 1
      return isTurned ? [0, 3, 2, 1, 4].map { mirrored[$0] } : mirrored
    }
  }
}
