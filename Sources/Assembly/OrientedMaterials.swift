import Materials
import Tensors

/// Materials of a region that turn with the shape of the body: fibres and prestretch lie in its surface.
///
/// Where the shape is an unknown, as in the search of a rest shape, so are they.
public protocol OrientedMaterials: Sendable {
  /// Number of the block of the mesh.
  var block: Int { get }

  /// One material per cell, all of one law, for a body that has its nodes at `positions` (m).
  func materials(of positions: [Vector3]) -> [Material]
}
