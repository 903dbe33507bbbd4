import Tensors

/// A focused beam with a Gaussian profile that passes through attenuating layers.
///
/// I(r, z) = P(z) 2/(π w²) e^(−2r²/w²), w² = w₀² (1 + ((z − z_f)/z_R)²), z_R = π w₀²/λ, and
/// P(z) = P e^(−2 ∫ α dz); the heat is Q = 2 α I. All that is attenuated becomes heat: scattering, reflection at the
/// borders of layers, refraction and nonlinear steepening of the wave are left out.
///
/// The width at half intensity in the focus is 1.02 λ F, with F the focal length over the aperture: that of an evenly vibrating
/// bowl, whose intensity is (2 J₁(x)/x)², x = π r/(λF).
///
/// - Source: O'Neil, J. Acoust. Soc. Am. 21 (1949) 516, for the bowl; Siegman, *Lasers* (1986), §17.1, for the beam.
struct UltrasoundBeam {
  /// In Hz.
  let frequency: Double
  /// In m below the surface.
  let focalDepth: Double
  /// w₀: radius in the focus at which the intensity is e⁻² of that on the axis, in m.
  let waist: Double
  /// z_R in m: half the length over which the intensity on the axis is above one half.
  let rayleighRange: Double
  /// Acoustic power that enters the skin, in W.
  let power: Double
  private let slabs: [TissueSlab]

  /// - Parameters:
  ///   - frequency: in Hz.
  ///   - focalDepth: in m.
  ///   - fNumber: F, focal length over aperture.
  ///   - power: in W.
  ///   - slabs: from the surface downwards.
  init(
    frequency: Double, focalDepth: Double, fNumber: Double, power: Double, slabs: [TissueSlab]
  ) {
    (self.frequency, self.focalDepth, self.power) = (frequency, focalDepth, power)
    self.slabs = slabs
    // Half of (2 J₁(x)/x)² lies at x = 1.616, which gives 1.03; 1.02 is the rounded figure in common use.
    let wavelength = Self.meanSpeed(above: focalDepth, slabs) / frequency
    let width = 1.02 * wavelength * fNumber
    waist = width / (2 * Double.logarithm(2)).squareRoot()
    rayleighRange = .pi * waist * waist / wavelength
  }

  /// The speed at which sound covers the way to the focus.
  private static func meanSpeed(above depth: Double, _ slabs: [TissueSlab]) -> Double {
    var (left, time) = (depth, 0.0)
    for slab in slabs {
      let way = min(left, slab.thickness)
      time += way / slab.tissue.soundSpeed
      left -= way
    }
    return (depth - left) / time
  }

  /// w at a depth, in m.
  func radius(at depth: Double) -> Double {
    let x = (depth - focalDepth) / rayleighRange
    return waist * (1 + x * x).squareRoot()
  }

  /// P(z) in W.
  func power(at depth: Double) -> Double {
    var (left, exponent) = (depth, 0.0)
    for slab in slabs {
      let way = min(left, slab.thickness)
      exponent += 2 * slab.tissue.attenuation(at: frequency) * way
      left -= way
    }
    return power * .exponential(-exponent)
  }

  /// Q in W/m³ in a tissue.
  func heat(radius r: Double, depth: Double, in tissue: ThermalTissue) -> Double {
    let w = radius(at: depth)
    let intensity = power(at: depth) * 2 / (.pi * w * w) * .exponential(-2 * r * r / (w * w))
    return 2 * tissue.attenuation(at: frequency) * intensity
  }

  /// What the block absorbs, in W: P(0) less what goes on below it.
  var absorbedPower: Double {
    power - power(at: slabs.reduce(0) { $0 + $1.thickness })
  }
}
