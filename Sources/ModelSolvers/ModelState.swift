import Tensors

/// A converged state of a model.
public struct ModelState: Sendable {
  /// Index of the step, counted from 0.
  public var step: Int
  public var time: Double
  /// Displacements of the nodes.
  public var displacements: [Vector3]
  /// Force of the supports on the body at displacements that are given, zero elsewhere.
  public var reactions: [Vector3]
  /// Mean Cauchy stress over the points of each cell of the mesh.
  public var stresses: [Matrix3]
  /// Mean Green–Lagrange strain over the points of each cell.
  public var strains: [Matrix3]
  /// Mean volume ratio J over the points of each cell.
  public var volumeRatios: [Double]
  /// Newton iterations of this step in time, retries included.
  public var iterations: Int
}
