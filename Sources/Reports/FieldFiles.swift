import Foundation
import Meshes
import Scenarios

/// The tissue of each step as VTK grids, positions as in the scan, in mm.
struct FieldFiles {
  private let result: ScenarioResult

  init(_ result: ScenarioResult) { self.result = result }

  /// Writes one `.vtu` per step, and a `.pvd` that lists them.
  ///
  /// - Returns: the names.
  func write(to folder: RunFolder) throws(RunFolderError) -> [String] {
    let prepared = result.prepared
    var (mesh, nodes) = prepared.face.tissue.underFace()
    mesh.positions = mesh.positions.map { prepared.frame.scan($0) }
    let layers = mesh.blocks.enumerated().flatMap { [UInt8](repeating: UInt8($0), count: $1.count) }
    let zones = mesh.blocks.flatMap { _ in
      prepared.face.tissue.sheet.faceTriangles.map {
        UInt8(prepared.face.tissue.sheet.zoneOfTriangle[$0])
      }
    }
    for step in result.steps {
      let moved = nodes.map { 1e3 * prepared.frame.scan(vector: step.displacements[$0]) }
      let writer = VTUWriter(
        mesh: mesh,
        fields: [
          .nodeVectors(name: "displacement_mm", moved), .cellNumbers(name: "layer", layers),
          .cellNumbers(name: "zone", zones),
        ])
      try folder.write(writer.data(), to: "fields/\(step.id).vtu")
    }
    let names = result.steps.map { "\($0.id).vtu" }
    try folder.write(PVDCollection(files: names).text, to: "fields/steps.pvd")
    return names.map { "fields/" + $0 } + ["fields/steps.pvd"]
  }
}
