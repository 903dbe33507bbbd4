import Anatomy
import Assembly
import EnergyDevices
import Foundation
import Measures
import Meshes
import Scans
import SparseAlgebra
import Tensors
import Treatments

/// A face that steps can be applied to: skin, layered tissue, supports, in the frame of the head.
public struct PreparedFace: Sendable {
  public let atlas: Atlas
  public let frame: HeadFrame
  /// The atlas' master surface laid onto the scan, in m, in the frame of the head.
  public internal(set) var skin: TriangleSurface
  /// The scan after repair; nil for the atlas' own face.
  public let scan: RepairedScan?
  /// The scan's own surface, tied to `skin`; nil for the atlas' own face.
  public let detail: ScanDetail?
  /// How far `skin` lies off the scan, by zone; empty for the atlas' own face.
  public let misfits: [ShapeMisfit]
  /// What the scan is worth in each zone; nil for the atlas' own face.
  public let judgement: ScanJudgement?
  /// How well the atlas lies on it; nil for the atlas' own face.
  public let registration: Registration?
  /// The landmarks of the scan if they were found from its shape; nil if they were given.
  public let found: AutomaticLandmarks?
  /// The body; another one on the same sheet may take its place.
  public var face: FaceSolid
  /// Sessions with energy devices, each once, with what they do under each zone.
  public private(set) var sessions: [PreparedSession]
  /// Pulses of devices that were computed before.
  private let cells: CellCache
  /// Threads that a step lays; they pull from that step on.
  public private(set) var threads: [LaidThreads]
  /// Whether a step relaxes a muscle.
  private(set) var relaxesMuscles: Bool
  /// On the tone of all muscles that are relaxed.
  private(set) var toneFactor = 1.0
  /// Stiffness and thickness by zone and layer, with their origin.
  public let tissue: ResolvedTissue
  public let ligaments: [Ligament]
  /// What measures of faces are known to be.
  public let norms: [Norm]
  /// How far figures of the tissue may be off where nobody says so, and how noisy a scan is.
  public var spreads: FigureSpreads
  /// How the person ages; nil where the age is not known.
  public var ageing: Ageing?
  /// How far displacements are off for the mesh.
  public var meshErrors: MeshErrors
  /// Mean edge of the skin's triangles in m, as it was asked for.
  public let edge: Double
  /// Structures of the deep layer, and gliding planes where the scenario asks for them.
  public let deepAnatomy: DeepAnatomy
  /// Where each vertex of `skin` lies on the simulated skin: triangle and barycentric coordinates.
  public let skinPlaces: [SurfaceIndex.NearestPoint]
  /// Where each landmark lies on the simulated skin.
  public let landmarkPlaces: [String: SurfaceIndex.NearestPoint]
  /// Where each landmark lies on `skin`; those outside the crop, such as the tragion, have no skin.
  let measuredPlaces: [String: SurfaceIndex.NearestPoint]

  /// Reads, registers and builds.
  ///
  /// - Parameters:
  ///   - scenario: whose face, tissue and resolution.
  ///   - folder: where paths of the scenario start from.
  ///   - meshes: the folder of the atlas.
  ///   - cells: pulses of devices that were computed before.
  ///   - clock: notes what each stage takes.
  /// - Throws: the errors of the readers, of registration and of the atlas.
  public init(
    _ scenario: Scenario, folder: URL, meshes: URL, cells: CellCache = CellCache(),
    clock: inout StageClock
  ) throws {
    let law = try AgeingLaw.read(in: meshes)
    let (atlas, tissue, ligaments, deepAnatomy, level) = try clock.time("read atlas") {
      let atlas = try AtlasFiles.atlas(in: meshes)
      let preset = try TissuePreset(named: scenario.tissue.preset.rawValue, in: meshes)
      let anatomy = try DeepAnatomy.read(in: meshes)
      return (
        atlas, try scenario.resolvedTissue(preset, atlas: atlas, law: law),
        try Ligament.read(in: meshes),
        scenario.tissue.hasGlidingPlanes ? anatomy : anatomy.withoutGlidingPlanes,
        try scenario.resolution.surface(of: atlas, in: meshes)
      )
    }
    var (frame, skin) = (HeadFrame.identity, atlas.surface)
    var registration: Registration?
    var found: AutomaticLandmarks?
    var scan: RepairedScan?
    var judgement: ScanJudgement?
    if let file = scenario.face.surface {
      let input = try clock.time("read and repair") {
        try LaidScan.Input(scenario.face, file: file, folder: folder)
      }
      let laid = try clock.time("register") {
        let marks = try ScanLandmarks.read(meshes.appending(path: AtlasFiles.landmarks))
        return try LaidScan(input, atlas: atlas.surface, atlasLandmarks: marks)
      }
      frame = laid.frame
      skin.positions = laid.registration.surface.positions.map { laid.frame.head($0) }
      registration = laid.registration
      found = laid.found
      var judged = input.scan
      judgement = clock.time("judge") { laid.judge(&judged, atlas: atlas) }
      scan = judged
    }
    norms = try Norm.read(in: meshes)
    spreads = try FigureSpreads.read(in: meshes)
    meshErrors = try MeshErrors.read(in: meshes)
    ageing = scenario.ageing(by: law)
    edge = scenario.resolution.meanEdge(of: level)
    let sheet = SkinSheet(level: level, atlas: atlas, bent: skin)
    let sex = scenario.subject.sex
    face = try clock.time("tissue mesh") {
      let zones = tissue.zones.map(\.figures)
      return try FaceRecipe(
        atlas: atlas, tissue: TissueMesh(sheet: sheet, zones: zones, sex: sex), zones: zones,
        layers: tissue.preset.layers, stiffness: tissue.stiffness, deepAnatomy: deepAnatomy,
        ligaments: ligaments, ligamentFactor: tissue.ligamentFactor,
        tensionFactor: tissue.tensionFactor
      ).face()
    }
    sessions = try clock.time("device cells") { [face] in
      try scenario.sessions(on: face, of: atlas, meshes: meshes, cells: cells)
    }
    self.cells = cells
    threads = Self.threads(of: scenario, in: face.tissue, of: atlas)
    relaxesMuscles = scenario.relaxesMuscles
    // Level and master meet in the undeformed atlas, where they are one surface.
    let index = SurfaceIndex(level)
    skinPlaces = atlas.surface.positions.compactMap { index.nearest(to: $0) }
    landmarkPlaces = atlas.landmarks.compactMapValues { point in
      index.nearest(to: point, within: 5e-3)
    }
    let master = SurfaceIndex(atlas.surface)
    measuredPlaces = atlas.landmarks.compactMapValues { master.nearest(to: $0, within: 1e-3) }
    self.atlas = atlas
    self.frame = frame
    self.skin = skin
    self.registration = registration
    self.found = found
    self.scan = scan
    self.judgement = judgement
    self.tissue = tissue
    self.ligaments = ligaments
    self.deepAnatomy = deepAnatomy
    misfits = registration.map { ShapeMisfit.byZone(of: $0, atlas: atlas) } ?? []
    detail = clock.time("tie the scan") {
      scan.map { scan in
        var (surface, filled) = scan.detail
        surface.positions = surface.positions.map { frame.head($0) }
        return ScanDetail(surface, filled: filled, on: skin)
      }
    }
    face.solid.cables = cables(under: nil)
  }

