import Meshes
import Tensors

/// Finds the landmarks of a face from the shape of its scan alone.
///
/// The pose first, by trying many (`PoseSearch`); then the atlas is bent onto the scan, held where the
/// scan bends as the atlas does, and its landmarks are read off. Points marked by hand choose between
/// poses and bind the atlas.
public struct AutomaticLandmarks: Sendable {
  /// A landmark that was found.
  public struct Landmark: Sendable {
    /// In m, in the frame of the scan.
    public var position: Vector3
    /// Whether the scan has skin there.
    public var isOnSurface: Bool
    /// How much to rely on it, in [0, 1]; see `LandmarkConfidence`.
    public var confidence: Double

    public init(position: Vector3, isOnSurface: Bool, confidence: Double) {
      (self.position, self.isOnSurface) = (position, isOnSurface)
      self.confidence = confidence
    }
  }

  /// From the atlas, which stands in the frame of the head, to the scan, and how well it fits.
  public var pose: PoseSearch.Pose
  /// The best pose that is turned otherwise, such as upside down; nil if there is none.
  public var alternative: PoseSearch.Pose?
  public var registration: Registration
  public var landmarks: [String: Landmark]

  /// What the landmarks are called in messages.
  private static let file = "landmarks found"
  /// How far a point marked by hand may lie from where the pose puts it, in m.
  private static let hintLimit = 40e-3

  /// Finds pose and landmarks, and lays the atlas onto the scan.
  ///
  /// - Parameters:
  ///   - scan: in m, in any place and orientation; oriented outward.
  ///   - atlas: in m, +x left, +y up, +z forward.
  ///   - atlasLandmarks: in m.
  ///   - hints: landmarks marked by hand, as many as there are, in m in the frame of the scan.
  /// - Returns: pose, registration and landmarks with their confidence.
  /// - Throws: `RegistrationError.landmarks` if a hint is not on the scan or not where it can be.
  public static func find(
    on scan: TriangleSurface, atlas: TriangleSurface, atlasLandmarks: ScanLandmarks,
    hints: ScanLandmarks = ScanLandmarks([:])
  ) throws(RegistrationError) -> AutomaticLandmarks {
    let engine = try SurfaceRegistration(atlas: atlas, landmarks: atlasLandmarks)
    let target = ScanTarget(scan)
    do { try hints.check(against: target.index) } catch { throw .landmarks(error) }
    let poses = rank(
      PoseSearch(atlas: atlas).poses(in: target, of: scan), hints: hints, atlas: atlasLandmarks)
    guard let pose = poses.first else {
      throw .landmarks(.tooFew(file: file, found: 0, needed: Similarity.leastPoints))
    }
    try check(hints, pose: pose.similarity, atlas: atlasLandmarks)
    let eyes = LidLandmarks(
      in: target, pose: pose.similarity, atlas: atlasLandmarks.landmarks.mapValues(\.position)
    ).landmarks
    var anchors = hints
    for (name, position) in eyes where name.contains("canthion") && hints.landmarks[name] == nil {
      anchors.landmarks[name] = ScanLandmarks.Landmark(position: position)
    }
    let registration = try engine.register(
      to: target, landmarks: anchors, from: pose.similarity, schedules: [.adaptation, .finish])
    var found = AutomaticLandmarks(
      pose: pose, alternative: poses.dropFirst().first, registration: registration, landmarks: [:])
    found.read(engine, target: target, eyes: eyes, hints: hints)
    return found
  }

  /// The landmarks as a scan would be given them.
  public var scanLandmarks: ScanLandmarks {
    ScanLandmarks(
      file: Self.file,
      landmarks.mapValues { .init(position: $0.position, isOnSurface: $0.isOnSurface) })
  }

  // MARK: - Pose

  /// Mean distance of the hints from where a pose puts them, in m.
  private static func gap(_ pose: Similarity, _ hints: ScanLandmarks, _ atlas: ScanLandmarks)
    -> Double
  {
    let gaps = hints.landmarks.sorted { $0.key < $1.key }.compactMap { name, hint in
      atlas.landmarks[name].map { (pose($0.position) - hint.position).length }
    }
    return gaps.reduce(0, +) / Double(max(gaps.count, 1))
  }

  /// The poses by misfit plus a fifth of the gap of the hints.
  private static func rank(
    _ poses: [PoseSearch.Pose], hints: ScanLandmarks, atlas: ScanLandmarks
  ) -> [PoseSearch.Pose] {
    let costs = poses.map { $0.misfit + 0.2 * gap($0.similarity, hints, atlas) }
    return poses.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }.map { poses[$0] }
  }

  private static func check(_ hints: ScanLandmarks, pose: Similarity, atlas: ScanLandmarks)
    throws(RegistrationError)
  {
    for (name, hint) in hints.landmarks.sorted(by: { $0.key < $1.key }) {
      guard let own = atlas.landmarks[name] else { continue }
      let gap = (pose(own.position) - hint.position).length
      guard gap <= hintLimit else {
        throw .landmarks(
          .misplaced(file: hints.file, name: name, distance: gap, limit: hintLimit))
      }
    }
  }

  // MARK: - Reading

  private mutating func read(
    _ engine: SurfaceRegistration, target: ScanTarget, eyes: [String: Vector3],
    hints: ScanLandmarks
  ) {
    let confidence = LandmarkConfidence(registration, pose: pose, alternative: alternative)
    for (name, own) in engine.landmarks.landmarks {
      var position = engine.position(of: name, at: own.position, in: registration)
      if name == "pronasale" { position = foremost(near: position, on: target) }
      if let lid = eyes[name] { position = lid }
      if let hint = hints.landmarks[name] { position = hint.position }
      let distance = target.index.nearest(to: position)?.distance ?? .infinity
      landmarks[name] = Landmark(
        position: position, isOnSurface: distance < 2e-3,
        confidence: hints.landmarks[name] == nil ? confidence.value(at: position) : 1)
    }
  }

  /// The tip of the nose is by definition the point that lies farthest forward: the mean of the scan
  /// within 0.1 mm of the most forward point, within 8 mm of `start`.
  ///
  /// - Source: Farkas, *Anthropometry of the Head and Face*, 2nd ed. (1994), ch. 2.
  private func foremost(near start: Vector3, on target: ScanTarget) -> Vector3 {
    let forward = pose.similarity.rotation * Vector3(0, 0, 1)
    let near = target.scan.positions.filter { ($0 - start).length < 8e-3 }
    guard let top = near.map({ $0.dot(forward) }).max() else { return start }
    let tip = near.filter { $0.dot(forward) > top - 0.1e-3 }
    let mean = tip.reduce(.zero, +) / Double(tip.count)
    return target.index.nearest(to: mean)?.point ?? mean
  }
}

extension SurfaceRegistration {
  /// Where a landmark of the atlas has gone.
  ///
  /// One on the atlas goes with its triangle; one off it with the atlas within 30 mm of its foot, as a
  /// similarity.
  func position(of name: String, at own: Vector3, in registration: Registration) -> Vector3 {
    let x = registration.surface.positions
    if let place = places[name] {
      let corners = atlas.triangles[place.triangle]
      return (0..<3).reduce(.zero) { $0 + place.barycentrics[$1] * x[Int(corners[$1])] }
    }
    let foot = atlas.positions.min { ($0 - own).length < ($1 - own).length } ?? own
    let near = atlas.positions.indices.filter { (atlas.positions[$0] - foot).length < 30e-3 }
    return Similarity.fitting(near.map { atlas.positions[$0] }, to: near.map { x[$0] })(own)
  }
}
