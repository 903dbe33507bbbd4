import Anatomy
import ReferenceElements
import Tensors

/// How the skin of one zone moved.
public struct ZoneStatistics: Sendable, Equatable {
  public var zone: String
  /// Area of the undeformed skin in m².
  public var area: Double
  /// Length of the displacement in m: mean over the area, 95th percentile of the area, largest.
  public var mean: Double
  public var percentile95: Double
  public var maximum: Double
  /// Mean component along the outward normal, in m.
  public var normal: Double
  /// Mean length of the component in the skin, in m.
  public var tangential: Double
  /// Mean component against the gravity of the upright head, in m.
  public var lift: Double
  /// Mean component along the gravity that acts in the step, in m.
  public var alongGravity: Double
  /// Root mean square of |∇u| over the zone, per m of length; see `displacementGradient`.
  public var gradient: Double
  /// What the misfit of the atlas' shape to the scan adds to the uncertainty of the mean displacement, in m.
  ///
  /// One standard deviation; not a number where the scan has a hole in all of the zone. To first order, a
  /// skin that lies r off the true one along its normal reads the field at the wrong place: δu = r ∂u/∂n.
  /// The mean over the zone is then wrong by |∫ r ∂u/∂n dA|/A, which by the inequality of Cauchy and
  /// Schwarz is at most
  ///
  /// scanDeviation = rms(|∇u|) · rms(r),
  ///
  /// whatever the pattern of r. |∇u| stands for |∂u/∂n| so that a misfit that is not along the normal is
  /// bounded as well. Misfit where the scan has holes, the uncertainty of the tissue's depth and the noise
  /// of the scan are not in it. Zero for the atlas' own face.
  public var scanDeviation: Double
}

extension PreparedFace {
  /// The statistics of a field on the skin by zone, sorted by name, and of the whole face as `face`.
  ///
  /// - Parameters:
  ///   - nodal: a displacement of every node, in m.
  ///   - gravity: the direction that `alongGravity` is counted in; any length.
  /// - Returns: a row per zone, the whole face last.
  public func statistics(of nodal: [Vector3], gravity: Vector3) -> [ZoneStatistics] {
    var samples: [String: [Sample]] = [:]
    let rule = Quadrature.triangle(.degree4)
    let gradients = rule.points.map { Triangle6.gradients(at: $0) }
    let sheet = face.tissue.sheet
    for t in sheet.faceTriangles {
      let zone = sheet.zoneOfTriangle[t]
      for (q, point) in rule.points.enumerated() {
        let area = face.tissue.skinAreaVector(triangle: t, gradients: gradients[q])
        let barycentrics = Vector3(1 - point.x - point.y, point.x, point.y)
        let sample = Sample(
          area: area.length * rule.weights[q], normal: area.normalized,
          displacement: face.tissue.skinValue(of: nodal, triangle: t, barycentrics: barycentrics),
          squaredGradient: face.tissue.squaredGradient(
            of: nodal, triangle: t, gradients: gradients[q]))
        samples[atlas.zones[zone].name, default: []].append(sample)
      }
    }
    let zones = samples.keys.sorted().map { statistics($0, samples[$0] ?? [], gravity: gravity) }
    return zones + [
      statistics("face", samples.keys.sorted().flatMap { samples[$0] ?? [] }, gravity: gravity)
    ]
  }

  private struct Sample {
    var area: Double
    var normal: Vector3
    var displacement: Vector3
    var squaredGradient: Double
  }

  private func statistics(_ zone: String, _ samples: [Sample], gravity: Vector3) -> ZoneStatistics {
    let area = samples.reduce(0) { $0 + $1.area }
    func mean(_ value: (Sample) -> Double) -> Double {
      samples.reduce(0) { $0 + $1.area * value($1) } / area
    }
    let down = gravity.normalized
    let sorted = samples.sorted { $0.displacement.length < $1.displacement.length }
    var covered = 0.0
    let at95 = sorted.first { sample in
      covered += sample.area
      return covered >= 0.95 * area
    }
    let gradient = mean { $0.squaredGradient }.squareRoot()
    return ZoneStatistics(
      zone: zone, area: area, mean: mean { $0.displacement.length },
      percentile95: at95?.displacement.length ?? 0,
      maximum: sorted.last?.displacement.length ?? 0,
      normal: mean { $0.displacement.dot($0.normal) },
      tangential: mean { ($0.displacement - $0.displacement.dot($0.normal) * $0.normal).length },
      lift: mean { $0.displacement.y }, alongGravity: mean { $0.displacement.dot(down) },
      gradient: gradient, scanDeviation: gradient * shapeUncertainty(of: zone))
  }
}

extension PreparedFace {
  /// The rms misfit of a zone; 0 for the atlas' own face.
  private func shapeUncertainty(of zone: String) -> Double {
    misfits.isEmpty ? 0 : misfits.first { $0.zone == zone }?.rootMeanSquare ?? .nan
  }
}
