import Anatomy
import Assembly
import Materials
import Meshes
import Tensors

extension Aspiration {
  /// The layers of a flat piece of tissue from below, and what it lies on.
  struct Block {
    struct Layer {
      var thickness: Double
      var material: Material
      /// Cells through the thickness.
      var cells: Int
    }
    var layers: [Layer]
    var support = TissuePreset.Support.bone
    /// Cells from the axis to the edge of the aperture.
    var inside = 4

    /// Heights of the interfaces between cells, from 0 at the bottom.
    private var levels: [Double] {
      layers.reduce(into: [0]) { levels, layer in
        let base = levels[levels.count - 1]
        levels += (1...layer.cells).map {
          base + layer.thickness * Double($0) / Double(layer.cells)
        }
      }
    }

    /// Distance from the axis for s in [0, 1]: even steps to the edge of the aperture, half as many across the
    /// rim, and as many as inside to the outer edge, growing sixteenfold.
    private func radius(_ s: Double) -> Double {
      let step = 2.5 * s
      if step <= 1 { return step * aperture }
      if step <= 1.5 { return aperture + (rim - aperture) * (2 * step - 2) }
      let growth = 4 * Double.logarithm(2)
      let part = (Double.exponential(growth * (step - 1.5)) - 1) / 15
      return rim + (outer - rim) * part
    }

    /// The disc with one block of cells for each layer.
    private func mesh() -> VolumeMesh {
      let levels = levels
      let count = levels.count - 1
      var mesh = VolumeMesh.latticePrism(divisions: 5 * inside / 2, layers: count) { X in
        let (r, angle) = onDisc(X.x, X.y)
        let place = X.z * Double(count)
        let below = min(Int(place + 1e-9), count - 1)
        let height = levels[below] + (place - Double(below)) * (levels[below + 1] - levels[below])
        return polar(radius(r), angle) + Vector3(0, 0, height)
      }
      let nodes = mesh.blocks[0].nodes
      let perLevel = nodes.count / count
      var first = 0
      mesh.blocks = layers.map { layer in
        defer { first += layer.cells }
        return CellBlock(
          region: "layer", shape: .wedge15,
          nodes: Array(nodes[first * perLevel..<(first + layer.cells) * perLevel]))
      }
      return mesh
    }

    /// The piece held by its symmetry, its support, its outer edge and the rim.
    private func problem() -> StaticProblem {
      let mesh = mesh()
      var solid = Solid(
        mesh: mesh, regions: layers.map { SolidRegion(material: $0.material, density: 1000) })
      if case .elastic(let normal, let tangential) = support {
        solid.supports = mesh.boundaryFacets(where: { $0.z < 1e-9 }).map { facets in
          ElasticSupport(
            facets: facets, positions: mesh.positions,
            normalStiffness: Array(repeating: normal, count: facets.count),
            tangentialStiffness: Array(repeating: tangential, count: facets.count))
        }
      }
      var problem = StaticProblem(solid)
      for c in 0..<2 { problem.prescribe([c]) { $0[c] < 1e-9 } }
      if support == .bone { problem.prescribe { $0.z < 1e-9 } }
      func distance(_ X: Vector3) -> Double { Vector3(X.x, X.y, 0).length }
      problem.prescribe { distance($0) > outer * (1 - 1e-9) }
      problem.prescribe([2]) { isTop($0) && (aperture - 1e-9...rim + 1e-9).contains(distance($0)) }
      return problem
    }

    private func isTop(_ X: Vector3) -> Bool { X.z > (levels.last ?? 0) - 1e-9 }

    /// How far the middle rises, in m, at each pressure in Pa.
    func rises(at pressures: [Double]) throws -> [Double] {
      let free = problem()
      let apex = free.node(at: Vector3(0, 0, levels.last ?? 0))
      return try pressures.map { pressure in
        var problem = free
        problem.press(-pressure) {
          isTop($0) && Vector3($0.x, $0.y, 0).length < aperture * (1 + 1e-9)
        }
        return try problem.solve().state.displacements[apex].z
      }
    }
  }
}
