import Assembly
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors
import TestSupport
import Testing

/// The front of a head-sized ellipsoid with a nose and a chin, four layers thick, hanging by its inside.
///
/// Semi-axes 72, 100, 85 mm, cut at z = 8 mm; raised by two Gaussian bumps; layers from the inside:
/// deep 5 mm of 300 Pa, SMAS 1.5 of 3000, fat 2.5 of 300, skin 1.5 of 10 000; K/μ = 500.
private struct EllipsoidShell {
  let mesh: VolumeMesh
  let triangles: [SIMD3<Int32>]
  let innerNodes: [Int]
  static let layers: [(thickness: Double, shear: Double, density: Double)] = [
    (5e-3, 300, 950), (1.5e-3, 3000, 1050), (2.5e-3, 300, 950), (1.5e-3, 10_000, 1100),
  ]

  /// - Parameter edge: mean edge of the triangles in m.
  init(edge: Double) {
    let skin = IsotropicRemeshing(meanEdge: edge).remesh(Self.denseSkin())
    triangles = skin.triangles
    let inward = Self.smoothedNormals(of: skin).map { -$0 }
    // Interfaces from the inside outwards.
    var depth = Self.layers.reduce(0) { $0 + $1.thickness }
    var corners: [Vector3] = []
    for k in 0...Self.layers.count {
      corners += zip(skin.positions, inward).map { $0 + depth * $1 }
      if k < Self.layers.count { depth -= Self.layers[k].thickness }
    }
    let count = skin.positions.count
    var wedges: [[Int]] = []
    for k in Self.layers.indices {
      for t in skin.triangles {
        let below = [Int(t.x), Int(t.y), Int(t.z)].map { $0 + k * count }
        wedges.append(below + below.map { $0 + count })
      }
    }
    var whole = quadraticWedges(corners: corners, wedges: wedges)
    let perLayer = 15 * skin.triangles.count
    let nodes = whole.blocks[0].nodes
    whole.blocks = Self.layers.indices.map { k in
      CellBlock(
        region: "layer \(k)", shape: .wedge15,
        nodes: Array(nodes[k * perLayer..<(k + 1) * perLayer]))
    }
    mesh = whole
    innerNodes = Set(
      (0..<whole.blocks[0].count).flatMap { cell in
        let n = Array(whole.blocks[0].nodes(ofCell: cell))
        return [n[0], n[1], n[2], n[6], n[7], n[8]].map { Int($0) }
      }
    ).sorted()
  }

  /// Rings of triangles of about 1 mm around the tip.
  private static func denseSkin() -> TriangleSurface {
    let rings = 110
    let end = Double.angle(sine: (1 - (8.0 / 85) * (8.0 / 85)).squareRoot(), cosine: 8.0 / 85)
    func point(_ t: Double, _ phi: Double) -> Vector3 {
      let (s, c) = (Double.sine(t), Double.cosine(t))
      let (x, y) = (72 * s * .cosine(phi), 100 * s * .sine(phi))
      let nose = 14 * Double.exponential(-(x * x + (y + 5) * (y + 5)) / 500)
      let chin = 8 * Double.exponential(-(x * x + (y + 60) * (y + 60)) / 600)
      return 1e-3 * Vector3(x, y, 85 * c + nose + chin)
    }
    var surface = TriangleSurface(positions: [point(0, 0)])
    func index(_ ring: Int, _ k: Int) -> Int32 {
      ring == 0 ? 0 : Int32(1 + 3 * ring * (ring - 1) + k % (6 * ring))
    }
    for ring in 1...rings {
      for k in 0..<6 * ring {
        surface.positions.append(
          point(end * Double(ring) / Double(rings), 2 * Double.pi * Double(k) / Double(6 * ring)))
      }
      for side in 0..<6 {
        for k in 0..<ring {
          let (outer, inner) = (side * ring + k, side * (ring - 1) + k)
          surface.triangles.append(
            SIMD3(index(ring, outer), index(ring, outer + 1), index(ring - 1, inner)))
          if k < ring - 1 {
            surface.triangles.append(
              SIMD3(index(ring - 1, inner), index(ring, outer + 1), index(ring - 1, inner + 1)))
          }
        }
      }
    }
    return surface
  }

