import Tensors

/// The barycentric coordinates of the point of triangle `a b c` that is nearest to `p`.
///
/// Walks the Voronoi regions of the corners, the edges and the inside. All three coordinates lie in
/// [0, 1] and sum to one; a triangle without area is treated as its three edges.
///
/// - Source: C. Ericson, *Real-Time Collision Detection* (2005), §5.1.5.
@inlinable
public func nearestBarycentrics(to p: Vector3, a: Vector3, b: Vector3, c: Vector3) -> Vector3 {
  let (ab, ac, ap) = (b - a, c - a, p - a)
  let (d1, d2) = (ab.dot(ap), ac.dot(ap))
  if d1 <= 0 && d2 <= 0 { return Vector3(1, 0, 0) }
  let bp = p - b
  let (d3, d4) = (ab.dot(bp), ac.dot(bp))
  if d3 >= 0 && d4 <= d3 { return Vector3(0, 1, 0) }
  let cp = p - c
  let (d5, d6) = (ab.dot(cp), ac.dot(cp))
  if d6 >= 0 && d5 <= d6 { return Vector3(0, 0, 1) }

  let wc = d1 * d4 - d3 * d2
  if wc <= 0 && d1 >= 0 && d3 <= 0 {
    let t = d1 / (d1 - d3)
    return Vector3(1 - t, t, 0)
  }
  let wb = d5 * d2 - d1 * d6
  if wb <= 0 && d2 >= 0 && d6 <= 0 {
    let t = d2 / (d2 - d6)
    return Vector3(1 - t, 0, t)
  }
  let wa = d3 * d6 - d5 * d4
  if wa <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0 {
    let t = (d4 - d3) / ((d4 - d3) + (d5 - d6))
    return Vector3(0, 1 - t, t)
  }
  let sum = wa + wb + wc
  guard sum > 0 else { return nearestOnEdges(to: p, a: a, b: b, c: c) }
  let (v, w) = (wb / sum, wc / sum)
  return Vector3(max(0, 1 - v - w), v, w)
}

/// The nearest point of the border of a triangle whose area is lost in round-off.
@usableFromInline
func nearestOnEdges(to p: Vector3, a: Vector3, b: Vector3, c: Vector3) -> Vector3 {
  func parameter(_ from: Vector3, _ to: Vector3) -> Double {
    let edge = to - from
    let squared = edge.dot(edge)
    return squared > 0 ? min(max((p - from).dot(edge) / squared, 0), 1) : 0
  }
  let (s, t, u) = (parameter(a, b), parameter(b, c), parameter(c, a))
  let candidates = [Vector3(1 - s, s, 0), Vector3(0, 1 - t, t), Vector3(u, 0, 1 - u)]
  let distances = candidates.map { (a * $0.x + b * $0.y + c * $0.z - p).length }
  var best = 0
  for i in 1..<3 where distances[i] < distances[best] { best = i }
  return candidates[best]
}
