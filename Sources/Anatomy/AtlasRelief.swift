import Foundation
import Tensors

/// The named details of the face: how far they lift the skin above the smooth table of radii.
///
/// They are drawn in the front view, so a height depends on x and y only. Each is bell-shaped,
/// h exp(−d²/2w²), with d the distance from a curve or from a point.
struct AtlasRelief: Sendable {
  private let folds: [DrawnFold]
  private let bumps: [DrawnBump]
  /// Details lie on the front of the face only; in m.
  private static let depthLimit = 0.04

  init(_ parameters: AtlasParameters) {
    folds = parameters.folds.map(DrawnFold.init)
    bumps = parameters.bumps.map(DrawnBump.init)
  }

  /// Height in m above the smooth face at a point of it with x ≥ 0.
  func height(at point: Vector3) -> Double {
    guard point.z > Self.depthLimit else { return 0 }
    let mm = SIMD2(point.x, point.y) * 1e3
    let height =
      folds.reduce(0) { $0 + $1.height(at: mm) } + bumps.reduce(0) { $0 + $1.height(at: mm) }
    return 1e-3 * height
  }
}

/// A fold as a fine polyline, in mm.
private struct DrawnFold: Sendable {
  private let fold: AtlasParameters.Fold
  private let line: [SIMD2<Double>]
  /// Length of the polyline up to each of its points.
  private let lengths: [Double]
  /// Whether the line runs on mirrored across the midline, from its middle.
  private let crossesMidline: Bool
  private let lower: SIMD2<Double>
  private let upper: SIMD2<Double>

  init(_ fold: AtlasParameters.Fold) {
    self.fold = fold
    var points = fold.points.map { Vector3($0[0], $0[1], 0) }
    crossesMidline = points[0].x == 0 && points.contains { $0.x != 0 }
    if crossesMidline {
      points = points.dropFirst().reversed().map { Vector3(-$0.x, $0.y, 0) } + points
    }
    let spline = NaturalSpline(through: points)
    let count = crossesMidline ? 240 : 120
    let line = (0...count).map { i in
      let p = spline(spline.length * Double(i) / Double(count))
      return SIMD2(p.x, p.y)
    }
    var lengths = [0.0]
    for (a, b) in zip(line, line.dropFirst()) {
      lengths.append(lengths[lengths.count - 1] + norm(b - a))
    }
    self.line = line
    self.lengths = lengths
    let reach = SIMD2<Double>(repeating: 5 * max(fold.leftWidth, fold.rightWidth))
    lower = line.reduce(line[0]) { pointwiseMin($0, $1) } - reach
    upper = line.reduce(line[0]) { pointwiseMax($0, $1) } + reach
  }

  func height(at p: SIMD2<Double>) -> Double {
    guard all(p .> lower), all(p .< upper) else { return 0 }
    var (best, along, side) = (Double.infinity, 0.0, 0.0)
    for i in 0..<(line.count - 1) {
      let edge = line[i + 1] - line[i]
      let offset = p - line[i]
      let t = min(max((offset * edge).sum() / (edge * edge).sum(), 0), 1)
      let gap = offset - t * edge
      let d = (gap * gap).sum()
      if d < best {
        best = d
        along = lengths[i] + t * (lengths[i + 1] - lengths[i])
        side = edge.x * offset.y - edge.y * offset.x
      }
    }
    let width = side > 0 ? fold.leftWidth : fold.rightWidth
    return fold.height * exp(-best / (2 * width * width)) * fading(along)
  }

  /// Rises smoothly from 0 at the ends to 1.
  private func fading(_ along: Double) -> Double {
    let total = lengths[lengths.count - 1]
    let fromStart = crossesMidline ? .infinity : along
    let fromEnd = crossesMidline ? total / 2 - abs(along - total / 2) : total - along
    return smoothStep(fromStart, over: fold.fadeIn) * smoothStep(fromEnd, over: fold.fadeOut)
  }
}

/// A bump and, when it is off the midline, its mirror image; in mm.
private struct DrawnBump: Sendable {
  private let bump: AtlasParameters.Bump
  private let axis: SIMD2<Double>

  init(_ bump: AtlasParameters.Bump) {
    self.bump = bump
    let angle = bump.turned * .pi / 180
    axis = SIMD2(cos(angle), sin(angle))
  }

  func height(at p: SIMD2<Double>) -> Double {
    let own = bell(p)
    return bump.height * (bump.center[0] == 0 ? own : own + bell(SIMD2(-p.x, p.y)))
  }

  private func bell(_ p: SIMD2<Double>) -> Double {
    let d = p - SIMD2(bump.center[0], bump.center[1])
    let u = (d.x * axis.x + d.y * axis.y) / bump.halfWidths[0]
    let v = (d.y * axis.x - d.x * axis.y) / bump.halfWidths[1]
    return exp(-0.5 * (u * u + v * v))
  }
}

/// 3t² − 2t³ with t = x / width held to [0, 1]; 1 when there is no width.
func smoothStep(_ x: Double, over width: Double) -> Double {
  guard width > 0 else { return 1 }
  let t = min(max(x / width, 0), 1)
  return t * t * (3 - 2 * t)
}

private func norm(_ v: SIMD2<Double>) -> Double { (v * v).sum().squareRoot() }