  private static func smoothedNormals(of surface: TriangleSurface) -> [Vector3] {
    var normals = [Vector3](repeating: .zero, count: surface.positions.count)
    for t in surface.triangles {
      let (a, b, c) = (
        surface.positions[Int(t.x)], surface.positions[Int(t.y)], surface.positions[Int(t.z)]
      )
      for k in 0..<3 { normals[Int(t[k])] += (b - a).cross(c - a) }
    }
    normals = normals.map { $0.normalized }
    for _ in 0..<2 {
      var sums = normals
      for t in surface.triangles {
        for k in 0..<3 { sums[Int(t[k])] += normals[Int(t[(k + 1) % 3])] }
      }
      normals = sums.map { $0.normalized }
    }
    return normals
  }

  func solid(_ basis: PressureBasis) -> Solid {
    var solid = Solid(
      mesh: mesh,
      regions: Self.layers.map {
        SolidRegion(
          material: .neoHookean(shearModulus: $0.shear, bulkModulus: 500 * $0.shear),
          density: $0.density)
      }, pressureBasis: basis)
    solid.fix(nodes: innerNodes)
    return solid
  }

  /// Area means over the skin of |u| and u_y, in mm.
  func means(of displacements: [Vector3]) -> (length: Double, vertical: Double) {
    let rule = Quadrature.triangle(.degree4)
    var (area, length, vertical) = (0.0, 0.0, 0.0)
    let skin = mesh.blocks[3]
    for (p, w) in zip(rule.points, rule.weights) {
      let (N, dN) = (Triangle6.shapes(at: p), Triangle6.gradients(at: p))
      for cell in 0..<skin.count {
        let n = Array(skin.nodes(ofCell: cell))
        let top = [n[3], n[4], n[5], n[9], n[10], n[11]]
        let a = areaVector(nodes: top, positions: mesh.positions, gradients: dN).length * w
        let u = zip(top, N).reduce(Vector3.zero) { $0 + displacements[Int($1.0)] * $1.1 }
        area += a
        length += a * u.length
        vertical += a * u.y
      }
    }
    return (1e3 * length / area, 1e3 * vertical / area)
  }
}

/// Converged: area-mean |u| 1.484 (0.004) mm, u_y −1.311 (0.005) mm, from refinement of other meshes of
/// the same body with an independent code.
@Test(
  .serialized,
  arguments: [
    (9.0, PressureBasis.thickness, 1.464, 0.01), (6, .thickness, 1.477, 0.006),
    (9, .displacement, 1.284, 0.02), (9, .linear, 1.408, 0.015), (9, .constant, 1.479, 0.01),
  ])
func `an ellipsoid shell hangs as far as converged calculations say`(
  edge: Double, basis: PressureBasis, expected: Double, tolerance: Double
) throws {
  let shell = EllipsoidShell(edge: 1e-3 * edge)
  let solid = shell.solid(basis)
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
  let result = try solver.solve(Loading(forces: solid.weight(acceleration: Vector3(0, -9.81, 0))))
  let (length, vertical) = shell.means(of: result.state.displacements)
  print(
    "ellipsoid shell, \(edge) mm, \(basis): |u| \(length) mm, u_y \(vertical) mm,",
    "\(solver.assembler.equationCount) unknowns, \(result.history.count) iterations")
  // Another triangulation of the same body: the discretization error of either mesh may differ by a
  // share of itself, the smoothing of the normals adds a few tenths of a percent.
  #expect(abs(length / expected - 1) < tolerance)
  #expect(result.history.count <= 5)
  #expect(result.history.allSatisfy { $0.stepLength == 1 && $0.tangent != .projected })
  if basis == .thickness && edge == 6 { #expect(abs(length / 1.484 - 1) < 0.01) }
}

@Test func `the shell takes three g without help`() throws {
  let shell = EllipsoidShell(edge: 9e-3)
  let solid = shell.solid(.thickness)
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
  let result = try solver.solve(Loading(forces: solid.weight(acceleration: Vector3(0, -29.43, 0))))
  let most = result.state.displacements.reduce(0) { max($0, $1.length) }
  print("shell, 3 g: largest |u| \(1e3 * most) mm in \(result.history.count) iterations")
  #expect(abs(1e3 * most - 5.2) < 0.8)  // 5.2 mm on another mesh of 9 mm
  #expect(result.history.count <= 10)
}
