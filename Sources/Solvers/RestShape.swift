import Assembly
import Tensors

/// The shape that a body takes when only what holds its prestretch acts on it, found from the shape it has under load.
public struct RestShape: Sendable {
  /// Positions of the nodes at rest, in m.
  public var positions: [Vector3]
  /// The loaded state, counted from the rest shape: displacements lead to the target.
  public var loaded: SolidState
  /// Dead forces on the nodes, in N, that hold the body in its rest shape against its own prestretch; zero
  /// where there is none.
  public var holding: [Vector3]
  /// One entry per correction of the shape; a correction is about how far the loaded body was from the
  /// target.
  ///
  /// The step length of an entry is that of the step that led there.
  public var history: [NewtonIteration]
}

/// When the search of a rest shape stops, and how far it may go.
public struct RestShapeSettings: Sendable {
  /// Found when a correction moves no node by more than this, in m.
  public var tolerance = 1e-8
  /// Corrections for one fraction of the load.
  public var maximumIterations = 40
  /// Smallest step of the load as a fraction of the whole.
  public var smallestLoadStep = 1.0 / 64
  /// Corrections for one search, over all fractions of the load.
  ///
  /// The longest search that ended well took 121 of them; a hopeless one would go on for a thousand.
  public var maximumCorrections = 300

  public init() {}
}
