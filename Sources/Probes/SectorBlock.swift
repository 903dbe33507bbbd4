import Anatomy
import Assembly
import Materials
import Meshes
import Tensors

/// A thin sector of a round block of layered tissue: all that has to be computed where everything is the same about
/// an axis.
///
/// One column of cells reaches from the axis to the outer edge, a triangle at the axis and quadrilaterals cut
/// in two further out; wedge15 with their edges on arcs. The plane at angle 0 is held by prescribed displacements,
/// the one at the other end by springs along its normal that are so stiff that they give way by less than 10⁻⁶ of
/// the motion. The middle of the upper surface is the origin, z points outwards.
public struct SectorBlock: Sendable {
  /// What is done with the outer edge.
  public enum Edge: Sendable, Equatable { case fixed, free }

  public let tissue: LayeredTissue
  /// Distances from the axis between cells, from 0, in m.
  public let radii: [Double]
  /// Depths between cells, from 0 at the skin, in m.
  public let depths: [Double]
  public let angle: Double
  public let mesh: VolumeMesh
  public let edge: Edge

  /// Angle of the sector: quadratic edges leave an arc of 15° by 1.4 · 10⁻⁴ of its length.
  public static let angle = Double.pi / 12

  /// - Parameters:
  ///   - tissue: its layers become blocks of the mesh in the same order.
  ///   - radii: from 0, ascending.
  ///   - top: height of the uppermost cell in m; cells grow downwards.
  ///   - ratio: of a cell to the one above.
  ///   - edge: what holds the outer edge.
  ///   - angle: of the sector.
  public init(
    _ tissue: LayeredTissue, radii: [Double], top: Double, ratio: Double = 1.5,
    edge: Edge = .fixed, angle: Double = SectorBlock.angle
  ) {
    (self.tissue, self.radii, self.edge, self.angle) = (tissue, radii, edge, angle)
    var steps = GradedSteps(from: 0, first: top / ratio)
    var cells: [Int] = []
    var end = 0.0
    for layer in tissue.layers.reversed() {
      let before = steps.ends.count
      end += layer.thickness
      steps.go(to: end, ratio: ratio)
      cells.append(steps.ends.count - before)
    }
    depths = steps.ends
    mesh = Self.mesh(
      radii: radii, depths: steps.ends, angle: angle,
      layers: zip(tissue.layers, cells.reversed()).map { ($0.name, $1) })
  }

  private static func mesh(
    radii: [Double], depths: [Double], angle: Double, layers: [(name: String, cells: Int)]
  ) -> VolumeMesh {
    let rings = radii.count - 1
    let perLevel = 1 + 2 * rings
    func corner(_ ring: Int, _ side: Int) -> Int { ring == 0 ? 0 : 2 * ring - 1 + side }
    var triangles = [[corner(0, 0), corner(1, 0), corner(1, 1)]]
    for k in 1..<rings {
      let (a, b, c, d) = (corner(k, 0), corner(k + 1, 0), corner(k + 1, 1), corner(k, 1))
      triangles += k % 2 == 0 ? [[a, b, c], [a, c, d]] : [[a, b, d], [b, c, d]]
    }
    // Coordinates r, r θ, z: the middle of two nodes is then the middle of the arc between them.
    let heights = depths.reversed().map { -$0 }
    let positions = heights.flatMap { z in
      [Vector3(0, 0, z)]
        + radii.dropFirst().flatMap { [Vector3($0, 0, z), Vector3($0, $0 * angle, z)] }
    }
    var level = 0
    let blocks = layers.map { layer in
      var nodes: [Int32] = []
      for k in level..<level + layer.cells {
        for t in triangles {
          nodes += t.map { Int32($0 + k * perLevel) } + t.map { Int32($0 + (k + 1) * perLevel) }
        }
      }
      level += layer.cells
      return CellBlock(region: layer.name, shape: .wedge6, nodes: nodes)
    }
    var mesh = VolumeMesh(positions: positions, blocks: blocks).elevated { _ in .wedge15 }
    mesh.positions = mesh.positions.map { p in
      guard p.x > 0 else { return p }
      let theta = p.y / p.x
      return Vector3(p.x * .cosine(theta), p.x * .sine(theta), p.z)
    }
    return mesh
  }