  /// Takes what another schedule does: what its sessions with devices do under each zone, and where its threads lie.
  ///
  /// - Throws: `SessionError`, or `DocumentError` of the file of devices.
  mutating func prepare(_ scenario: Scenario, meshes: URL, cells: CellCache) throws {
    sessions = try scenario.sessions(on: face, of: atlas, meshes: meshes, cells: cells)
    threads = Self.threads(of: scenario, in: face.tissue, of: atlas)
    relaxesMuscles = scenario.relaxesMuscles
    face.solid.cables = cables(under: nil)
  }

  /// What treatments do where a figure is another one.
  ///
  /// Of the layers only the thickness of fat counts for heat: it decides how deep a focus lies and what a current heats.
  mutating func moveTreatments(_ parameter: UncertainParameter, by amount: Double) throws {
    switch parameter.quantity {
    case .deviceContraction:
      sessions = sessions.map { $0.contracting(by: Double.exponential(amount)) }
    case .muscleTone: toneFactor *= Double.exponential(amount)
    case .thickness(.superficialFat):
      let meant = parameter.zones.map { numbers in Set(numbers.map { atlas.zones[$0] }) }
      sessions = try sessions.map { session in
        // As in `Scenario.sessions`.
        try BLASThreads.withOne {
          try session.overThickerFat(
            by: amount, where: { meant?.contains($0) ?? true }, cells: cells)
        }
      }
    default: break
    }
  }

  /// The rms distance in m between `skin` and the scan by zone, and of the whole face as `face`.
  ///
  /// √(Σ A r² / Σ A) over the vertices of the zone under which the scan has something to say, r the
  /// distance of the vertex to the scan and A its part of the area. Not a number where there is no such
  /// vertex; empty for the atlas' own face.
  public var shapeUncertainty: [String: Double] {
    Dictionary(uniqueKeysWithValues: misfits.map { ($0.zone, $0.rootMeanSquare) })
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

extension Scenario.Resolution {
  /// The skin of the atlas in this fineness, in m.
  func surface(of atlas: Atlas, in meshes: URL) throws -> TriangleSurface {
    switch self {
    case .preview: try AtlasFiles.surface(.preview, in: meshes)
    case .standard: try AtlasFiles.surface(.standard, in: meshes)
    case .fine: try AtlasFiles.surface(.fine, in: meshes)
    case .edge(let edge): try AtlasFiles.surface(meanEdge: edge, of: atlas, in: meshes)
    }
  }

  /// The edge that was asked for, else that of the equilateral triangle of mean area, in m.
  func meanEdge(of level: TriangleSurface) -> Double {
    if case .edge(let edge) = self { return edge }
    let area = level.triangles.reduce(0.0) { sum, t in
      let p = (0..<3).map { level.positions[Int(t[$0])] }
      return sum + (p[1] - p[0]).cross(p[2] - p[0]).length / 2
    }
    return (area / Double(level.triangles.count) * 4 / 3.0.squareRoot()).squareRoot()
  }
}

extension Double {
  /// Three significant digits, for messages.
  var formatted3: String { String(format: "%.3g", self) }
}
