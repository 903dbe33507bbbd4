import Anatomy
import Documents
import Foundation
import Meshes
import Reports
import Scans
import Scenarios
import Tensors

/// The face that a run predicts for a step, with the atlas laid onto it.
struct PredictedFace: Sendable {
  /// In m, in the axes of the run's scan.
  let surface: TriangleSurface
  /// Unit normals of its vertices.
  let normals: [Vector3]
  /// The part of the area of the surface that each vertex stands for, in m².
  let areas: [Double]
  /// Name of the zone of each vertex; nil off the face.
  let zones: [String?]
  let judged: JudgedScan
  /// What the run says of the zones, by name.
  let predictions: [String: ZonePrediction]

  /// A vertex farther than this from the atlas, in m, belongs to no zone: as in the picture of a scan.
  static let reach = 3e-3

  /// Reads the surface of a step and lays the atlas onto it.
  ///
  /// - Parameters:
  ///   - step: of `run`.
  ///   - run: of a scanned face.
  ///   - meshes: the folder of the atlas.
  /// - Throws: `DocumentError` where the run has no such step or no such surface, and the errors of reading and
  ///   laying a scan.
  init(step: String, of run: RunRecord, meshes: URL) throws {
    let steps = run.manifest.steps.map(\.id)
    guard steps.contains(step) else {
      throw DocumentError(
        file: run.path,
        "has no step \"\(step)\"; its steps are \(allowedWords(steps, near: step))")
    }
    let file = run.surface(of: step)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw DocumentError(
        file: run.path,
        "holds no surfaces/\(step).ply: it is of the atlas' own face, which nobody can be scanned "
          + "against; run the scenario on a scan of the person")
    }
    predictions = try ZonePrediction.all(of: run, step: step)
    let raw = try SurfaceReader.read(file)
    let scan = try ScanRepair.repair(raw, unit: .millimetres, file: "surfaces/\(step).ply")
    judged = try JudgedScan(LaidScan.Input(scan, landmarks: nil, marked: [:]), meshes: meshes)
    var surface = raw
    surface.positions = raw.positions.map { 1e-3 * $0 }
    self.surface = surface
    normals = surface.vertexNormals()
    areas = surface.vertexAreas
    let laid = judged.zones
    zones = mapInParallel(surface.positions) { point in
      laid.number(at: point, within: Self.reach).map { laid.zones[$0].name }
    }
  }
}

extension TriangleSurface {
  /// A third of the area of the triangles around each vertex.
  fileprivate var vertexAreas: [Double] {
    var areas = [Double](repeating: 0, count: positions.count)
    for t in triangles {
      let area = areaVector(of: t).length
      for c in 0..<3 { areas[Int(t[c])] += area / 3 }
    }
    return areas
  }
}
