import Meshes

/// Zones of triangles, freed of ragged borders and of crumbs.
struct ZoneCleaning {
  /// The triangles across the edges of each triangle.
  private let neighbours: [[Int]]

  init(_ surface: TriangleSurface) {
    var sides: [(ends: SIMD2<Int32>, triangle: Int)] = []
    for (number, t) in surface.triangles.enumerated() {
      for corner in 0..<3 {
        let (a, b) = (t[corner], t[(corner + 1) % 3])
        sides.append((SIMD2(min(a, b), max(a, b)), number))
      }
    }
    sides.sort { ($0.ends.x, $0.ends.y, $0.triangle) < ($1.ends.x, $1.ends.y, $1.triangle) }
    var neighbours = [[Int]](repeating: [], count: surface.triangles.count)
    for (first, second) in zip(sides, sides.dropFirst()) where first.ends == second.ends {
      neighbours[first.triangle].append(second.triangle)
      neighbours[second.triangle].append(first.triangle)
    }
    self.neighbours = neighbours
  }

  /// Cuts teeth off the borders, then gives each crumb to the zone it touches most.
  ///
  /// - Parameter zones: the zone of each triangle.
  /// - Returns: zones of one piece each.
  func clean(_ zones: [Int]) -> [Int] {
    var zones = zones
    for _ in 0..<4 {
      for triangle in zones.indices {
        let around = neighbours[triangle].map { zones[$0] }
        if let other = around.first(where: { zone in
          zone != zones[triangle] && around.filter { $0 == zone }.count > 1
        }) {
          zones[triangle] = other
        }
      }
    }
    for piece in crumbs(zones) {
      let rim = piece.flatMap { neighbours[$0] }.map { zones[$0] }.filter { $0 != zones[piece[0]] }
      let most = Set(rim).sorted().max { a, b in
        rim.filter { $0 == a }.count < rim.filter { $0 == b }.count
      }
      for triangle in piece { zones[triangle] = most ?? zones[triangle] }
    }
    return zones
  }

  /// The connected pieces of every zone except its largest, small ones first.
  private func crumbs(_ zones: [Int]) -> [[Int]] {
    var seen = [Bool](repeating: false, count: zones.count)
    var pieces: [[Int]] = []
    for start in zones.indices where !seen[start] {
      var piece = [start]
      seen[start] = true
      var next = 0
      while next < piece.count {
        for other in neighbours[piece[next]] where !seen[other] && zones[other] == zones[start] {
          seen[other] = true
          piece.append(other)
        }
        next += 1
      }
      pieces.append(piece)
    }
    var largest: [Int: Int] = [:]
    for (number, piece) in pieces.enumerated()
    where piece.count > largest[zones[piece[0]]].map({ pieces[$0].count }) ?? 0 {
      largest[zones[piece[0]]] = number
    }
    return pieces.enumerated().filter { largest[zones[$1[0]]] != $0 }.map(\.element)
      .sorted { ($0.count, $0[0]) < ($1.count, $1[0]) }
  }
}
