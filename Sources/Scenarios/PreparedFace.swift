import Anatomy
import Assembly
import Foundation
import Meshes
import Scans
import Tensors

/// A face that steps can be applied to: skin, layered tissue, supports, in the frame of the head.
public struct PreparedFace: Sendable {
  public let atlas: Atlas
  public let frame: HeadFrame
  /// The atlas' master surface laid onto the scan, in m, in the frame of the head.
  public let skin: TriangleSurface
  /// How well; nil for the atlas' own face.
  public let registration: Registration?
  public let face: FaceSolid
  public let preset: TissuePreset
  /// Where each vertex of `skin` lies on the simulated skin: triangle and barycentric coordinates.
  public let skinPlaces: [SurfaceIndex.NearestPoint]
  /// Where each landmark lies on the simulated skin.
  public let landmarkPlaces: [String: SurfaceIndex.NearestPoint]

  /// What can be wrong with the input of a face.
  public enum Failure: Error, CustomStringConvertible {
    case noLandmarks(surface: String)
    case implausibleSize(surface: String, millimetres: Double)

    public var description: String {
      switch self {
      case .noLandmarks(let surface):
        """
        \(surface): no landmarks were given; this version needs a landmarks file \
        (--landmarks FILE, or face.landmarks in the scenario)
        """
      case .implausibleSize(let surface, let size):
        """
        \(surface): the surface is \(size.formatted3) units across; \
        a face scan in mm is 120 to 600 across. Convert the file to millimetres
        """
      }
    }
  }

  /// Largest extents of a face scan in mm that are believed.
  private static let plausibleSize = 120.0...600.0

  /// Reads, registers and builds.
  ///
  /// - Parameters:
  ///   - scenario: whose face, tissue and resolution.
  ///   - folder: where paths of the scenario start from.
  ///   - meshes: the folder of the atlas.
  ///   - clock: notes what each stage takes.
  /// - Throws: the errors of the readers, of registration and of the atlas.
  public init(_ scenario: Scenario, folder: URL, meshes: URL, clock: inout StageClock) throws {
    let (atlas, preset, level) = try clock.time("read atlas") {
      let atlas = try AtlasFiles.atlas(in: meshes)
      var preset = try TissuePreset(named: scenario.tissue.preset.rawValue, in: meshes)
      for (layer, modulus) in scenario.tissue.shearModuli {
        preset.setShearModulus(modulus, of: layer)
      }
      return (atlas, preset, try Self.level(scenario.resolution, atlas: atlas, in: meshes))
    }
    var (frame, skin) = (HeadFrame.identity, atlas.surface)
    var registration: Registration?
    if let file = scenario.face.surface {
      let (scan, landmarks) = try clock.time("read scan") {
        try Self.readScan(scenario.face, file: file, folder: folder)
      }
      let found = try clock.time("register") {
        let marks = try ScanLandmarks.read(meshes.appending(path: AtlasFiles.landmarks))
        return try SurfaceRegistration(atlas: atlas.surface, landmarks: marks)
          .register(to: scan, landmarks: landmarks)
      }
      frame =
        HeadFrame(landmarks: landmarks)
        ?? HeadFrame(axes: found.similarity.rotation, origin: found.similarity.translation)
      skin.positions = found.surface.positions.map { [frame] in frame.head($0) }
      registration = found
    }
    let zones = atlas.zones.map { zone -> TissuePreset.Zone in
      guard let figures = preset.zone(named: zone.name) else {
        preconditionFailure("the preset has no figures for zone \(zone.name)")
      }
      return figures
    }
    let sheet = SkinSheet(level: level, atlas: atlas, bent: skin)
    face = clock.time("tissue mesh") {
      FaceSolid(
        tissue: TissueMesh(sheet: sheet, zones: zones, sex: scenario.subject.sex), zones: zones,
        layers: preset.layers)
    }
    // Level and master meet in the undeformed atlas, where they are one surface.
    let index = SurfaceIndex(level)
    skinPlaces = atlas.surface.positions.compactMap { index.nearest(to: $0) }
    landmarkPlaces = atlas.landmarks.compactMapValues { point in
      index.nearest(to: point, within: 5e-3)
    }
    self.atlas = atlas
    self.frame = frame
    self.skin = skin
    self.registration = registration
    self.preset = preset
  }

  private static func level(_ resolution: Scenario.Resolution, atlas: Atlas, in meshes: URL) throws
    -> TriangleSurface
  {
    switch resolution {
    case .preview: try AtlasFiles.surface(.preview, in: meshes)
    case .standard: try AtlasFiles.surface(.standard, in: meshes)
    case .fine: try AtlasFiles.surface(.fine, in: meshes)
    case .edge(let edge): try AtlasFiles.surface(meanEdge: edge, of: atlas, in: meshes)
    }
  }

  private static func readScan(_ face: Scenario.Face, file: String, folder: URL) throws -> (
    TriangleSurface, ScanLandmarks
  ) {
    func url(_ path: String) -> URL { URL(filePath: path, relativeTo: folder) }
    let raw = try SurfaceReader.read(url(file))
    let size = raw.positions.largestExtent
    guard plausibleSize.contains(size) else {
      throw Failure.implausibleSize(surface: file, millimetres: size)
    }
    guard let marks = face.landmarks else { throw Failure.noLandmarks(surface: file) }
    return (Scan.inMetres(raw, from: .millimetres), try ScanLandmarks.read(url(marks)))
  }

  /// A vector field of the nodes, at the vertices of `skin`.
  public func onSkin(_ nodal: [Vector3]) -> [Vector3] {
    skinPlaces.map { value(of: nodal, at: $0) }
  }

  /// A vector field of the nodes at a place of the simulated skin.
  public func value(of nodal: [Vector3], at place: SurfaceIndex.NearestPoint) -> Vector3 {
    face.tissue.skinValue(of: nodal, triangle: place.triangle, barycentrics: place.barycentrics)
  }
}

extension [Vector3] {
  /// The largest side of the box around the points.
  var largestExtent: Double {
    guard var low = first else { return 0 }
    var high = low
    for point in self {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (high - low).max()
  }
}

extension Double {
  /// Three significant digits, for messages.
  var formatted3: String { String(format: "%.3g", self) }
}
