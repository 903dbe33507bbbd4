import Assembly
import Meshes
import ReferenceElements
import Tensors

/// What stays for good of a deformation that has lasted for years.
///
/// With F = R U the deformation from the shape without load to the upright one, a part p of it becomes shape:
/// Fg = Ū^p, Ū = U/(det U)^(1/3), so that F Fg⁻¹ = R U^(1 − p) but for the volume. Under a load that is kept a spring of
/// stiffness k then goes on from f/k to (1 + p) f/k; at p = 1 it is free of stress where it was.
public enum GravityCreep {
  /// Fg of each cell of a block, of U in its middle.
  ///
  /// - Parameters:
  ///   - part: p; negative before the capture.
  ///   - block: wedges.
  ///   - rest: positions of all nodes without load, in m.
  ///   - displacements: from there to the deformed shape, in m.
  /// - Returns: symmetric tensors of determinant 1.
  static func growth(
    part: Double, of block: CellBlock, rest: [Vector3], displacements: [Vector3]
  ) -> [Matrix3] {
    let centre = block.shape.reference.gradients(at: Vector3(1.0 / 3, 1.0 / 3, 0))
    return (0..<block.count).map { cell in
      let nodes = block.nodes(ofCell: cell)
      let J = jacobian(nodes: nodes, positions: rest, gradients: centre).inverse
      let H = jacobian(nodes: nodes, positions: displacements, gradients: centre) * J
      let F = Matrix3.identity + H
      return power(of: F.transpose * F, part / 2)
    }
  }

  /// (C/det(C)^(1/3))^q of a symmetric positive tensor.
  static func power(of C: Matrix3, _ q: Double) -> Matrix3 {
    let principal = PrincipalAxes(of: C)
    let scale = Double.power(
      principal.values.0 * principal.values.1 * principal.values.2, -1.0 / 3)
    func term(_ value: Double, _ axis: Axis<Double>) -> Matrix3 {
      Axis.outer(axis, axis) * Double.power(scale * value, q)
    }
    return term(principal.values.0, principal.axes.0) + term(principal.values.1, principal.axes.1)
      + term(principal.values.2, principal.axes.2)
  }
}
