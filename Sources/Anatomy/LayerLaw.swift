import Materials
import Tensors

/// The law of a layer as a file names it: all constants but the bulk modulus, which all layers share as K/G.
public struct LayerLaw: Sendable, Equatable {
  public var law: ConstitutiveLaw
  /// In the order of the law's declaration, terms included and the bulk modulus left out, in SI units.
  public var constants: [Double]
  /// Fibres in the frame (line, across, normal) of the skin; empty for an isotropic law.
  public var fibres: [Vector3]

  /// - Parameters:
  ///   - law: which law.
  ///   - constants: without the bulk modulus, in SI units.
  ///   - fibreAngle: of the fibres from the tension line, to both sides, in radians; nil for a law without.
  public init(_ law: ConstitutiveLaw, constants: [Double], fibreAngle: Double? = nil) {
    (self.law, self.constants) = (law, constants)
    fibres = fibreAngle.map(Self.fibres) ?? []
  }

  /// One family along the line, or two at an angle to it, mirror images of each other.
  private static func fibres(at angle: Double) -> [Vector3] {
    guard angle > 0 else { return [Vector3(1, 0, 0)] }
    let (c, s) = (Double.cosine(angle), Double.sine(angle))
    return [Vector3(c, s, 0), Vector3(c, -s, 0)]
  }

  /// The material with K = ratio · G, G its shear modulus at rest.
  public func material(bulkToShear ratio: Double) -> Material {
    material(bulkModulus: ratio * material(bulkModulus: 1).shearModulus)
  }

  /// Checks the constants against the law's declaration.
  ///
  /// - Throws: `MaterialError`, naming what is wrong and what is allowed.
  func check() throws(MaterialError) { try material(bulkModulus: 1).check() }

  private func material(bulkModulus K: Double) -> Material {
    let place = law.declaration.constants.firstIndex(of: .bulkModulus) ?? constants.count
    var all = constants
    all.insert(K, at: place)
    return Material(law, constants: all, fibres: fibres)
  }
}
