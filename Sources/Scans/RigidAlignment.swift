import Meshes
import Tensors

/// Points moved onto a surface without bending or scaling, by those of them that fit best.
///
/// Every step minimizes Σ (n·(p + ω × (p − c) + t − q))² over a small turn ω about the middle c and a shift
/// t, with q the nearest point of the surface and n its normal; only the part `kept` of the points with the
/// smallest |n·(p − q)| counts, so that a place that has changed does not pull the rest away. A point
/// whose nearest point lies on the border of the surface says nothing.
///
/// - Source: Chen & Medioni, Image Vision Comput. 10 (1992) 145; trimming after Chetverikov, Stepanov &
///   Krsek, Image Vision Comput. 23 (2005) 299.
public struct RigidAlignment: Sendable {
  /// From the points to the surface; its scale is 1.
  public var motion: Similarity
  /// Distance of each point to the surface after the motion in m; nil where nothing is met.
  public var distances: [Double?]
  public var iterations: Int

  /// Part of the points that counts.
  public static let kept = 0.8
  /// Points farther away than this after the first placing, in m, say nothing.
  public static let reach = 15e-3
  /// No point moves farther than this, in m, in the last step.
  static let tolerance = 1e-9
  static let mostIterations = 60

  /// Aligns points.
  ///
  /// - Parameters:
  ///   - points: in m.
  ///   - surface: in m.
  ///   - start: roughly from the points to the surface; its scale is left out.
  public init(_ points: [Vector3], to surface: TriangleSurface, from start: Similarity) {
    let target = AlignmentTarget(surface)
    var motion = Similarity(scale: 1, rotation: start.rotation, translation: start.translation)
    iterations = 0
    for number in 1...Self.mostIterations {
      iterations = number
      guard let step = Self.step(points.map { motion($0) }, to: target) else { break }
      motion = Similarity(
        scale: 1, rotation: step.rotation * motion.rotation, translation: step(motion.translation))
      if step.farthest(of: points.map { motion($0) }) < Self.tolerance { break }
    }
    self.motion = motion
    distances = target.matches(of: points.map { motion($0) }).map { $0.map { abs($0.gap) } }
  }

  /// One step, from where the points are; nil if they do not bind it.
  private static func step(_ points: [Vector3], to target: AlignmentTarget) -> Similarity? {
    let matches = target.matches(of: points)
    let met = matches.indices.filter { matches[$0] != nil }
    let order = met.sorted {
      (abs(matches[$0]?.gap ?? 0), $0) < (abs(matches[$1]?.gap ?? 0), $1)
    }
    let best = order.prefix(Int(kept * Double(order.count)))
    guard best.count >= Similarity.leastPoints else { return nil }
    let c = best.reduce(Vector3.zero) { $0 + points[$1] } / Double(best.count)
    var system = LeastSquares(order: 6)
    for i in best {
      guard let match = matches[i] else { continue }
      // In units of 0.1 m, so that all unknowns are of one size.
      let a = (10 * (points[i] - c)).cross(match.normal)
      system.add(
        [a.x, a.y, a.z, match.normal.x, match.normal.y, match.normal.z], equals: -match.gap,
        weight: 1)
    }
    guard let x = system.solution() else { return nil }
    let omega = 10 * Vector3(x[0], x[1], x[2])
    let turn =
      omega.length > 0
      ? Matrix3(rotationBy: min(omega.length, 0.5), about: omega.normalized) : .identity
    let shift = Vector3(x[3], x[4], x[5])
    return Similarity(scale: 1, rotation: turn, translation: c + shift - turn * c)
  }
}

extension Similarity {
  /// The motion that brings `points` closest to `targets` without scaling.
  public static func rigid(_ points: [Vector3], to targets: [Vector3]) -> Similarity {
    let R = fitting(points, to: targets).rotation
    let shift = zip(points, targets).reduce(Vector3.zero) { $0 + $1.1 - R * $1.0 }
    return Similarity(scale: 1, rotation: R, translation: shift / Double(points.count))
  }

  /// Of a motion, the one that undoes it.
  public var undone: Similarity {
    precondition(scale == 1, "a motion does not scale")
    return Similarity(
      scale: 1, rotation: rotation.transpose,
      translation: Vector3.zero - rotation.transpose * translation)
  }

  /// How far the one of some points that moves most is moved.
  fileprivate func farthest(of points: [Vector3]) -> Double {
    points.reduce(0) { max($0, (self($1) - $1).length) }
  }
}

/// A surface that points are aligned to.
private struct AlignmentTarget: Sendable {
  private let index: SurfaceIndex
  private let topology: SurfaceTopology

  init(_ surface: TriangleSurface) {
    (index, topology) = (SurfaceIndex(surface), SurfaceTopology(surface))
  }

  struct Match: Sendable {
    var normal: Vector3
    /// n·(p − q) in m.
    var gap: Double
  }

  /// What each point meets.
  func matches(of points: [Vector3]) -> [Match?] {
    mapInParallel(points) { point in
      guard let nearest = index.nearest(to: point, within: RigidAlignment.reach),
        !topology.isOnBorder(nearest.triangle, nearest.barycentrics, of: index.surface)
      else { return nil }
      let normal = index.surface.areaVector(of: index.surface.triangles[nearest.triangle])
        .normalized
      return Match(normal: normal, gap: normal.dot(point - nearest.point))
    }
  }
}
