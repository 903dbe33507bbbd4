import Meshes
import Tensors

/// How much to rely on a landmark that was found without a file.
///
/// c = p · e^(−r/1 mm) · k · d. p compares the best pose with the best that is turned otherwise: 1 where
/// that fits half as well, 0 where it fits as well. r is the mean residual and k the part of the atlas
/// that has a residual within 10 mm. d tells whether the surroundings can slide: with m the mean of
/// (t·n)² over the normals n there, for the tangent t in which it is least, d = √(m/(m + 0.03)); a
/// sphere of 80 mm radius gives 0.3, the tip of a nose 0.95.
///
/// - Source: the least eigenvalue after Gelfand & Guibas, *Shape segmentation using local slippage
///   analysis*, Symp. Geometry Processing (2004); the combination is our own.
struct LandmarkConfidence {
  private let registration: Registration
  private let normals: [Vector3]
  private let areas: [Double]
  /// p.
  private let certainty: Double

  private static let radius = 10e-3
  private static let residualScale = 1e-3
  private static let slippage = 0.03

  init(_ registration: Registration, pose: PoseSearch.Pose, alternative: PoseSearch.Pose?) {
    self.registration = registration
    normals = registration.surface.vertexNormals()
    var areas = [Double](repeating: 0, count: normals.count)
    for t in registration.surface.triangles {
      let area = registration.surface.areaVector(of: t).length / 3
      for c in 0..<3 { areas[Int(t[c])] += area }
    }
    self.areas = areas
    let ratio = (alternative?.misfit ?? .infinity) / max(pose.misfit, 1e-6)
    certainty = min(max(ratio - 1, 0), 1)
  }

  func value(at place: Vector3) -> Double {
    let x = registration.surface.positions
    let near = x.indices.filter { (x[$0] - place).length < Self.radius }
    let total = near.reduce(0) { $0 + areas[$1] }
    guard total > 0 else { return 0 }
    let seen = near.filter { !registration.residuals[$0].isNaN }
    let covered = seen.reduce(0) { $0 + areas[$1] }
    guard covered > 0 else { return 0 }
    let residual = seen.reduce(0) { $0 + areas[$1] * registration.residuals[$1] } / covered
    return certainty * .exponential(-residual / Self.residualScale) * (covered / total)
      * distinctness(of: near, area: total)
  }

  /// d.
  private func distinctness(of vertices: [Int], area: Double) -> Double {
    let mean = vertices.reduce(Vector3.zero) { $0 + areas[$1] * normals[$1] }.normalized
    let t = mean.cross(abs(mean.x) < 0.7 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)).normalized
    let s = mean.cross(t)
    var (tt, ts, ss) = (0.0, 0.0, 0.0)
    for i in vertices {
      let (a, b) = (normals[i].dot(t), normals[i].dot(s))
      tt += areas[i] * a * a / area
      ts += areas[i] * a * b / area
      ss += areas[i] * b * b / area
    }
    let least = 0.5 * (tt + ss - ((tt - ss) * (tt - ss) + 4 * ts * ts).squareRoot())
    return (max(least, 0) / (max(least, 0) + Self.slippage)).squareRoot()
  }
}
