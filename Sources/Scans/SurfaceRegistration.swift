import Meshes
import SparseAlgebra
import Tensors

/// Lays an atlas onto scans.
///
/// A similarity from common landmarks places it; then it is bent, stage by stage less stiffly, until
/// its vertices lie on the scan. The same input gives the same bits on one machine; another number of
/// BLAS threads changes the order of sums, and positions by less than 10⁻⁹ m.
public struct SurfaceRegistration: Sendable {
  /// The atlas, in m.
  public let atlas: TriangleSurface
  public let landmarks: ScanLandmarks
  private let topology: SurfaceTopology
  /// Where each landmark lies on the atlas.
  let places: [String: SurfaceIndex.NearestPoint]

  /// Landmarks farther than this from the atlas, in m, help to place it but do not bend it.
  private static let anchorLimit = 5e-3

  /// No landmark of a face lies farther from that of the placed atlas, in m of the atlas; over the
  /// four synthetic subjects the largest gap is 12.4 mm (point under the chin, heavy neck).
  private static let likelyGap = 25e-3
  /// Sizes of faces relative to the atlas: child to giant.
  private static let likelyScales = 0.6...1.6

  /// Takes an atlas and its landmarks, both in m.
  ///
  /// - Throws: `RegistrationError.landmarks` if a landmark said to lie on the atlas does not.
  public init(atlas: TriangleSurface, landmarks: ScanLandmarks) throws(RegistrationError) {
    self.atlas = atlas
    self.landmarks = landmarks
    topology = SurfaceTopology(atlas)
    let index = SurfaceIndex(atlas)
    do { try landmarks.check(against: index) } catch { throw .landmarks(error) }
    var places: [String: SurfaceIndex.NearestPoint] = [:]
    for (name, landmark) in landmarks.landmarks where landmark.isOnSurface {
      places[name] = index.nearest(to: landmark.position, within: Self.anchorLimit)
    }
    self.places = places
  }

  /// Lays the atlas onto a scan.
  ///
  /// - Parameters:
  ///   - scan: in m; oriented outward.
  ///   - scanLandmarks: in m, in the frame of the scan.
  ///   - schedule: how stiffness falls.
  /// - Returns: the atlas on the scan, and how well it lies there.
  /// - Throws: `RegistrationError.landmarks` if fewer than six landmarks are common to atlas and
  ///   scan, or one is not where it is said to be.
  public func register(
    to scan: TriangleSurface, landmarks scanLandmarks: ScanLandmarks,
    schedule: RegistrationSchedule = .standard
  ) throws(RegistrationError) -> Registration {
    let target = ScanTarget(scan)
    do { try scanLandmarks.check(against: target.index) } catch { throw .landmarks(error) }
    return try register(
      to: target, landmarks: scanLandmarks, from: similarity(to: scanLandmarks),
      schedules: [schedule])
  }

  /// Lays the atlas onto a scan from a place that is known roughly.
  ///
  /// - Parameters:
  ///   - target: the scan, in m.
  ///   - scanLandmarks: as many as there are, or none; they bend the atlas but do not place it.
  ///   - similarity: from the atlas to the scan.
  ///   - schedules: taken one after the other; in each the atlas keeps to the shape that the one before
  ///     has given it.
  /// - Returns: the atlas on the scan.
  /// - Throws: `RegistrationError.unsolvable`.
  func register(
    to target: ScanTarget, landmarks scanLandmarks: ScanLandmarks, from similarity: Similarity,
    schedules: [RegistrationSchedule]
  ) throws(RegistrationError) -> Registration {
    var surface = atlas
    surface.positions = atlas.positions.map { similarity($0) }
    let anchors = anchors(for: scanLandmarks)
    var history: [Registration.Stage] = []
    do {
      for schedule in schedules {
        let (bent, stages) = try bend(surface, to: target, anchors: anchors, schedule: schedule)
        surface = bent
        history += stages
      }
    } catch {
      throw .unsolvable(reason: "\(error)")
    }
    return report(
      surface, target: target, similarity: similarity, stages: history, anchors: anchors,
      common: commonNames(scanLandmarks))
  }

  // MARK: - Landmarks

  private func commonNames(_ other: ScanLandmarks) -> [String] {
    landmarks.landmarks.keys.filter { other.landmarks[$0] != nil }.sorted()
  }

  /// The similarity that brings common landmarks together.
  private func similarity(to scan: ScanLandmarks) throws(RegistrationError) -> Similarity {
    let names = commonNames(scan)
    guard names.count >= Similarity.leastPoints else {
      throw .landmarks(
        .tooFew(file: scan.file, found: names.count, needed: Similarity.leastPoints))
    }
    let points = names.compactMap { landmarks.landmarks[$0]?.position }
    let targets = names.compactMap { scan.landmarks[$0]?.position }
    let similarity = Similarity.fitting(points, to: targets)
    let gaps = zip(points, targets).map { (similarity($0) - $1).length / similarity.scale }
    if let worst = gaps.indices.max(by: { gaps[$0] < gaps[$1] }), gaps[worst] > Self.likelyGap {
      throw .landmarks(
        .misplaced(
          file: scan.file, name: names[worst], distance: gaps[worst], limit: Self.likelyGap))
    }
    guard Self.likelyScales.contains(similarity.scale) else {
      throw .landmarks(
        .wrongSize(file: scan.file, scale: similarity.scale, allowed: Self.likelyScales))
    }
    return similarity
  }

