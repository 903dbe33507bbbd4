import Anatomy
import Measures
import Tensors

/// How far each zone gives when the person lies down.
public struct Laxity: Sendable, Equatable {
  /// One zone, or the whole `face`.
  public struct Zone: Sendable, Equatable {
    public var name: String
    /// Mean distance of its points upright from where they are supine, in m.
    public var difference: Double
    /// Mean thickness of the tissue under it, from skin to bone, in m.
    public var depth: Double
    /// Root mean square of |∇u| of that way over the zone, per m of length.
    public var gradient: Double

    /// From 0 to 4; see `LaxityGrade`.
    public var grade: Int { LaxityGrade.grade(of: difference) }
    /// The difference by the thickness: what the tissue would be sheared by if it were one layer.
    public var relativeDifference: Double { difference / depth }
  }

  /// Sorted by name, the face last.
  public var zones: [Zone]
}

extension ScenarioResult {
  /// The laxity of every zone; nil unless the face is known both upright and supine.
  ///
  /// Either posture is that of the capture or of the first step in it without load or change of stiffness.
  public var laxity: Laxity? {
    guard let rows = lyingDown else { return nil }
    let depths = prepared.meanDepths
    return Laxity(
      zones: rows.map {
        Laxity.Zone(
          name: $0.zone, difference: $0.mean, depth: depths[$0.zone] ?? .nan,
          gradient: $0.gradient)
      })
  }

  /// Statistics of the way from upright to supine.
  private var lyingDown: [ZoneStatistics]? {
    guard let upright = displacements(in: .upright), let supine = displacements(in: .supine)
    else { return nil }
    // Mostly that is the way of a step, or between the first and a later one.
    if let step = steps.first(where: { $0.displacements == supine }),
      upright.allSatisfy({ $0 == .zero })
    {
      return step.zones
    }
    if steps.first?.displacements == upright,
      let change = changes.first(where: { change in
        steps.contains { $0.id == change.to && $0.displacements == supine }
      })
    {
      return change.zones
    }
    let motion = SkinMotion(from: upright, to: supine, rest: rest.displacements)
    return prepared.statistics(of: motion, gravity: Scenario.Posture.supine.gravityDirection)
  }

  private func displacements(in posture: Scenario.Posture) -> [Vector3]? {
    let alone = StepConditions(captured: posture)
    if let step = steps.first(where: { $0.conditions.areEquivalent(to: alone) }) {
      return step.displacements
    }
    guard rest.captured.gravityDirection == posture.gravityDirection else { return nil }
    return Array(repeating: .zero, count: rest.displacements.count)
  }
}

extension PreparedFace {
  /// Mean thickness of the tissue by zone and of the whole `face`, in m, over the area as captured.
  fileprivate var meanDepths: [String: Double] {
    let sheet = face.tissue.sheet
    let layers = face.tissue.thickness.layers
    var sums: [String: (volume: Double, area: Double)] = [:]
    for t in sheet.faceTriangles {
      let zone = sheet.zoneOfTriangle[t]
      let corners = (0..<3).map { Int(sheet.corners.triangles[t][$0]) }
      let p = corners.map { sheet.corners.positions[$0] }
      let area = (p[1] - p[0]).cross(p[2] - p[0]).length / 2
      let depth = corners.reduce(0.0) { sum, corner in
        TissueLayer.allCases.reduce(sum) { $0 + (layers[$1]?[corner] ?? 0) / 3 }
      }
      for name in [atlas.zones[zone].name, "face"] {
        sums[name, default: (0, 0)].volume += area * depth
        sums[name, default: (0, 0)].area += area
      }
    }
    return sums.mapValues { $0.volume / $0.area }
  }
}
