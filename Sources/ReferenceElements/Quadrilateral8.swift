import Tensors

/// The quadratic serendipity quadrilateral on [−1, 1]², corners counter-clockwise, then edges.
///
/// Corners ¼(1 + ξξₐ)(1 + ηηₐ)(ξξₐ + ηηₐ − 1); edges ½(1 − ξ²)(1 + ηηₐ) and ½(1 + ξξₐ)(1 − η²).
public enum Quadrilateral8: ReferenceCell {
  public static let nodes: [Vector3] = [
    Vector3(-1, -1, 0), Vector3(1, -1, 0), Vector3(1, 1, 0), Vector3(-1, 1, 0),
    Vector3(0, -1, 0), Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(-1, 0, 0),
  ]

  public static func shapes(at p: Vector3) -> [Double] {
    nodes.map { n in
      if n.x == 0 { return 0.5 * (1 - p.x * p.x) * (1 + p.y * n.y) }
      if n.y == 0 { return 0.5 * (1 + p.x * n.x) * (1 - p.y * p.y) }
      return 0.25 * (1 + p.x * n.x) * (1 + p.y * n.y) * (p.x * n.x + p.y * n.y - 1)
    }
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    nodes.map { n in
      if n.x == 0 {
        return Vector3(-p.x * (1 + p.y * n.y), 0.5 * (1 - p.x * p.x) * n.y, 0)
      }
      if n.y == 0 {
        return Vector3(0.5 * n.x * (1 - p.y * p.y), -p.y * (1 + p.x * n.x), 0)
      }
      return Vector3(
        0.25 * n.x * (1 + p.y * n.y) * (2 * p.x * n.x + p.y * n.y),
        0.25 * n.y * (1 + p.x * n.x) * (p.x * n.x + 2 * p.y * n.y), 0)
    }
  }
}
