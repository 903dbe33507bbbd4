import Meshes
import ReferenceElements
import Tensors

/// A bed of springs under part of the boundary: t = −(k_n n⊗n + k_t (1 − n⊗n)) u.
///
/// n is the normal of the undeformed facet, so the term is linear and its matrix constant. The tissue
/// behind the boundary that is not modelled (teeth and air behind the cheek, the neck below the cut)
/// acts this way.
public struct ElasticSupport: Sendable {
  /// The supported part of the boundary.
  public let facets: FacetBlock
  /// k_n and k_t in Pa/m, one of each per facet.
  public let stiffness: [(normal: Double, tangential: Double)]
  /// Node pairs (i ≤ j) and their 3 × 3 blocks in N/m, in ascending order.
  let blocks: [(i: Int32, j: Int32, K: Matrix3)]

  /// - Parameters:
  ///   - facets: the supported part of the boundary.
  ///   - positions: nodes of the undeformed body, in m.
  ///   - normalStiffness: k_n in Pa/m, one per facet.
  ///   - tangentialStiffness: k_t in Pa/m, one per facet.
  public init(
    facets: FacetBlock, positions: [Vector3], normalStiffness: [Double],
    tangentialStiffness: [Double]
  ) {
    self.facets = facets
    stiffness = zip(normalStiffness, tangentialStiffness).map { ($0, $1) }
    let (cell, rule) = (facets.shape.reference, facets.shape.quadrature)
    let n = facets.shape.nodeCount
    let shapes = rule.points.map { cell.shapes(at: $0) }
    let gradients = rule.points.map { cell.gradients(at: $0) }
    var found: [(i: Int32, j: Int32, K: Matrix3)] = []
    for facet in 0..<facets.count {
      let nodes = Array(facets.nodes(ofFacet: facet))
      var local = [Matrix3](repeating: .zero, count: n * n)
      for q in rule.points.indices {
        let area = areaVector(nodes: nodes, positions: positions, gradients: gradients[q])
        let normal = area.normalized
        let kt = tangentialStiffness[facet]
        let k =
          Matrix3.identity * kt + Matrix3(outer: normal, normal) * (normalStiffness[facet] - kt)
        let weight = rule.weights[q] * area.length
        for a in 0..<n {
          for b in 0..<n {
            local[a * n + b] = local[a * n + b] + k * (weight * shapes[q][a] * shapes[q][b])
          }
        }
      }
      for a in 0..<n {
        for b in 0..<n where nodes[a] <= nodes[b] {
          found.append((nodes[a], nodes[b], local[a * n + b]))
        }
      }
    }
    // Facets that share a pair are added in the order of the facets.
    let order = found.indices.sorted {
      (found[$0].i, found[$0].j, $0) < (found[$1].i, found[$1].j, $1)
    }
    var merged: [(i: Int32, j: Int32, K: Matrix3)] = []
    for k in order {
      if let last = merged.last, last.i == found[k].i, last.j == found[k].j {
        merged[merged.count - 1].K = last.K + found[k].K
      } else {
        merged.append(found[k])
      }
    }
    blocks = merged
  }

  /// Adds the forces of the springs, K u, to `residual` in N.
  public func addForces(displacements u: [Vector3], to residual: inout [Vector3]) {
    for (i, j, K) in blocks {
      residual[Int(i)] += K * u[Int(j)]
      if i != j { residual[Int(j)] += K.transpose * u[Int(i)] }
    }
  }

  /// ½ uᵀ K u in J.
  func energy(displacements u: [Vector3]) -> Double {
    blocks.reduce(0) { sum, block in
      let (i, j) = (Int(block.i), Int(block.j))
      return sum + (i == j ? 0.5 : 1) * u[i].dot(block.K * u[j])
    }
  }
}

/// ∂x/∂ξ × ∂x/∂η of a facet at a point: its normal, as long as its area per unit of (ξ, η).
public func areaVector(nodes: some Sequence<Int32>, positions: [Vector3], gradients: [Vector3])
  -> Vector3
{
  var (along, across) = (Vector3.zero, Vector3.zero)
  for (node, g) in zip(nodes, gradients) {
    along += positions[Int(node)] * g.x
    across += positions[Int(node)] * g.y
  }
  return along.cross(across)
}
