import Assembly
import Materials
import Meshes
import Tensors

/// B15: skin pulled along itself over a shear layer, u = u₀ e^(−x/l), l = √(Eth/G).
///
/// Strip in plane strain without Poisson's effect (ν = 0) and without motion across, as in the closed form.
public enum ShearLag {
  struct Strip: Sendable {
    var E: Double
    var t: Double
    var G: Double
    var h: Double
    var length: Double { (E * t * h / G).squareRoot() }
    /// What the layer itself bears along the strip, relative to the skin: (2G h/3)/(E t).
    var layerShare: Double { 2 * G * h / 3 / (E * t) }
  }

  private static let pull = 5e-6

  /// Decay length in mm between x = l and 2l, and force per width at the end in N/m for u₀ = 5 mm.
  private static func results(_ strip: Strip) throws -> [Double] {
    let l = strip.length
    let cells = 80
    var mesh = VolumeMesh.box(
      of: .hexahedron20, bricks: SIMD3(cells, 1, 5), size: Vector3(8 * l, l / 10, 5)
    ) {
      let z = $0.z < 4.5 ? strip.h * $0.z / 4 : strip.h + strip.t
      return Vector3($0.x, $0.y, z)
    }
    let nodes = mesh.blocks[0].nodes
    let layer = nodes.count / 5 * 4
    mesh.blocks = [
      CellBlock(region: "layer", shape: .hexahedron20, nodes: Array(nodes[..<layer])),
      CellBlock(region: "skin", shape: .hexahedron20, nodes: Array(nodes[layer...])),
    ]
    let materials = [2 * strip.G, strip.E].map {
      SolidRegion(material: .neoHookean(youngModulus: $0, poissonRatio: 0), density: 1)
    }
    var problem = StaticProblem(
      Solid(mesh: mesh, regions: materials, pressureBasis: .displacement))
    problem.prescribe([1, 2]) { _ in true }
    problem.prescribe { $0.z < 1e-12 }
    problem.prescribe([0], to: { _ in Vector3(pull, 0, 0) }) {
      $0.x < 1e-12 && $0.z > strip.h - 1e-12
    }
    let result = try problem.solve()
    let u = result.state.displacements
    let top = strip.h + strip.t
    let near = u[problem.node(at: Vector3(l, 0, top))].x
    let far = u[problem.node(at: Vector3(2 * l, 0, top))].x
    let force = problem.positions.indices.reduce(0.0) { sum, i in
      let X = problem.positions[i]
      return sum + (X.x < 1e-12 && X.z > strip.h - 1e-12 ? result.reactions[i].x : 0)
    }
    return [1e3 * l / .logarithm(near / far), force / (l / 10) * 5e-3 / pull]
  }

  public static let verification = VerificationCase(
    "B15", "Shear lag: skin pulled along itself over a soft layer",
    source: "l = √(Eth/G), force per width u₀ √(EtG/h); thin layer, long strip"
  ) { _ in
    let strips = [
      (Strip(E: 100e3, t: 1.5e-3, G: 1000, h: 10e-3), 38.73, 19.36),
      (Strip(E: 300e3, t: 1.5e-3, G: 1000, h: 10e-3), 67.08, 33.54),
      (Strip(E: 100e3, t: 1.5e-3, G: 500, h: 15e-3), 67.08, 11.18),
    ]
    return CaseOutcome(
      try strips.flatMap { strip, length, force in
        let found = try results(strip)
        let ratio = strip.h / strip.length
        let name = "E \(Int(strip.E / 1e3)) kPa, G \(Int(strip.G)) Pa, h \(Int(1e3 * strip.h)) mm"
        let reason =
          "the closed form leaves out what the layer bears along itself (half of 2Gh/3Et) and the"
          + " boundary layer at the end, (h/l)²"
        let allowed = Comparison.Allowance.relative(strip.layerShare / 2 + ratio * ratio)
        return [
          Comparison(
            "decay length, \(name)", unit: "mm", reference: length, result: found[0],
            allowed: allowed, because: reason),
          Comparison(
            "force per width, \(name)", unit: "N/m", reference: force, result: found[1],
            allowed: allowed, because: reason),
        ]
      })
  }
}
