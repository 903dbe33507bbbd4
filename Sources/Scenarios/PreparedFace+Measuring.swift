import Measures
import Meshes
import Tensors

extension PreparedFace {
  /// The face as measures look at it, after a displacement of the nodes.
  ///
  /// - Parameter nodal: from the face as captured, in m, in the frame of the head; nil for the face as captured.
  /// - Returns: the atlas' dense skin on this face, moved.
  public func measured(displacedBy nodal: [Vector3]? = nil) -> MeasuredFace {
    MeasuredFace(
      TriangleSurface(positions: skin.positions, triangles: skin.triangles),
      landmarks: measuredPlaces,
      displacedBy: nodal.map(onSkin) ?? Array(repeating: .zero, count: skin.positions.count),
      zoneOfTriangle: atlas.zoneOfTriangle.map { atlas.zones[$0] })
  }
}
