import Meshes
import ReferenceElements
import Tensors

extension VolumeMesh {
  /// Wedges over a triangular lattice, mapped to where they belong with all their nodes.
  ///
  /// The lattice covers the triangle x, y ≥ 0, x + y ≤ 1, or all four of its mirror images (the square
  /// |x| + |y| ≤ 1); z runs from 0 to 1. Nodes between corners are mapped themselves, so that curved
  /// boundaries are met with the order of the cells.
  ///
  /// - Parameters:
  ///   - n: divisions of the sides of the triangle.
  ///   - m: layers along z.
  ///   - isWhole: whether the square is covered.
  ///   - map: from lattice coordinates to positions in m.
  /// - Returns: the mesh of wedge15.
  static func latticePrism(
    divisions n: Int, layers m: Int, isWhole: Bool = false, map: (Vector3) -> Vector3
  ) -> VolumeMesh {
    var lattice = Lattice(divisions: n)
    for signs in isWhole ? [(1, 1), (-1, 1), (-1, -1), (1, -1)] : [(1, 1)] {
      lattice.addTriangle(signs: signs)
    }
    let count = lattice.points.count
    let positions = (0...m).flatMap { k in
      lattice.points.map {
        Vector3(Double($0.x) / Double(n), Double($0.y) / Double(n), Double(k) / Double(m))
      }
    }
    var nodes: [Int32] = []
    for k in 0..<m {
      for t in lattice.triangles {
        for level in [k, k + 1] { nodes += [t.x, t.y, t.z].map { Int32($0 + level * count) } }
      }
    }
    let linear = VolumeMesh(
      positions: positions, blocks: [CellBlock(region: "body", shape: .wedge6, nodes: nodes)])
    var mesh = linear.elevated { _ in .wedge15 }
    mesh.positions = mesh.positions.map(map)
    return mesh
  }
}

/// Points with whole coordinates and the triangles between them.
private struct Lattice {
  let divisions: Int
  var points: [SIMD2<Int>] = []
  var triangles: [SIMD3<Int>] = []
  private var known: [SIMD2<Int>: Int] = [:]

  init(divisions: Int) { self.divisions = divisions }

  private mutating func index(_ point: SIMD2<Int>) -> Int {
    if let index = known[point] { return index }
    known[point] = points.count
    points.append(point)
    return points.count - 1
  }

  /// Adds the triangle of one quadrant; counter-clockwise whatever the mirror images.
  mutating func addTriangle(signs: (Int, Int)) {
    let isMirrored = signs.0 * signs.1 < 0
    func corner(_ i: Int, _ j: Int) -> SIMD2<Int> { SIMD2(signs.0 * i, signs.1 * j) }
    for i in 0..<divisions {
      for j in 0..<(divisions - i) {
        var cells = [[corner(i, j), corner(i + 1, j), corner(i, j + 1)]]
        if i + j + 1 < divisions {
          cells.append([corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)])
        }
        for cell in cells {
          let (a, b, c) = (index(cell[0]), index(cell[1]), index(cell[2]))
          triangles.append(isMirrored ? SIMD3(a, c, b) : SIMD3(a, b, c))
        }
      }
    }
  }
}

/// Where a point of the square |x| + |y| ≤ 1 lies on the unit disc.
///
/// Rings stay rings: ρ = |x| + |y|, and the angle runs evenly along each quarter.
func onDisc(_ x: Double, _ y: Double) -> (radius: Double, angle: Double) {
  let radius = abs(x) + abs(y)
  guard radius > 0 else { return (0, 0) }
  let quarter = Double.pi / 2 * abs(y) / radius
  switch (x >= 0, y >= 0) {
  case (true, true): return (radius, quarter)
  case (false, true): return (radius, .pi - quarter)
  case (false, false): return (radius, .pi + quarter)
  case (true, false): return (radius, -quarter)
  }
}

/// The vector of length r at an angle in the plane z = 0.
func polar(_ r: Double, _ angle: Double) -> Vector3 {
  Vector3(r * .cosine(angle), r * .sine(angle), 0)
}
