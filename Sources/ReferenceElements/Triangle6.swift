import Tensors

/// The quadratic triangle with corners (0,0), (1,0), (0,1) and edge nodes 12, 23, 31.
///
/// With L = (1 − ξ − η, ξ, η): corners Lᵢ (2Lᵢ − 1), edges 4 Lᵢ Lⱼ.
public enum Triangle6: ReferenceCell {
  public static let nodes: [Vector3] = [
    Vector3(0, 0, 0), Vector3(1, 0, 0), Vector3(0, 1, 0),
    Vector3(0.5, 0, 0), Vector3(0.5, 0.5, 0), Vector3(0, 0.5, 0),
  ]

  public static func shapes(at point: Vector3) -> [Double] {
    let L = [1 - point.x - point.y, point.x, point.y]
    return L.map { $0 * (2 * $0 - 1) } + (0..<3).map { 4 * L[$0] * L[($0 + 1) % 3] }
  }

  public static func gradients(at point: Vector3) -> [Vector3] {
    let L = [1 - point.x - point.y, point.x, point.y]
    let dL = [Vector3(-1, -1, 0), Vector3(1, 0, 0), Vector3(0, 1, 0)]
    return (0..<3).map { (4 * L[$0] - 1) * dL[$0] }
      + (0..<3).map { i in
        let j = (i + 1) % 3
        return 4 * (dL[i] * L[j] + dL[j] * L[i])
      }
  }
}
