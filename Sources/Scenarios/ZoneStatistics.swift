import Anatomy
import Measures
import ReferenceElements
import Tensors

/// How the skin of one zone moved.
public struct ZoneStatistics: Sendable, Equatable {
  public var zone: String
  /// Area of the undeformed skin in m².
  public var area: Double
  /// Length of the displacement in m: mean over the area, root mean square, 95th percentile of the area,
  /// largest.
  public var mean: Double
  public var rootMeanSquare: Double
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
  /// Volume in m³ that the skin of the zone swept, positive outwards; see `SweptVolume`.
  ///
  /// The zones add up to the face.
  public var volumeChange: Double
  /// Mean ratio of the area of the skin after to that before.
  public var areaRatio: Double
  /// Mean of the largest principal stretch of the skin.
  public var largestStretch: Double
  /// Mean first principal stress along the skin in Pa; see `MembraneStress`.
  ///
  /// The stress at the end of a way that begins with the face as captured; the change of it along any other.
  public var tension: Double
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
  /// The statistics of a way of the skin by zone, sorted by name, and of the whole face as `face`.
  ///
  /// Means are over the area of the skin as captured.
  ///
  /// - Parameters:
  ///   - motion: where the skin goes.
  ///   - gravity: the direction that `alongGravity` is counted in; any length.
  /// - Returns: a row per zone, the whole face last.
  public func statistics(of motion: SkinMotion, gravity: Vector3) -> [ZoneStatistics] {
    var samples: [String: [Sample]] = [:]
    var volumes: [String: Double] = [:]
    let field = SkinField(of: motion, on: face)
    let sheet = face.tissue.sheet
    for t in sheet.faceTriangles {
      let name = atlas.zones[sheet.zoneOfTriangle[t]].name
      samples[name, default: []] += field.samples(ofTriangle: t)
      volumes[name, default: 0] += field.sweptVolume(ofTriangle: t)
    }
    let names = samples.keys.sorted()
    let zones = names.map {
      statistics($0, samples[$0] ?? [], volume: volumes[$0] ?? 0, gravity: gravity)
    }
    let all = names.flatMap { samples[$0] ?? [] }
    let volume = names.reduce(0) { $0 + (volumes[$1] ?? 0) }
    return zones + [statistics("face", all, volume: volume, gravity: gravity)]
  }

  private typealias Sample = SkinField.Sample

  private func statistics(
    _ zone: String, _ samples: [Sample], volume: Double, gravity: Vector3
  ) -> ZoneStatistics {
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
      rootMeanSquare: mean { $0.displacement.dot($0.displacement) }.squareRoot(),
      percentile95: at95?.displacement.length ?? 0,
      maximum: sorted.last?.displacement.length ?? 0,
      normal: mean { $0.displacement.dot($0.normal) },
      tangential: mean { ($0.displacement - $0.displacement.dot($0.normal) * $0.normal).length },
      lift: mean { $0.displacement.y }, alongGravity: mean { $0.displacement.dot(down) },
      volumeChange: volume, areaRatio: mean { $0.stretch.areaRatio },
      largestStretch: mean { $0.stretch.largest }, tension: mean { $0.tension },
      gradient: gradient, scanDeviation: gradient * shapeUncertainty(of: zone))
  }
}

extension PreparedFace {
  /// The rms misfit of a zone; 0 for the atlas' own face.
  private func shapeUncertainty(of zone: String) -> Double {
    misfits.isEmpty ? 0 : misfits.first { $0.zone == zone }?.rootMeanSquare ?? .nan
  }
}
