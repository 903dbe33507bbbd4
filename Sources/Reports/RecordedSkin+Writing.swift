import Foundation
import Meshes
import Scenarios
import Tensors

extension RecordedSkin {
  /// The file of a step, in the folder of a run.
  static func file(of step: String) -> String { "maps/\(step).ply" }

  /// The names of the components of a displacement.
  static let ways = ["displacement_left_mm", "displacement_up_mm", "displacement_forward_mm"]

  /// The name of half the width of the 95 % interval of a number.
  static func bar(of quantity: SkinQuantity) -> String { ErrorBarCells.column(quantity.column) }

  /// The skin as captured with the numbers of a step at its vertices, as PLY.
  static func bytes(_ result: ScenarioResult, step: ScenarioResult.Step, maps: [SkinMap]) -> Data {
    var surface = result.prepared.skin
    surface.positions = surface.positions.map { 1e3 * $0 }
    let moves = result.prepared.onSkin(step.displacements)
    let components = ways.enumerated().map { axis, name in
      PLYWriter.VertexField.numbers(name: name, moves.map { 1e3 * $0[axis] })
    }
    let numbers = maps.flatMap { map in
      let column = map.quantity.column
      return [PLYWriter.VertexField.numbers(name: column, map.values)]
        + (map.bars.isEmpty ? [] : [.numbers(name: bar(of: map.quantity), map.bars)])
    }
    return Data(
      PLYWriter.bytes(
        of: surface, precision: .float,
        comments: [
          "units mm", "the simulated skin as captured; +x left, +y up, +z forward of the head",
          "step \(step.id)", "a simulation, not a prediction",
        ], fields: components + numbers))
  }
}