  // MARK: - Places

  /// How many sectors make the whole.
  public var count: Double { 2 * .pi / angle }

  /// The distance of the outer edge from the axis in m.
  public var outerRadius: Double { radii[radii.count - 1] }

  /// Round-off of positions, in m.
  private var small: Double { 1e-9 * (outerRadius + tissue.depth) }

  private static func radius(_ X: Vector3) -> Double { Vector3(X.x, X.y, 0).length }

  private func isOnFarSide(_ X: Vector3) -> Bool {
    abs(X.y * .cosine(angle) - X.x * .sine(angle)) < small
  }

  /// The node in the middle of the skin.
  public var apex: Int { node(atRadius: 0, depth: 0) }

  /// The node at angle 0 nearest to a place.
  public func node(atRadius r: Double, depth: Double) -> Int {
    let place = Vector3(r, 0, -depth)
    return mesh.positions.indices.min {
      (mesh.positions[$0] - place).length < (mesh.positions[$1] - place).length
    } ?? 0
  }

  /// The facets of the skin within a distance from the axis in m.
  public func skin(within radius: Double) -> FacetBlock {
    var facets = FacetBlock(name: "skin", shape: .triangle6, nodes: [])
    for block in mesh.boundaryFacets(named: "skin", where: { $0.z > -small })
    where block.shape == .triangle6 {
      for facet in 0..<block.count {
        let nodes = block.nodes(ofFacet: facet)
        let isInside = nodes.allSatisfy {
          Self.radius(mesh.positions[Int($0)]) < radius * (1 + 1e-9)
        }
        if isInside { facets.nodes += nodes }
      }
    }
    return facets
  }

  /// Nodal forces in N of a suction of 1 Pa on the skin within a distance from the axis in m.
  public func unitSuction(within radius: Double) -> [Vector3] {
    deadPressure(-1, on: skin(within: radius), positions: mesh.positions)
  }

  // MARK: - The body

  /// The block held by its symmetry, by what it lies on and by its outer edge.
  public func solid() -> Solid {
    let positions = mesh.positions
    var solid = Solid(
      mesh: mesh,
      regions: tissue.layers.map { layer in
        var region = SolidRegion(material: layer.material, density: layer.density)
        region.relaxation = layer.relaxation
        return region
      })
    for (i, X) in positions.enumerated() {
      if X.y < small { solid.constrained[i][1] = true }
      if Self.radius(X) < small {
        solid.constrained[i][0] = true
        solid.constrained[i][1] = true
      }
    }
    let isBone = tissue.support == .bone
    solid.fix(
      nodes: positions.indices.filter {
        (isBone && positions[$0].z < small - tissue.depth)
          || (edge == .fixed && Self.radius(positions[$0]) > outerRadius - small)
      })
    // What is not 10⁷ times as stiff as the tissue over the width of the probe would show in the hoop strain
    // of the cells at the axis.
    let mirror = 1e7 * tissue.largestShearModulus / radii[1]
    add(springs: (mirror, 0), to: &solid) { self.isOnFarSide($0) }
    if case .elastic(let normal, let tangential) = tissue.support {
      add(springs: (normal, tangential), to: &solid) { $0.z < self.small - self.tissue.depth }
    }
    return solid
  }

  private func add(
    springs: (normal: Double, tangential: Double), to solid: inout Solid,
    where isWanted: (Vector3) -> Bool
  ) {
    // The mean of the nodes of a facet on an arc does not lie on it: the nodes themselves are asked.
    for var facets in mesh.boundaryFacets() {
      facets.nodes = (0..<facets.count).flatMap { facet -> ArraySlice<Int32> in
        let nodes = facets.nodes(ofFacet: facet)
        return nodes.allSatisfy { isWanted(mesh.positions[Int($0)]) } ? nodes : []
      }
      guard facets.count > 0 else { continue }
      solid.supports.append(
        ElasticSupport(
          facets: facets, positions: mesh.positions,
          normalStiffness: Array(repeating: springs.normal, count: facets.count),
          tangentialStiffness: Array(repeating: springs.tangential, count: facets.count)))
    }
  }
}
