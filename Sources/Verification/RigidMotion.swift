import Assembly
import Materials
import Tensors

/// A rigid rotation by 69° strains nothing.
public enum RigidMotion {
  /// The largest nodal force over μ times the area of a face.
  static func force(_ element: Element) throws -> Double {
    let mu = 500.0
    let material = Material.yeoh(c10: mu / 2, c20: 400, c30: 0, bulkModulus: 500 * mu)
    let solid = CubeState(material, element: element).problem.solid
    let assembler = try Assembler(solid: solid)
    var state = assembler.undeformedState()
    let R = Matrix3(rotationBy: 1.2, about: Vector3(1, -2, 0.5))
    state.displacements = solid.mesh.positions.map { R * $0 - $0 }
    _ = assembler.assemble(at: state, wantsTangent: false)
    return (assembler.forces.map(\.length).max() ?? .infinity) / mu
  }

  public static let verification = VerificationCase(
    "rigid", "Rigid motion: no force after a rotation by 69°",
    source: "objectivity of the stored energy"
  ) { _ in
    CaseOutcome(
      try Element.all.map { element in
        Comparison(
          "\(element): largest force / μA", reference: 0, result: try force(element),
          allowed: .absolute(1e-11),
          because: "round-off of det F (1e-15), times K/μ = 500, times ten for the sums")
      })
  }
}
