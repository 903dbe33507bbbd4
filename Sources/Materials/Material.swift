import Tensors

/// A solid as a user names it: which law, its constants, its fibres, and how it has grown.
public struct Material: Sendable, Equatable {
  public let law: ConstitutiveLaw
  /// In the order of the law's declaration, SI units.
  public private(set) var constants: [Double]
  /// Directions of the fibre families, unit vectors of the undeformed body; empty for an isotropic law.
  public var fibres: [Vector3]
  /// What a change of volume costs.
  public var volumetric = VolumetricLaw.logarithmic
  /// Fg, the shape in which the material is free of stress; nil where it has not grown.
  public private(set) var growth: Matrix3?

  /// A material that has yet to be checked; see `check()`.
  ///
  /// - Parameters:
  ///   - law: which law.
  ///   - constants: in the order of the law's declaration, SI units.
  ///   - fibres: one unit vector per fibre family.
  public init(_ law: ConstitutiveLaw, constants: [Double], fibres: [Vector3] = []) {
    (self.law, self.constants, self.fibres) = (law, constants, fibres)
  }

  /// How many terms (Ogden) or fibre families the energy has; 0 where the law has neither.
  public var termCount: Int {
    let declaration = law.declaration
    guard !declaration.perTerm.isEmpty else { return fibres.count }
    return (constants.count - declaration.constants.count) / declaration.perTerm.count
  }

  /// Shear modulus of the material at rest, in Pa; of the matrix alone where there are fibres.
  public var shearModulus: Double { evaluated(over: Double.self).shearModulus }

  /// The numbers that a kernel reads, growth before them where there is any.
  public var parameters: [Double] { parameters(growthIncluded: growth != nil) }

  /// The numbers that a kernel reads.
  ///
  /// - Parameter growthIncluded: whether Fg⁻¹ by rows and Jg come first, as kernels of grown laws want it.
  /// - Returns: growth if asked for, constants, directions of the fibres.
  public func parameters(growthIncluded: Bool) -> [Double] {
    let own = constants + fibres.flatMap { [$0.x, $0.y, $0.z] }
    guard growthIncluded else { return own }
    let Fg = growth ?? .identity
    let B = Fg.inverse
    return [B.xx, B.xy, B.xz, B.yx, B.yy, B.yz, B.zx, B.zy, B.zz, Fg.determinant] + own
  }

  /// Whether another material is of the same law, so that one kernel serves both.
  public func hasLaw(of other: Material) -> Bool {
    law == other.law && termCount == other.termCount && volumetric == other.volumetric
  }

  /// The law with its constants, ready to be evaluated at single points.
  public func evaluated<S: Arithmetic>(over type: S.Type) -> any HyperelasticLaw<S> {
    parameters.map { S($0) }
      .withUnsafeBufferPointer { buffer -> any HyperelasticLaw<S> in
        guard let base = buffer.baseAddress else { preconditionFailure("a law without constants") }
        return make(law.type(over: type), base)
      }
  }

  private func make<Law: HyperelasticLaw>(_: Law.Type, _ base: UnsafePointer<Law.S>)
    -> any HyperelasticLaw<Law.S>
  {
    growth == nil
      ? Law(constants: base, terms: termCount)
      : Grown<Law>(constants: base, terms: termCount)
  }

  // MARK: - Changes

  /// The same law with every modulus multiplied by `factor`.
  public func scaled(by factor: Double) -> Material {
    var scaled = self
    for (i, constant) in law.declaration.constants(terms: termCount).enumerated()
    where constant.unit == .pascal { scaled.constants[i] *= factor }
    return scaled
  }

  /// The material after its unloaded shape has changed by `Fg`, on top of what it has grown before.
  ///
  /// - Parameter Fg: growth, shrinkage or the inverse of a prestretch, of positive determinant.
  /// - Returns: a material that is free of stress at F = Fg · (what was there).
  public func grown(by Fg: Matrix3) -> Material {
    var grown = self
    grown.growth = Fg * (growth ?? .identity)
    return grown
  }
}
