import Materials
import Tensors
import TestSupport

/// Nominal stresses of an incompressible strip: the pressure is what makes the free side stressless, so
/// P₁ = P_iso,₁ − P_iso,₃ λ₃/λ₁ without any bulk modulus.
func nominalStress(_ material: Material, _ stretches: Vector3) -> Double {
  let F = Matrix3(diagonal: stretches.x, stretches.y, stretches.z)
  let P = material.isochoric(at: F).stress
  return P.xx - P.zz * stretches.z / stretches.x
}

func uniaxialStress(_ material: Material, _ stretch: Double) -> Double {
  let side = 1 / stretch.squareRoot()
  return nominalStress(material, Vector3(stretch, side, side))
}

func equibiaxialStress(_ material: Material, _ stretch: Double) -> Double {
  nominalStress(material, Vector3(stretch, stretch, 1 / (stretch * stretch)))
}

func pureShearStress(_ material: Material, _ stretch: Double) -> Double {
  nominalStress(material, Vector3(stretch, 1, 1 / stretch))
}
