import Foundation
import Meshes
import Provenance
import Rendering
import Scans
import Scenarios
import Tensors

/// The face that pictures show, as captured and in each step, for other programs.
struct SurfaceFiles {
  private let result: ScenarioResult
  private let subject: OutcomeSubject
  /// Outwards, as captured, in the frame of the head.
  private let normals: [Vector3]
  private static let note = "a simulation, not a prediction"

  init(_ result: ScenarioResult, subject: OutcomeSubject) {
    (self.result, self.subject) = (result, subject)
    normals = subject.surface.vertexNormals()
  }

  /// Writes the face of each step (`.ply`, of a scan alone), displacements on the face as captured (`.vtu`, `.pvd`), and
  /// all shapes in one file (`.glb`).
  ///
  /// - Returns: the names.
  func write(to folder: RunFolder) throws -> [String] {
    let zones = subject.zones
    let grid = grid
    let colours = subject.paint?.vertexColours(of: subject.surface) ?? []
    var (names, shapes) = ([String](), [GLBWriter.Shape]())
    for step in result.steps {
      let moved = subject.displaced(by: step.displacements)
      let motion = zip(moved.positions, subject.surface.positions).map { $0 - $1 }
      shapes.append(
        .init(name: step.id, positions: moved.positions, normals: moved.vertexNormals()))
      if result.prepared.detail != nil {
        let bytes = plyBytes(moved, colours, motion, zones, step: step.id)
        try folder.write(Data(bytes), to: "surfaces/\(step.id).ply")
        names.append("surfaces/\(step.id).ply")
      }
      try folder.write(vtuData(grid, motion, zones), to: "surfaces/\(step.id).vtu")
      names.append("surfaces/\(step.id).vtu")
    }
    let list = PVDCollection(files: result.steps.map { "\($0.id).vtu" })
    try folder.write(list.text, to: "surfaces/steps.pvd")
    try folder.write(Data(try glbBytes(shapes)), to: Self.outcome)
    return names + ["surfaces/steps.pvd", Self.outcome]
  }

  static let outcome = "outcome.glb"

  /// The face as captured, in m, in the axes of the scan.
  private var grid: VolumeMesh {
    let corners = subject.surface.triangles.flatMap { [$0.x, $0.y, $0.z] }
    return VolumeMesh(
      positions: subject.surface.positions.map { result.prepared.frame.scan($0) },
      blocks: [CellBlock(region: "face", shape: .triangle3, nodes: corners)])
  }

  private func vtuData(_ grid: VolumeMesh, _ motion: [Vector3], _ zones: [UInt8]) -> Data {
    let vectors = motion.map { 1e3 * result.prepared.frame.scan(vector: $0) }
    return VTUWriter(
      mesh: grid,
      fields: [
        .nodeVectors(name: "displacement_mm", vectors),
        .nodeNumbers(name: "normal_displacement_mm", alongNormals(motion)),
        .nodeNumbers(name: "lift_mm", motion.map { 1e3 * $0.y }),
        .nodeLabels(name: "zone", zones),
      ]
    ).data()
  }

  /// As it is then, in mm, in the axes and the pose of the scan's file.
  private func plyBytes(
    _ moved: TriangleSurface, _ colours: [SIMD3<UInt8>], _ motion: [Vector3], _ zones: [UInt8],
    step: String
  ) -> [UInt8] {
    var moved = moved
    moved.positions = moved.positions.map { 1e3 * result.prepared.frame.scan($0) }
    moved.colours = colours
    let names = result.prepared.atlas.zones.enumerated().map { "zone \($0) \($1.name)" }
    return PLYWriter.bytes(
      of: moved, precision: .float,
      comments: ["units mm", "step \(step)", Self.note] + names
        + ["zone \(OutcomeSubject.noZone) beyond the simulated face"],
      fields: [
        .numbers(name: "displacement_mm", motion.map { 1e3 * $0.length }),
        .numbers(name: "normal_displacement_mm", alongNormals(motion)),
        .numbers(name: "lift_mm", motion.map { 1e3 * $0.y }), .labels(name: "zone", zones),
      ])
  }

  private func glbBytes(_ shapes: [GLBWriter.Shape]) throws -> [UInt8] {
    try GLBWriter(
      subject.surface, normals: normals, targets: shapes, clay: result.scenario.skinTone.bytes,
      note: Self.note, generator: "Turgor \(TurgorVersion.current)"
    ).bytes()
  }

  /// Components outwards in mm.
  private func alongNormals(_ motion: [Vector3]) -> [Double] {
    zip(motion, normals).map { 1e3 * $0.dot($1) }
  }
}
