import Assembly
import Materials
import Meshes
import Tensors

/// B13 and B14: a slab on bone that hangs along its plane, far from its ends: u = ρgh²/2G.
public enum HangingSlab {
  public struct Layer: Sendable {
    var thickness: Double
    var shear: Double
    var density: Double
  }

  private static let gravity = 9.81
  private static let bulkRatio = 1e4

  /// u(z) at the tops of the layers half-way along, in mm; plane strain.
  ///
  /// - Parameters:
  ///   - layers: from the bone outwards, in SI units.
  ///   - heights: length of the slab in heights.
  /// - Returns: one displacement per layer.
  /// - Throws: what the solver throws.
  static func displacements(_ layers: [Layer], heights: Int) throws -> [Double] {
    let tops = layers.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + $1.thickness) }
    let height = tops[layers.count]
    let length = Double(heights) * height
    // A brick per layer along z; the corner at part k of the box goes to the top of layer k.
    var mesh = VolumeMesh.box(
      of: .wedge15, bricks: SIMD3(2 * heights, 1, layers.count),
      size: Vector3(length, height / 4, Double(layers.count))
    ) { Vector3($0.x, $0.y, tops[Int($0.z.rounded())]) }
    let nodes = mesh.blocks[0].nodes
    let perLayer = nodes.count / layers.count
    mesh.blocks = layers.indices.map {
      CellBlock(
        region: "layer \($0)", shape: .wedge15,
        nodes: Array(nodes[$0 * perLayer..<($0 + 1) * perLayer]))
    }
    var problem = StaticProblem(
      Solid(
        mesh: mesh,
        regions: layers.map {
          SolidRegion(
            material: .neoHookean(shearModulus: $0.shear, bulkModulus: bulkRatio * $0.shear),
            density: $0.density)
        }))
    problem.prescribe([1]) { _ in true }
    problem.prescribe { $0.z < 1e-12 }
    problem.loading.forces = problem.solid.weight(acceleration: Vector3(gravity, 0, 0))
    let u = try problem.solve().state.displacements
    return tops.dropFirst().map { 1e3 * u[problem.node(at: Vector3(length / 2, 0, $0))].x }
  }

  public static let single = VerificationCase(
    "B13", "A slab hanging along its plane", source: "u = ρgh²/2G, exact also for finite strain"
  ) { _ in
    let cases = [
      (10.0, 1000.0, 0.4905), (15, 1000, 1.1036), (15, 500, 2.2073), (20, 500, 3.9240),
      (15, 2000, 0.5518),
    ]
    return CaseOutcome(
      try cases.map { height, shear, target in
        let layer = Layer(thickness: 1e-3 * height, shear: shear, density: 1000)
        return Comparison(
          "u, \(Int(height)) mm of \(Int(shear)) Pa", unit: "mm", reference: target,
          result: try displacements([layer], heights: 48)[0], allowed: .absolute(1e-4),
          because: "four decimals stated (5e-5) and γ² μ/K, 24 heights from the free ends")
      })
  }

  public static let layered = VerificationCase(
    "B14", "Four layers hanging along their plane",
    source: "shear stress ρg(h − z) summed over the layers"
  ) { _ in
    let layers = [
      Layer(thickness: 6e-3, shear: 300, density: 950),
      Layer(thickness: 2e-3, shear: 3000, density: 1050),
      Layer(thickness: 4e-3, shear: 300, density: 950),
      Layer(thickness: 1.6e-3, shear: 10_000, density: 1100),
    ]
    let found = try displacements(layers, heights: 96)
    let targets = [
      ("deep fat", 2.0621), ("SMAS", 2.1053), ("fat", 2.5840), ("skin", 2.5854),
    ]
    return CaseOutcome(
      zip(found, targets).map { result, target in
        Comparison(
          "u at the top of the \(target.0)", unit: "mm", reference: target.1, result: result,
          allowed: .absolute(1.5e-4),
          because: "four decimals stated (5e-5) and μ/K = 1e-4 of γ, 48 heights from the ends")
      })
  }
}
