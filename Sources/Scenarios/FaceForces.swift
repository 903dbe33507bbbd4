import Solvers
import Tensors

/// What acts on the nodes of a face in every posture.
struct FaceForces {
  /// Weight of each node in N, without direction.
  let weights: [Double]
  /// What keeps tense skin in the shape of the face as captured, in N.
  ///
  /// The fibres that tie the skin to what lies below (retinacula, muscles, the skin beyond the rim) carry
  /// its tension where it is curved; they are not modelled one by one. Their forces are taken as those
  /// that balance the tension in the face as captured, and stay as they are.
  let holding: [Vector3]

  /// Forces of gravity alone.
  func gravity(_ posture: Scenario.Posture) -> [Vector3] {
    weights.map { $0 * posture.gravityDirection }
  }

  /// All forces.
  func loading(_ posture: Scenario.Posture) -> Loading {
    Loading(forces: zip(gravity(posture), holding).map { $0 + $1 })
  }
}
