import Tensors

/// One pulse of infrared light in a narrow beam: what it removes, and where it leaves heat.
///
/// The fluence is Gaussian, Φ(r) = 2E/(πw²) e^(−2r²/w²), and falls as e^(−μz). Where it is above Φ_th = h/μ, with h the
/// enthalpy that removes a volume, the surface recedes by (Φ − Φ_th)/h; the rest, Φ_th, stays as heat under the new surface
/// (steady-state ablation: tissue leaves as soon as it has taken up h). Elsewhere all of it stays. Vapour is taken to
/// be transparent, and nothing of it condenses on the walls.
///
/// With scattering, light falls off with μ = √(3 μ_a (μ_a + μ_s′)) and the column keeps its width; only the part
/// μ_a/μ of it becomes heat inside the column, the rest is spread too widely to matter.
///
/// - Source: McKenzie, Phys. Med. Biol. 35 (1990) 1175, for the ablation; Jacques, Phys. Med. Biol. 58 (2013) R37, for μ.
struct LaserColumn {
  /// E in J.
  let energy: Double
  /// w in m: radius at which the fluence is e⁻² of that on the axis.
  let radius: Double
  /// μ_a of the tissue in 1/m.
  let absorption: Double
  /// μ_s′ in 1/m.
  var scattering = 0.0
  /// h in J/m³; nil for light that removes nothing.
  var ablationEnthalpy: Double?

  /// μ in 1/m.
  var attenuation: Double {
    scattering > 0 ? (3 * absorption * (absorption + scattering)).squareRoot() : absorption
  }

  /// Φ in J/m² at a radius, at the surface.
  func fluence(at r: Double) -> Double {
    2 * energy / (.pi * radius * radius) * .exponential(-2 * r * r / (radius * radius))
  }

  /// Φ_th in J/m²; infinite where nothing is removed.
  var threshold: Double { ablationEnthalpy.map { $0 / absorption } ?? .infinity }

  /// How deep the pulse removes tissue at a radius, in m.
  func ablatedDepth(at r: Double) -> Double {
    guard let ablationEnthalpy else { return 0 }
    return max(0, (fluence(at: r) - threshold) / ablationEnthalpy)
  }

  /// Radius in m outside of which nothing is removed; 0 where nothing is at all.
  var craterRadius: Double {
    let ratio = fluence(at: 0) / threshold
    return ratio > 1 ? radius * (0.5 * .logarithm(ratio)).squareRoot() : 0
  }

  /// Heat left between two depths below the surface as it is after the pulse, in J/m².
  func heat(at r: Double, from top: Double, to bottom: Double) -> Double {
    let left = min(fluence(at: r), threshold) * absorption / attenuation
    return left * (.exponential(-attenuation * top) - .exponential(-attenuation * bottom))
  }
}
