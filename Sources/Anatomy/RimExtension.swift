import Meshes
import Scans
import Tensors

/// Rows of triangles beyond the cut rim of a face, so that the tissue ends far from every zone.
///
/// The face is cut in front of the ears, above the hairline and on the neck; the tissue goes on. Rows
/// follow the plane of the skin at the rim straight outwards, each wider than the one before, so that few
/// cells reach far. What the end does dies out over √(E t h/G), 20 to 35 mm in a face, so that 100 mm leave
/// e^(−100/35), 6 %, of it at the rim in the worst place, the neck, and 1 % where bone is near.
public struct RimExtension {
  /// How far the tissue goes on, in m.
  public static let width = 100e-3
  /// Width of a row over that of the row before.
  private static let growth = 2.0
  /// Standard deviation along the rim over which its directions are smoothed, in m.
  private static let smoothing = 20e-3

  private let loop: [Int]
  /// Distances of the rows from the rim, rising, in m.
  private let distances: [Double]
  private let smoothingSweeps: Int
  /// Whether an edge of the rim is on the left half, for each place of the loop: the halves mirror each other.
  private let isLeft: [Bool]
  private let border: Set<SIMD2<Int32>>

  /// Plans the rows for a level of the atlas and every surface bent from it.
  ///
  /// - Parameters:
  ///   - level: of the atlas, in m.
  ///   - width: how far the rows reach, in m; none when 0.
  init(_ level: TriangleSurface, width: Double) {
    // The atlas has one border; eyes and lips are closed.
    loop = SurfaceBorder(of: level, cornerCosine: -1).loops.max { $0.count < $1.count } ?? []
    let ends = zip(loop, loop.dropFirst() + loop.prefix(1))
    isLeft = ends.map { level.positions[$0].x + level.positions[$1].x > 0 }
    border = Set(ends.map { SIMD2(Int32($0), Int32($1)) })
    let length = ends.reduce(0) { $0 + (level.positions[$1.0] - level.positions[$1.1]).length }
    let edge = length / Double(max(loop.count, 1))
    distances = width > 0 ? Self.distances(firstRow: edge, width: width) : []
    smoothingSweeps = Int((2 * (Self.smoothing / edge) * (Self.smoothing / edge)).rounded(.up))
  }

  /// Rows that begin about as wide as the triangles of the face, all widened by 1/0.6 at most.
  private static func distances(firstRow edge: Double, width: Double) -> [Double] {
    var sums = [edge]
    while sums[sums.count - 1] < 0.6 * width {
      sums.append(edge + growth * sums[sums.count - 1])
    }
    return sums.map { $0 * width / sums[sums.count - 1] }
  }

  /// A surface with the rows behind its own vertices and triangles.
  ///
  /// - Parameter surface: with the triangles of the level that was planned for, in m.
  /// - Returns: first the surface as it is, then row by row.
  func extended(_ surface: TriangleSurface) -> TriangleSurface {
    let outwards = directions(surface)
    var result = surface
    for distance in distances {
      result.positions += zip(loop, outwards).map { surface.positions[$0] + distance * $1 }
    }
    for row in distances.indices {
      for place in loop.indices { result.triangles += cells(row: row, place: place, surface) }
    }
    return result
  }

  /// For each triangle of the rows the triangle of the face whose tissue goes on there.
  ///
  /// - Parameter surface: as in `extended`.
  /// - Returns: numbers of triangles, row by row.
  func origins(on surface: TriangleSurface) -> [Int] {
    var owner: [SIMD2<Int32>: Int] = [:]
    for (t, corners) in surface.triangles.enumerated() {
      for c in 0..<3 {
        let edge = SIMD2(corners[c], corners[(c + 1) % 3])
        if border.contains(edge) { owner[edge] = t }
      }
    }
    let along = loop.indices.flatMap { place -> [Int] in
      let edge = SIMD2(Int32(loop[place]), Int32(loop[(place + 1) % loop.count]))
      let triangle = owner[edge] ?? 0
      return [triangle, triangle]
    }
    return distances.flatMap { _ in along }
  }

  /// Two triangles, each with its right angle first.
  private func cells(row: Int, place: Int, _ surface: TriangleSurface) -> [SIMD3<Int32>] {
    func vertex(_ row: Int, _ place: Int) -> Int32 {
      let place = place % loop.count
      return row == 0
        ? Int32(loop[place]) : Int32(surface.positions.count + (row - 1) * loop.count + place)
    }
    let (a, b) = (vertex(row, place), vertex(row, place + 1))
    let (c, d) = (vertex(row + 1, place), vertex(row + 1, place + 1))
    return isLeft[place] ? [SIMD3(a, c, b), SIMD3(d, b, c)] : [SIMD3(b, a, d), SIMD3(c, d, a)]
  }

  /// Outwards in the skin, across the rim, for each vertex of the loop.
  private func directions(_ surface: TriangleSurface) -> [Vector3] {
    var normals = [Vector3](repeating: .zero, count: surface.positions.count)
    for t in surface.triangles {
      let p = (0..<3).map { surface.positions[Int(t[$0])] }
      let area = (p[1] - p[0]).cross(p[2] - p[0])
      for c in 0..<3 { normals[Int(t[c])] += area }
    }
    let count = loop.count
    var outwards = loop.indices.map { place -> Vector3 in
      let along =
        surface.positions[loop[(place + 1) % count]]
        - surface.positions[loop[(place + count - 1) % count]]
      return along.cross(normals[loop[place]]).normalized
    }
    for _ in 0..<smoothingSweeps {
      outwards = outwards.indices.map { place in
        (outwards[(place + count - 1) % count] + 2 * outwards[place]
          + outwards[(place + 1) % count]).normalized
      }
    }
    return outwards
  }
}
