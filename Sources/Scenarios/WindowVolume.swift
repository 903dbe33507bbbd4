import Meshes
import Tensors

extension PreparedFace {
  /// The volume that the skin gains in front of a window that stays where it is in space, in m³.
  ///
  /// ΔV = Σ A d over the triangles of the zone on the undisplaced skin, d the distance from the middle of
  /// the triangle along its normal to the displaced skin, whichever part of it has come to lie there. It is
  /// what a camera measures that lays one surface on the other; material points that slide along the skin
  /// add nothing to it by themselves. To first order ΔV = ∫ u·n dA. The order left out is d/2R, R the
  /// radius of curvature: 1 % for 1 mm on a cheek.
  ///
  /// - Parameters:
  ///   - nodal: a displacement of every node, in m.
  ///   - zone: such as `malar.left`.
  /// - Returns: ΔV in m³; where the displaced skin is farther than 15 mm, a triangle adds nothing.
  public func volumeGained(by nodal: [Vector3], inWindow zone: String) -> Double {
    var moved = skin
    moved.positions = zip(skin.positions, onSkin(nodal)).map { $0 + $1 }
    let index = SurfaceIndex(moved)
    return zip(skin.triangles, atlas.zoneOfTriangle).reduce(0) { sum, entry in
      guard atlas.zones[entry.1].name == zone else { return sum }
      let p = (0..<3).map { skin.positions[Int(entry.0[$0])] }
      let area = 0.5 * (p[1] - p[0]).cross(p[2] - p[0])
      let rise = index.rise(from: (p[0] + p[1] + p[2]) / 3, along: area.normalized)
      return sum + area.length * (rise ?? 0)
    }
  }
}

extension SurfaceIndex {
  /// Signed distance to the surface along a line through a point, the nearer of both ways.
  fileprivate func rise(from point: Vector3, along normal: Vector3) -> Double? {
    let range = 0.0...15e-3
    let outwards = firstHit(from: point, along: normal, within: range)?.distance
    let inwards = firstHit(from: point, along: -1 * normal, within: range)?.distance
    guard let inwards else { return outwards }
    guard let outwards, outwards < inwards else { return -inwards }
    return outwards
  }
}
