/// The edges of any set of triangles, manifold or not, with the sides of triangles that meet there.
///
/// Side c of triangle t has the number 3t + c and goes from corner c to corner c + 1. Built in linear
/// time by sorting the sides into bins of their lower vertex; edges ascend by their two ends.
public struct SurfaceEdges: Sendable {
  /// The two ends of each edge, the lower number first.
  public private(set) var ends: [SIMD2<Int32>] = []
  /// Where the sides of each edge begin in `sides`; one entry more than edges.
  public private(set) var starts: [Int32] = [0]
  /// Sides, ascending within each edge.
  public private(set) var sides: [Int32] = []
  /// The edge of each side.
  public private(set) var edgeOfSide: [Int32]

  public init(_ surface: TriangleSurface) {
    let count = surface.triangles.count
    edgeOfSide = [Int32](repeating: -1, count: 3 * count)
    var binStarts = [Int32](repeating: 0, count: surface.positions.count + 1)
    for t in surface.triangles {
      binStarts[Int(min(t.x, t.y)) + 1] += 1
      binStarts[Int(min(t.y, t.z)) + 1] += 1
      binStarts[Int(min(t.z, t.x)) + 1] += 1
    }
    for v in surface.positions.indices { binStarts[v + 1] += binStarts[v] }
    // (upper end, side) of each side, in the bin of its lower end.
    var binned = [SIMD2<Int32>](repeating: .zero, count: 3 * count)
    var next = binStarts
    for (t, corners) in surface.triangles.enumerated() {
      for c in 0..<3 {
        let (a, b) = (corners[c], corners[c == 2 ? 0 : c + 1])
        let low = Int(min(a, b))
        binned[Int(next[low])] = SIMD2(max(a, b), Int32(3 * t + c))
        next[low] += 1
      }
    }
    sides.reserveCapacity(3 * count)
    ends.reserveCapacity(3 * count / 2)
    starts.reserveCapacity(3 * count / 2)
    for low in surface.positions.indices {
      let bin = Int(binStarts[low])..<Int(binStarts[low + 1])
      Self.sort(&binned, bin)
      for slot in bin {
        let entry = binned[slot]
        if slot == bin.lowerBound || binned[slot - 1].x != entry.x {
          if slot > 0 { starts.append(Int32(sides.count)) }
          ends.append(SIMD2(Int32(low), entry.x))
        }
        sides.append(entry.y)
        edgeOfSide[Int(entry.y)] = Int32(ends.count - 1)
      }
    }
    if count > 0 { starts.append(Int32(sides.count)) }
  }

  /// Sorts a short stretch by upper end, then side; insertion, because bins hold about three.
  private static func sort(_ entries: inout [SIMD2<Int32>], _ range: Range<Int>) {
    if range.count > 32 {
      entries[range].sort { ($0.x, $0.y) < ($1.x, $1.y) }
      return
    }
    for i in range.dropFirst() {
      let entry = entries[i]
      var j = i
      while j > range.lowerBound,
        (entries[j - 1].x, entries[j - 1].y) > (entry.x, entry.y)
      {
        entries[j] = entries[j - 1]
        j -= 1
      }
      entries[j] = entry
    }
  }

  public var count: Int { ends.count }

  /// How many triangles meet at an edge.
  public func valence(_ edge: Int) -> Int { Int(starts[edge + 1] - starts[edge]) }

  /// The sides that meet at an edge.
  public func sides(of edge: Int) -> ArraySlice<Int32> {
    sides[Int(starts[edge])..<Int(starts[edge + 1])]
  }

  /// The side on the other face of an edge where exactly two meet; nil elsewhere.
  public func twin(_ side: Int) -> Int? {
    let edge = Int(edgeOfSide[side])
    guard valence(edge) == 2 else { return nil }
    let first = Int(sides[Int(starts[edge])])
    return first == side ? Int(sides[Int(starts[edge]) + 1]) : first
  }

  /// The number of the connected piece of each triangle, and how many pieces there are.
  ///
  /// Triangles are connected where they share an edge. Pieces are numbered by their first triangle.
  public func pieces() -> (ofTriangle: [Int32], count: Int) {
    var piece = [Int32](repeating: -1, count: edgeOfSide.count / 3)
    var count = 0
    var stack: [Int] = []
    for seed in piece.indices where piece[seed] < 0 {
      piece[seed] = Int32(count)
      stack.append(seed)
      while let t = stack.popLast() {
        for side in 3 * t..<3 * t + 3 {
          let edge = Int(edgeOfSide[side])
          for slot in Int(starts[edge])..<Int(starts[edge + 1]) {
            let other = Int(sides[slot]) / 3
            if piece[other] < 0 {
              piece[other] = Int32(count)
              stack.append(other)
            }
          }
        }
      }
      count += 1
    }
    return (piece, count)
  }
}
