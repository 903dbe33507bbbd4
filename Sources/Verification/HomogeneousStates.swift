import Materials
import Tensors

/// B1 to B4: states of equal strain everywhere, with closed forms for an incompressible solid.
public enum HomogeneousStates {
  /// K/μ of the cubes; the closed forms are those of K → ∞ and differ by O(μ/K).
  static let bulkRatio = 1e7

  private static let reason =
    "closed form for K → ∞, here K/μ = 1e7 and Newton to 1e-8: O(1e-6)"

  /// The isotropic laws, stiff as skin or fat.
  public static let materials: [(name: String, material: Material)] = [
    ("neo-Hookean", .neoHookean(shearModulus: 500, bulkModulus: 500 * bulkRatio)),
    ("Mooney–Rivlin", .mooneyRivlin(c10: 200, c01: 50, bulkModulus: 500 * bulkRatio)),
    ("Yeoh", .yeoh(c10: 250, c20: 100, c30: 30, bulkModulus: 500 * bulkRatio)),
    ("Veronda–Westmann", .verondaWestmann(c1: 400, c2: 1.2, bulkModulus: 560 * bulkRatio)),
    ("Fung", .fungExponential(shearModulus: 500, b: 1.1, bulkModulus: 500 * bulkRatio)),
    ("Ogden", .ogden(terms: [(400, 2), (100, -2)], bulkModulus: 500 * bulkRatio)),
  ]

  /// A way to pull a cube: what is held, and the stretches that incompressibility leaves.
  public enum Pull: String, Sendable {
    case uniaxial, equibiaxial, pureShear

    func stretches(_ s: Double) -> Vector3 {
      switch self {
      case .uniaxial: Vector3(s, 1 / s.squareRoot(), 1 / s.squareRoot())
      case .equibiaxial: Vector3(s, s, 1 / (s * s))
      case .pureShear: Vector3(s, 1, 1 / s)
      }
    }

    func held(_ s: Double) -> [Double?] {
      switch self {
      case .uniaxial: [s, nil, nil]
      case .equibiaxial: [s, s, nil]
      case .pureShear: [s, 1, nil]
      }
    }
  }

  /// P₁₁ of an incompressible solid: the pressure is what makes the free side stressless.
  ///
  /// P₁ = P_iso,₁ − P_iso,₃ λ₃/λ₁.
  public static func incompressibleStress(_ material: Material, _ stretches: Vector3) -> Double {
    let F = Matrix3(diagonal: stretches.x, stretches.y, stretches.z)
    let P = material.evaluated(over: Double.self).isochoricStress(at: F)
    return P.xx - P.zz * stretches.z / stretches.x
  }

  /// P₁₁/μ by finite elements.
  public static func stress(_ pull: Pull, _ s: Double, _ material: Material) throws -> Double {
    try CubeState(material).nominalStress(held: pull.held(s), expecting: pull.stretches(s))
      / material.shearModulus
  }

  /// A case from the list of stated values, and from the closed form of every law at the stretch 1.3.
  private static func verification(
    _ id: String, _ title: String, _ pull: Pull, _ targets: [(stretch: Double, stress: Double)]
  ) -> VerificationCase {
    VerificationCase(id, title, source: "closed form (P₃ = 0 gives the pressure)") { _ in
      let stated = try targets.map { s, target in
        Comparison(
          "neo-Hookean, P/μ at stretch \(s)", reference: target,
          result: try stress(pull, s, materials[0].material), allowed: .absolute(6e-6),
          because: "the stated value has five decimals; K/μ = 1e7")
      }
      let laws = try materials.dropFirst().map { name, material in
        Comparison(
          "\(name), P/μ at stretch 1.3",
          reference: incompressibleStress(material, pull.stretches(1.3)) / material.shearModulus,
          result: try stress(pull, 1.3, material), allowed: .relative(1e-5), because: reason)
      }
      return CaseOutcome(stated + laws)
    }
  }

  public static let tension = verification(
    "B1", "Uniaxial tension, incompressible", .uniaxial,
    [(0.7, -1.34082), (1.1, 0.27355), (1.3, 0.70828), (1.5, 1.05556), (2, 1.75)])
  public static let biaxial = verification(
    "B2", "Equibiaxial tension, incompressible", .equibiaxial,
    [(1.1, 0.47908), (1.3, 1.03067), (1.5, 1.36831)])
  public static let pureShear = verification(
    "B3", "Pure shear, incompressible", .pureShear,
    [(1.1, 0.34869), (1.3, 0.84483), (1.5, 1.20370)])

  public static let simpleShear = VerificationCase(
    "B4", "Simple shear, γ = 0.4", source: "σ₁₂ = μγ, σ₁₁ − σ₃₃ = μγ² for any neo-Hookean solid"
  ) { _ in
    let gamma = 0.4
    let F = Matrix3(1, 0, gamma, 0, 1, 0, 0, 0, 1)
    let material = materials[0].material
    let (problem, result) = try CubeState(material).held(at: F)
    let sigma = CubeState.meanStress(problem, result) * F.transpose
    return CaseOutcome([
      Comparison(
        "σ₁₃/μ", reference: gamma, result: sigma.xz / 500, allowed: .absolute(1e-6),
        because: reason),
      Comparison(
        "(σ₁₁ − σ₃₃)/μ", reference: gamma * gamma, result: (sigma.xx - sigma.zz) / 500,
        allowed: .absolute(1e-6), because: reason),
    ])
  }
}
