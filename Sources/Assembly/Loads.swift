import Meshes
import ReferenceElements
import Tensors

extension CellBlock {
  /// The volume of each cell in m³.
  public func volumes(positions: [Vector3]) -> [Double] {
    var volumes = [Double](repeating: 0, count: count)
    forEachPoint(positions: positions) { cell, _, volume in volumes[cell] += volume }
    return volumes
  }

  /// Calls `body` for each quadrature point of each cell with its cell, Nₐ there and its volume in m³.
  func forEachPoint(
    positions: [Vector3], _ body: (_ cell: Int, _ shapes: [Double], _ volume: Double) -> Void
  ) {
    let (reference, rule) = (shape.reference, shape.quadrature)
    for (point, weight) in zip(rule.points, rule.weights) {
      let (N, dN) = (reference.shapes(at: point), reference.gradients(at: point))
      for cell in 0..<count {
        let J = jacobian(nodes: nodes(ofCell: cell), positions: positions, gradients: dN)
        body(cell, N, weight * J.determinant)
      }
    }
  }
}

extension Solid {
  /// ∫ ρ Nₐ dV of each node in kg, in the undeformed body.
  ///
  /// The weight of the body under any gravity g is this times g: mass is conserved, so gravity is a dead
  /// load in the total Lagrangian form.
  public func nodalMasses() -> [Double] {
    var masses = [Double](repeating: 0, count: mesh.positions.count)
    for (block, region) in zip(mesh.blocks, regions) {
      block.forEachPoint(positions: mesh.positions) { cell, shapes, volume in
        let mass = region.density(ofCell: cell) * volume
        for (node, N) in zip(block.nodes(ofCell: cell), shapes) { masses[Int(node)] += mass * N }
      }
    }
    return masses
  }

  /// Forces on the nodes in N of a gravity in m/s², for example (0, −9.81, 0).
  public func weight(acceleration: Vector3) -> [Vector3] { nodalMasses().map { $0 * acceleration } }
}

extension VolumeMesh {
  /// Nodal forces fₐ = ∫ Nₐ b dV in N of a force b in N/m³, a function of the undeformed position in m.
  public func bodyForces(_ density: (Vector3) -> Vector3) -> [Vector3] {
    var forces = [Vector3](repeating: .zero, count: positions.count)
    for block in blocks {
      block.forEachPoint(positions: positions) { cell, shapes, volume in
        let nodes = block.nodes(ofCell: cell)
        let b = density(interpolated(positions, nodes: nodes, shapes: shapes)) * volume
        for (node, N) in zip(nodes, shapes) { forces[Int(node)] += N * b }
      }
    }
    return forces
  }
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
  distributed(over: facets, positions: positions) { traction($0) * $1.length }
}

/// Nodal forces in N of a dead pressure on facets, along the normals of the undeformed body.
///
/// fₐ = −∫ p Nₐ n dA. Their sum is −p ∫ n dA, the pressure times the area that the facets show to it.
///
/// - Parameters:
///   - pressure: p in Pa; positive presses inwards.
///   - facets: where it acts.
///   - positions: nodes of the undeformed body in m.
/// - Returns: a force per node.
public func deadPressure(_ pressure: Double, on facets: FacetBlock, positions: [Vector3])
  -> [Vector3]
{
  distributed(over: facets, positions: positions) { -pressure * $1 }
}

/// fₐ = ∫ Nₐ df over facets, df the force on a piece of them.
///
/// - Parameters:
///   - facets: where it acts.
///   - positions: nodes of the undeformed body in m.
///   - force: df by the place of the piece in m and its area vector in m².
/// - Returns: a force per node, in N.
private func distributed(
  over facets: FacetBlock, positions: [Vector3],
  _ force: (_ place: Vector3, _ area: Vector3) -> Vector3
) -> [Vector3] {
  let (cell, rule) = (facets.shape.reference, facets.shape.quadrature)
  var forces = [Vector3](repeating: .zero, count: positions.count)
  for (point, weight) in zip(rule.points, rule.weights) {
    let (N, dN) = (cell.shapes(at: point), cell.gradients(at: point))
    for facet in 0..<facets.count {
      let nodes = facets.nodes(ofFacet: facet)
      let area = areaVector(nodes: nodes, positions: positions, gradients: dN)
      let f = force(interpolated(positions, nodes: nodes, shapes: N), area) * weight
      for (node, shape) in zip(nodes, N) { forces[Int(node)] += shape * f }
    }
  }
  return forces
}

/// Σ Nₐ fₐ, a nodal field at a point.
private func interpolated(_ field: [Vector3], nodes: ArraySlice<Int32>, shapes: [Double])
  -> Vector3
{
  zip(nodes, shapes).reduce(Vector3.zero) { $0 + field[Int($1.0)] * $1.1 }
}

/// ∂X/∂ξ of a cell at a point, from the gradients of its shape functions there.
public func jacobian(nodes: some Sequence<Int32>, positions: [Vector3], gradients: [Vector3])
  -> Matrix3
{
  var J = Matrix3.zero
  for (node, g) in zip(nodes, gradients) { J = J + Matrix3(outer: positions[Int(node)], g) }
  return J
}
