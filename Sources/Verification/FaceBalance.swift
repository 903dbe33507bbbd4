import Anatomy
import Assembly
import Meshes
import ReferenceElements
import Scenarios
import Solvers
import Tensors

/// B23 on the face of the preset, at preview resolution: tissue keeps its volume, and what holds the face bears its weight.
enum FaceBalance {
  /// ∫ dV of each block in m³.
  private static func volumes(_ mesh: VolumeMesh, at positions: [Vector3]) -> [Double] {
    mesh.blocks.map { block in
      let (cell, rule) = (block.shape.reference, block.shape.quadrature)
      return zip(rule.points, rule.weights).reduce(0.0) { sum, point in
        let dN = cell.gradients(at: point.0)
        return (0..<block.count).reduce(sum) {
          let J = jacobian(nodes: block.nodes(ofCell: $1), positions: positions, gradients: dN)
          return $0 + point.1 * J.determinant
        }
      }
    }
  }

  /// The layer and step whose volume differs most from that at rest, and the whole of each step.
  private static func volume(_ result: ScenarioResult) -> [Comparison] {
    let mesh = result.prepared.face.solid.mesh
    func moved(_ u: [Vector3]) -> [Vector3] { zip(mesh.positions, u).map { $0 + $1 } }
    let atRest = volumes(mesh, at: moved(result.rest.displacements))
    return result.steps.flatMap { step -> [Comparison] in
      let now = volumes(mesh, at: moved(step.displacements))
      let parts = zip(now, atRest).map { $0 / $1 - 1 }
      let worst = parts.indices.max { abs(parts[$0]) < abs(parts[$1]) } ?? 0
      let whole = now.reduce(0, +) / atRest.reduce(0, +) - 1
      let why = "nearly incompressible presets: 0.1 %"
      return [
        Comparison(
          "volume, \(step.id): change of the face", reference: 0, result: whole,
          allowed: .absolute(1e-3), because: why),
        Comparison(
          "volume, \(step.id): change of the \(TissueLayer.allCases[worst].rawValue), the most of all"
            + " layers", reference: 0, result: parts[worst], allowed: .absolute(1e-3), because: why),
      ]
    }
  }

  /// Bone and springs against the weight, along and across gravity.
  private static func weight(_ face: FaceSolid) throws -> Comparison {
    var problem = StaticProblem(face.solid)
    problem.loading.forces = face.solid.weight(acceleration: Vector3(0, -standardGravity, 0))
    let result = try problem.solve()
    var springs = [Vector3](repeating: .zero, count: problem.positions.count)
    for support in face.solid.supports {
      support.addForces(displacements: result.state.displacements, to: &springs)
    }
    let weight = problem.loading.forces.reduce(.zero, +)
    let held = result.reactions.reduce(.zero, +) - springs.reduce(.zero, +)
    return Comparison(
      "what bone and springs bear, weight removed, over the weight", reference: 0,
      result: (held + weight).length / weight.length, allowed: .absolute(1e-6),
      because: "Newton stops at 1e-8 m, of displacements of 1e-3 m; a tenth of the ratio in forces")
  }

  static func verification(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "B23-face", "The face of the preset: volume under gravity, reaction = weight",
      source: "mechanics; volume change below 0.1 % for nearly incompressible presets",
      isLong: true
    ) { _ in
      let result = try postures.result(at: .preview)
      return CaseOutcome(volume(result) + [try weight(result.prepared.face)])
    }
  }
}
