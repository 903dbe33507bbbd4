import Anatomy
import Assembly
import Meshes
import ReferenceElements
import Tensors

extension SkinLoad {
  /// The forces on the nodes of a face, in N.
  ///
  /// Pressure: f = −p ∫ N n dA. Stretch: f = t ∫ N e dA, together t times the area along e. Pinch of a zone
  /// along e, with s = e·x − s̄ counted from the middle of its area: f = −t ∫ N (s/m) e dA with m the mean
  /// of |s|, so that both ends are drawn together, the mean size of the traction is t, and the forces add
  /// up to nothing.
  func forces(on face: PreparedFace) -> [Vector3] {
    var forces = [Vector3](repeating: .zero, count: face.face.solid.mesh.positions.count)
    for (number, zone) in face.atlas.zones.enumerated() where zones.contains(zone) {
      let patch = face.skinPatch(ofZone: number)
      let part = self.forces(on: patch, positions: face.face.solid.mesh.positions)
      for i in forces.indices { forces[i] += part[i] }
    }
    return forces
  }

  private func forces(on patch: FacetBlock, positions: [Vector3]) -> [Vector3] {
    let t = intensity
    switch kind {
    case .pressure:
      return deadPressure(t, on: patch, positions: positions)
    case .stretch(let direction):
      return deadTraction({ t * direction.vector(at: $0) }, on: patch, positions: positions)
    case .pinch(let axis):
      let e = axis.vector
      let middle = patch.mean(positions: positions) { $0.dot(e) }
      let size = patch.mean(positions: positions) { abs($0.dot(e) - middle) }
      return deadTraction(
        { (-t * ($0.dot(e) - middle) / size) * e }, on: patch, positions: positions)
    }
  }
}

extension PreparedFace {
  /// The skin of a zone of the atlas, as captured.
  func skinPatch(ofZone number: Int) -> FacetBlock {
    let tissue = face.tissue
    let sheet = tissue.sheet
    let nodes = sheet.faceTriangles.filter { sheet.zoneOfTriangle[$0] == number }
      .flatMap { tissue.skinNodes(ofTriangle: $0).map { Int32($0) } }
    return FacetBlock(name: atlas.zones[number].name, shape: .triangle6, nodes: nodes)
  }
}

extension FacetBlock {
  /// ∫ dA in m².
  func area(positions: [Vector3]) -> Double { integral(positions: positions) { _ in 1 } }

  /// The mean of a function of the position over the area; zero where there is none.
  func mean(positions: [Vector3], of value: (Vector3) -> Double) -> Double {
    integral(positions: positions, of: value)
      / Swift.max(area(positions: positions), .leastNormalMagnitude)
  }

  private func integral(positions: [Vector3], of value: (Vector3) -> Double) -> Double {
    let (cell, rule) = (shape.reference, shape.quadrature)
    var sum = 0.0
    for (point, weight) in zip(rule.points, rule.weights) {
      let (N, dN) = (cell.shapes(at: point), cell.gradients(at: point))
      for facet in 0..<count {
        let nodes = nodes(ofFacet: facet)
        let place = zip(nodes, N).reduce(Vector3.zero) { $0 + positions[Int($1.0)] * $1.1 }
        let area = areaVector(nodes: nodes, positions: positions, gradients: dN).length
        sum += weight * area * value(place)
      }
    }
    return sum
  }
}