  /// The landmarks that bend the atlas: those that lie on atlas and scan.
  ///
  /// Two that are one point in the atlas (the lids of closed eyes) and two in the scan (open eyes)
  /// would tear at that point; both are left out.
  private func anchors(for scan: ScanLandmarks) -> [LandmarkAnchor] {
    let names = commonNames(scan).filter {
      places[$0] != nil && scan.landmarks[$0]?.isOnSurface == true
    }
    func gap(_ a: String, _ b: String, _ set: ScanLandmarks) -> Double {
      guard let p = set.landmarks[a], let q = set.landmarks[b] else { return .infinity }
      return (p.position - q.position).length
    }
    let coinciding = 2e-3
    let torn = Set(
      names.filter { a in
        names.contains { b in
          b != a && (gap(a, b, landmarks) < coinciding) != (gap(a, b, scan) < coinciding)
        }
      })
    return names.filter { !torn.contains($0) }.compactMap { name in
      guard let place = places[name], let given = scan.landmarks[name] else { return nil }
      return LandmarkAnchor(
        name: name, corners: atlas.triangles[place.triangle], weights: place.barycentrics,
        target: given.position)
    }
  }

  // MARK: - Bending

  private func bend(
    _ placed: TriangleSurface, to target: ScanTarget, anchors: [LandmarkAnchor],
    schedule: RegistrationSchedule
  ) throws(FactorizationError) -> (TriangleSurface, [Registration.Stage]) {
    let laplacian = SurfaceLaplacian(placed, topology: topology)
    var system = try RegistrationSystem(laplacian)
    var surface = placed
    var normals = placed.vertexNormals()
    var turns = LocalRotations(rest: placed.positions, normals: normals, laplacian: laplacian)
    let restLaplacian = laplacian.applied(to: placed.positions)
    let features = schedule.stages.contains { $0.holding > 0 } ? FeatureTarget(target) : nil
    var history: [Registration.Stage] = []
    for stage in schedule.stages {
      var record = Registration.Stage(
        smoothingLength: stage.smoothingLength, matched: 0, gap: 0, lastMove: 0)
      for iteration in 0..<stage.iterations {
        let correspondences =
          stage.searchLimit > 0
          ? target.correspondences(
            of: surface.positions, normals: normals, limit: stage.searchLimit) : []
        let matches =
          (stage.holding > 0 ? features : nil)?.matches(
            of: surface.positions,
            normals: topology.smoothed(normals, of: surface, over: FeatureTarget.smoothing),
            limit: stage.searchLimit) ?? []
        let moved = try system.solve(
          RegistrationSystem.Pull(
            stage: stage, stretching: schedule.stretching,
            correspondences: correspondences,
            matches: matches, anchors: anchors, rotations: turns.rotations, rest: placed.positions,
            restLaplacian: restLaplacian),
          from: surface.positions, isFirst: iteration == 0)
        record.note(correspondences, from: surface.positions, to: moved)
        surface.positions = moved
        normals = surface.vertexNormals()
        turns.update(to: moved, normals: normals)
      }
      history.append(record)
    }
    return (surface, history)
  }

  private func report(
    _ surface: TriangleSurface, target: ScanTarget, similarity: Similarity,
    stages: [Registration.Stage], anchors: [LandmarkAnchor], common: [String]
  ) -> Registration {
    let distances = Dictionary(
      uniqueKeysWithValues: anchors.map {
        ($0.name, ($0.position(surface.positions) - $0.target).length)
      })
    let quality = SurfaceQuality(of: surface, topology: topology)
    let before = Set(SurfaceQuality(of: atlas, topology: topology).foldedEdges)
    let residuals = target.distances(of: surface.positions, normals: surface.vertexNormals())
      .map { $0 ?? .nan }
    return Registration(
      surface: surface, residuals: residuals,
      similarity: similarity, stages: stages, landmarkDistances: distances,
      unusedLandmarks: common.filter { distances[$0] == nil }, quality: quality,
      newFolds: quality.foldedEdges.filter { !before.contains($0) },
      selfIntersections: surface.selfIntersections())
  }
}

extension Registration.Stage {
  /// Records how an iteration went.
  fileprivate mutating func note(
    _ correspondences: [ScanTarget.Correspondence?], from old: [Vector3], to new: [Vector3]
  ) {
    matched = 0
    var squares = 0.0
    for (i, correspondence) in correspondences.enumerated() {
      guard let c = correspondence else { continue }
      let gap = c.normal.dot(old[i] - c.point)
      matched += 1
      squares += gap * gap
    }
    gap = (squares / Double(max(matched, 1))).squareRoot()
    lastMove = zip(old, new).reduce(0) { max($0, ($1.1 - $1.0).length) }
  }
}
