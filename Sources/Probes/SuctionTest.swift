import Assembly
import Solvers
import Tensors

/// Skin sucked into a cup and let go, in cycles.
public struct SuctionTest: Sendable, Equatable {
  public var probe: SuctionProbe
  /// In Pa; 1 mbar is 100 Pa.
  public var pressure: Double
  public var timing: RecoilCurve.Timing

  public init(_ probe: SuctionProbe, pressure: Double, timing: RecoilCurve.Timing) {
    (self.probe, self.pressure, self.timing) = (probe, pressure, timing)
  }

  /// Time in s in which a pump makes and loses the suction, an assumption: short against the 0.1 s of
  /// `RecoilCurve.immediate`.
  public static let ramp = 0.05

  /// Follows the tissue through all cycles.
  ///
  /// - Parameters:
  ///   - tissue: its layers.
  ///   - cells: from the axis to the edge of the opening.
  ///   - accuracy: error of one step in time over the radius of the opening.
  ///   - outer: radius of the block in m; `SectorBlock.reach` when nil.
  ///   - boundary: what holds its outer edge.
  ///   - variations: of the tissue, whose slopes are wanted.
  ///   - schedule: of the steps in time; they adapt to the accuracy when nil.
  ///   - near: of this test on nearly the same tissue, whose steps are taken.
  ///   - threads: for assembly.
  /// - Returns: the curve of the middle of the skin, and the tissue before, sucked and let go.
  /// - Throws: `SolverError`, and what is wrong with the tissue.
  public func run(
    on tissue: LayeredTissue, cells: Int = 5, accuracy: Double = 1e-3, outer: Double? = nil,
    boundary: SectorBlock.Edge = .fixed, variations: [VariedTissue] = [],
    schedule: ProbeSchedule? = nil, near: ProbePath? = nil, threads: Int = 2
  ) throws -> ProbeRun {
    let block = probe.block(of: tissue, cells: cells, outer: outer, boundary: boundary)
    let body = try ProbedBody(probe, on: block, threads: threads)
    let apex = block.apex
    let full = body.loading(suction: pressure)
    let none = body.loading(suction: 0)
    // How much of the suction acts shows in the force on the node with the most of it.
    let strongest =
      body.unitSuction.indices.max { body.unitSuction[$0].z < body.unitSuction[$1].z } ?? 0
    let follower = try ProbeFollower(
      body, timing: timing, tolerance: accuracy * probe.aperture,
      variations: variations, schedule: schedule, near: near
    ) {
      let excess = $0.loading.forces[strongest].z - none.forces[strongest].z
      return (
        excess / body.unitSuction[strongest].z,
        $0.equilibrium.state.displacements[apex].z
      )
    }
    var phases = [phase(.before, follower)]
    for cycle in 0..<timing.cycles {
      try follower.half(timing.on, to: full)
      if cycle == 0 { phases.append(phase(.loaded, follower)) }
      try follower.half(timing.off, to: none)
      if cycle == 0 { phases.append(phase(.released, follower)) }
    }
    return follower.run(phases: phases)
  }

  private func phase(_ kind: ProbeRun.Phase.Kind, _ follower: ProbeFollower) -> ProbeRun.Phase {
    ProbeRun.Phase(
      kind: kind, time: follower.state.time,
      displacements: follower.state.equilibrium.state.displacements, instrument: 0)
  }
}
