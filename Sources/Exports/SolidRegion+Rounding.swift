import Assembly
import Materials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension SolidRegion {
  /// Ratio of two neighbouring moduli after rounding: none is off by more than half a percent.
  static let roundingRatio = 1.01
  /// With fewer materials in a region nothing is rounded.
  static let mostMaterials = 24

  /// The same region with moduli that are multiples of each other rounded to the next power of `roundingRatio`, so that a deck does
  /// not have a material for each cell; and the largest relative change of a modulus.
  var rounded: (region: SolidRegion, change: Double) {
    guard materials.count > Self.mostMaterials, let first = materials.first else {
      return (self, 0)
    }
    var rounded = self
    var largest = 0.0
    for (cell, material) in materials.enumerated() {
      let factor = material.shearModulus / first.shearModulus
      // Not a multiple: another law, other fibres.
      guard material.isClose(to: first.scaled(by: factor)) else { continue }
      let near = pow(Self.roundingRatio, (log(factor) / log(Self.roundingRatio)).rounded())
      rounded.materials[cell] = first.scaled(by: near)
      largest = max(largest, abs(near / factor - 1))
    }
    return (rounded, largest)
  }
}

extension Material {
  /// Whether all constants are the same but for round-off.
  fileprivate func isClose(to other: Material) -> Bool {
    hasLaw(of: other) && fibres == other.fibres && growth == other.growth
      && zip(constants, other.constants).allSatisfy { abs($0 - $1) <= 1e-9 * abs($1) }
  }
}
