import Assembly
import Materials
import Tensors

/// A homogeneous finite strain is reproduced exactly on distorted cells, by every element.
public enum PatchTest {
  private static let material = Material.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5)
  /// A stretch with shear, of determinant 1.01.
  private static let deformation = Matrix3(1.2, 0.3, -0.1, 0.05, 0.9, 0.2, -0.15, 0.1, 0.95)

  /// The largest error of a displacement of the unit cube, in its edges.
  static func error(_ element: Element) throws -> Double {
    let (problem, result) = try CubeState(material, element: element).held(at: deformation)
    return zip(problem.positions, result.state.displacements)
      .map { (deformation * $0 - $0 - $1).length }.max() ?? .infinity
  }

  public static let verification = VerificationCase(
    "patch", "Patch test: a homogeneous finite strain on distorted cells",
    source: "the linear field is in the space of every element"
  ) { _ in
    CaseOutcome(
      try Element.all.map { element in
        Comparison(
          "\(element): largest error / edge", reference: 0, result: try error(element),
          allowed: .absolute(1e-8),
          because: "Newton stops when a correction is below 1e-8 of the edge")
      })
  }
}
