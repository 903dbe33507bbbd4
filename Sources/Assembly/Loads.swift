import Meshes
import ReferenceElements
import Tensors

extension Solid {
  /// ∫ ρ Nₐ dV of each node in kg, in the undeformed body.
  ///
  /// The weight of the body under any gravity g is this times g: mass is conserved, so gravity is a dead
  /// load in the total Lagrangian form.
  public func nodalMasses() -> [Double] {
    var masses = [Double](repeating: 0, count: mesh.positions.count)
    for (block, region) in zip(mesh.blocks, regions) {
      let (cell, rule) = (block.shape.reference, block.shape.quadrature)
      let shapes = rule.points.map { cell.shapes(at: $0) }
      let gradients = rule.points.map { cell.gradients(at: $0) }
      for c in 0..<block.count {
        let nodes = block.nodes(ofCell: c)
        let density = region.density(ofCell: c)
        for q in rule.points.indices {
          let volume = jacobian(nodes: nodes, positions: mesh.positions, gradients: gradients[q])
            .determinant
          for (node, N) in zip(nodes, shapes[q]) {
            masses[Int(node)] += density * volume * rule.weights[q] * N
          }
        }
      }
    }
    return masses
  }

  /// Forces on the nodes in N of a gravity in m/s², for example (0, −9.81, 0).
  public func weight(acceleration: Vector3) -> [Vector3] { nodalMasses().map { $0 * acceleration } }
}

/// ∂X/∂ξ of a cell at a point, from the gradients of its shape functions there.
public func jacobian(nodes: some Sequence<Int32>, positions: [Vector3], gradients: [Vector3])
  -> Matrix3
{
  var J = Matrix3.zero
  for (node, g) in zip(nodes, gradients) { J = J + Matrix3(outer: positions[Int(node)], g) }
  return J
}

/// Nodal forces in N of a dead traction on facets.
///
/// fₐ = ∫ Nₐ t dA over the undeformed facets.
///
/// - Parameters:
///   - traction: t in Pa of undeformed area, as a function of the position in m.
///   - facets: where it acts.
///   - positions: nodes of the undeformed body in m.
/// - Returns: a force per node.
public func deadTraction(
  _ traction: (Vector3) -> Vector3, on facets: FacetBlock, positions: [Vector3]
) -> [Vector3] {
  let (cell, rule) = (facets.shape.reference, facets.shape.quadrature)
  var forces = [Vector3](repeating: .zero, count: positions.count)
  for q in rule.points.indices {
    let (N, dN) = (cell.shapes(at: rule.points[q]), cell.gradients(at: rule.points[q]))
    for facet in 0..<facets.count {
      let nodes = facets.nodes(ofFacet: facet)
      let area = areaVector(nodes: nodes, positions: positions, gradients: dN).length
      let point = zip(nodes, N).reduce(Vector3.zero) { $0 + positions[Int($1.0)] * $1.1 }
      let t = traction(point) * (area * rule.weights[q])
      for (node, shape) in zip(nodes, N) { forces[Int(node)] += shape * t }
    }
  }
  return forces
}

extension VolumeMesh {
  /// Nodal forces fₐ = ∫ Nₐ b dV in N of a force b in N/m³, a function of the undeformed position in m.
  public func bodyForces(_ density: (Vector3) -> Vector3) -> [Vector3] {
    var forces = [Vector3](repeating: .zero, count: positions.count)
    for block in blocks {
      let (cell, rule) = (block.shape.reference, block.shape.quadrature)
      for q in rule.points.indices {
        let (N, dN) = (cell.shapes(at: rule.points[q]), cell.gradients(at: rule.points[q]))
        for c in 0..<block.count {
          let nodes = block.nodes(ofCell: c)
          let volume = jacobian(nodes: nodes, positions: positions, gradients: dN).determinant
          let point = zip(nodes, N).reduce(Vector3.zero) { $0 + positions[Int($1.0)] * $1.1 }
          let b = density(point) * (volume * rule.weights[q])
          for (node, shape) in zip(nodes, N) { forces[Int(node)] += shape * b }
        }
      }
    }
    return forces
  }
}
