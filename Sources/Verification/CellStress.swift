import Assembly
import Materials
import Meshes
import ReferenceElements
import Tensors

extension StaticProblem {
  /// The Cauchy stress in Pa at a node, the mean of the values in its cells; of plain displacement cells.
  ///
  /// σ = P_iso Fᵀ/J + U′(J) 1, with F at the node.
  func stress(atNode node: Int, displacements u: [Vector3]) -> Matrix3 {
    precondition(solid.pressureBasis == .displacement, "the pressure of mixed cells is not in F")
    let block = solid.mesh.blocks[0]
    let cell = block.shape.reference
    let law = solid.regions[0].materials[0].evaluated(over: Double.self)
    var (sum, count) = (Matrix3.zero, 0.0)
    for index in 0..<block.count {
      let nodes = block.nodes(ofCell: index)
      for (place, member) in zip(cell.nodes, nodes) where Int(member) == node {
        let dN = cell.gradients(at: place)
        let G = jacobian(nodes: nodes, positions: positions, gradients: dN)
        let F = Matrix3.identity + jacobian(nodes: nodes, positions: u, gradients: dN) * G.inverse
        let J = F.determinant
        let pressure = law.volumetric(.logarithmic, at: J).first
        sum =
          sum + law.isochoricStress(at: F) * F.transpose * (1 / J) + Matrix3.identity * pressure
        count += 1
      }
    }
    return sum * (1 / count)
  }
}

extension Material {
  /// The neo-Hookean solid that is linear elasticity for small strains.
  ///
  /// - Parameters:
  ///   - E: Young's modulus in Pa.
  ///   - nu: Poisson's ratio.
  /// - Returns: the material with μ = E/2(1+ν) and K = E/3(1−2ν).
  static func neoHookean(youngModulus E: Double, poissonRatio nu: Double) -> Material {
    .neoHookean(shearModulus: E / (2 * (1 + nu)), bulkModulus: E / (3 * (1 - 2 * nu)))
  }
}
