import Assembly
import Meshes
import ReferenceElements
import Tensors

extension StaticProblem {
  /// Presses on the facets of which all nodes fulfil a condition, along their undeformed normals.
  ///
  /// - Parameters:
  ///   - pressure: in Pa.
  ///   - condition: tells by its position in m whether a node belongs.
  mutating func press(_ pressure: Double, where condition: (Vector3) -> Bool) {
    for var facets in solid.mesh.boundaryFacets() {
      facets.nodes = (0..<facets.count).flatMap { facet -> ArraySlice<Int32> in
        let nodes = facets.nodes(ofFacet: facet)
        return nodes.allSatisfy { condition(positions[Int($0)]) } ? nodes : []
      }
      add(pressure: pressure, on: facets)
    }
  }

  private mutating func add(pressure: Double, on facets: FacetBlock) {
    let forces = deadPressure(pressure, on: facets, positions: positions)
    for (node, force) in forces.enumerated() { loading.forces[node] += force }
  }
}
