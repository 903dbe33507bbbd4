import Dispatch
import Meshes
import Tensors

/// Finds how a face is turned, where it lies and how large it is, from its shape alone.
///
/// A scanned face is an open sheet: its area vector ∮ n dA points forward, up to some 20°. Around it the
/// atlas is tried at equal steps of roll (and, for a sheet that is nearly closed, around directions
/// spread over the sphere); every start is fitted by iterated nearest points, the best ones with more
/// points. Nothing depends on the frame of the scan or on chance.
public struct PoseSearch: Sendable {
  /// One place and size of the atlas in the scan.
  public struct Pose: Sendable {
    /// From the atlas (head frame, m) to the scan.
    public var similarity: Similarity
    /// Mean distance of the atlas to the scan in m of the atlas; points that find nothing within
    /// 10 mm, or something that faces elsewhere, count 10 mm.
    public var misfit: Double
  }

  private let coarse: SurfaceSamples
  private let fine: SurfaceSamples
  private let forward: Vector3
  private let center: Vector3

  /// Steps of roll around one direction.
  private static let rolls = 24
  /// How many starts are fitted with more points.
  private static let finalists = 6
  /// Poses less than this apart, in rad, are one.
  private static let distinct = 25 * Double.pi / 180
  /// |∮ n dA| / A below which a sheet counts as nearly closed.
  private static let openness = 0.35
  /// What a point that finds nothing counts, in m.
  private static let cutoff = 10e-3

  /// - Parameter atlas: in m, +y up and +z forward.
  public init(atlas: TriangleSurface) {
    coarse = SurfaceSamples(of: atlas, count: 250)
    fine = SurfaceSamples(of: atlas, count: 1000)
    forward = atlas.vectorArea.normalized
    center = fine.positions.reduce(.zero, +) / Double(max(fine.positions.count, 1))
  }

  /// Distinct poses, the best first.
  ///
  /// - Parameter scan: in m, oriented outward.
  /// - Returns: empty for a scan without triangles.
  public func poses(in scan: TriangleSurface) -> [Pose] { poses(in: ScanTarget(scan), of: scan) }

  func poses(in target: ScanTarget, of scan: TriangleSurface) -> [Pose] {
    let middle = SurfaceSamples(of: scan, count: 1000).positions
    guard !middle.isEmpty else { return [] }
    let place = middle.reduce(.zero, +) / Double(middle.count)
    let starts = rotations(for: scan).map {
      Similarity(scale: 1, rotation: $0, translation: place - $0 * center)
    }
    let first = fitted(
      starts, coarse, target, limits: [60e-3, 50e-3, 40e-3, 30e-3, 25e-3, 20e-3, 20e-3, 20e-3])
    let best = distinct(first).prefix(Self.finalists).map(\.similarity)
    let limits = [
      25e-3, 20e-3, 20e-3, 15e-3, 15e-3, 15e-3, 12e-3, 12e-3, 12e-3, 12e-3, 12e-3, 12e-3,
    ]
    return distinct(fitted(Array(best), fine, target, limits: limits))
  }

  /// The rotations that are tried.
  private func rotations(for scan: TriangleSurface) -> [Matrix3] {
    let total = scan.vectorArea
    let area = scan.triangles.reduce(0) { $0 + scan.areaVector(of: $1).length }
    var directions = [total.normalized]
    if total.length < Self.openness * area { directions += Self.sphere }
    return directions.flatMap { direction in
      let turn = Matrix3(turning: forward, to: direction)
      return (0..<Self.rolls).map { k in
        Matrix3(rotationBy: 2 * .pi * Double(k) / Double(Self.rolls), about: direction) * turn
      }
    }
  }

  /// The corners of a cube and the centres of its sides.
  private static let sphere: [Vector3] = {
    var directions: [Vector3] = []
    for x in [-1.0, 0, 1] {
      for y in [-1.0, 0, 1] {
        for z in [-1.0, 0, 1] where abs(x) + abs(y) + abs(z) != 2 && abs(x) + abs(y) + abs(z) > 0 {
          directions.append(Vector3(x, y, z).normalized)
        }
      }
    }
    return directions
  }()

  private func fitted(
    _ starts: [Similarity], _ samples: SurfaceSamples, _ target: ScanTarget, limits: [Double]
  ) -> [Pose] {
    var poses = starts.map { Pose(similarity: $0, misfit: .infinity) }
    poses.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: starts.count) { k in
        let fitted = SimilarityFit(samples, center: center).refine(
          starts[k], on: target, limits: limits)
        results[k] = Pose(
          similarity: fitted, misfit: misfit(of: fitted, samples, on: target))
      }
    }
    return poses
  }

  private func misfit(of pose: Similarity, _ samples: SurfaceSamples, on target: ScanTarget)
    -> Double
  {
    var sum = 0.0
    for (X, N) in zip(samples.positions, samples.normals) {
      let match = target.match(
        pose(X), pose.rotation * N, limit: Self.cutoff * pose.scale)
      sum +=
        match.map { ($0.point - pose(X)).length / pose.scale + (1 - $0.weight) * 3e-3 }
        ?? Self.cutoff
    }
    return sum / Double(max(samples.positions.count, 1))
  }

  /// The poses by misfit, without those that are nearly the same as a better one.
  private func distinct(_ poses: [Pose]) -> [Pose] {
    let order = poses.indices.sorted { (poses[$0].misfit, $0) < (poses[$1].misfit, $1) }
    var kept: [Pose] = []
    for i in order {
      let R = poses[i].similarity.rotation
      let isNew = kept.allSatisfy { ($0.similarity.rotation.transpose * R).angle > Self.distinct }
      if isNew { kept.append(poses[i]) }
    }
    return kept
  }
}

extension TriangleSurface {
  /// ∫ n dA, in m²; zero for a closed surface.
  var vectorArea: Vector3 { triangles.reduce(.zero) { $0 + areaVector(of: $1) } }
}

extension Matrix3 {
  /// The angle of a rotation in rad: 2 |sin φ/2|² = (3 − tr R)/2.
  var angle: Double {
    let sine = Swift.max(0, (3 - trace) / 4).squareRoot()
    return 2 * .angle(sine: sine, cosine: Swift.max(0, 1 - sine * sine).squareRoot())
  }

  /// The smallest rotation from one unit vector to another.
  init(turning a: Vector3, to b: Vector3) {
    let axis = a.cross(b)
    let angle = Double.angle(sine: axis.length, cosine: a.dot(b))
    guard axis.length > 1e-9 else {
      guard a.dot(b) < 0 else { self = .identity; return }
      let other = abs(a.x) < 0.7 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
      self.init(rotationBy: .pi, about: a.cross(other))
      return
    }
    self.init(rotationBy: angle, about: axis)
  }
}
