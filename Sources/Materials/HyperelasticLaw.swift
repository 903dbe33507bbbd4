import Tensors

/// A solid whose stress derives from a stored energy, split into shape and volume.
///
/// Ψ(F) = Ψ_iso(F̄) + U(J), with J = det F and F̄ = J^(−1/3) F.
///
/// A law is written once, for any `Arithmetic`: doubles, batches of cells, complex numbers. It gives Ψ_iso;
/// U is a `VolumetricLaw` and the same for all.
public protocol HyperelasticLaw<S>: Sendable {
  associatedtype S: Arithmetic

  /// The law's constants: names, units, admissible ranges, in the order in which `init` reads them.
  static var declaration: LawDeclaration { get }

  /// The law with the given constants.
  ///
  /// - Parameters:
  ///   - constants: in the order of `declaration`.
  ///   - terms: how many terms (Ogden) or fibre families the energy sums; other laws have one.
  init(constants: UnsafePointer<S>, terms: Int)

  /// Shear modulus at rest, in Pa; of the matrix alone where there are fibres.
  var shearModulus: S { get }

  /// Bulk modulus K at rest, in Pa.
  var bulkModulus: S { get }

  /// Ψ_iso in J/m³ and P = ∂Ψ_iso/∂F in Pa, for det F > 0.
  func isochoric(at F: Tensor3<S>) -> (energy: S, stress: Tensor3<S>)

  /// Ψ_iso and P, with A = ∂P/∂F in Pa written to `tangent`.
  ///
  /// - Parameters:
  ///   - F: the deformation gradient.
  ///   - tangent: 81 entries, A_iJkL at 9(3i + J) + 3k + L; all zero on entry.
  /// - Returns: Ψ_iso in J/m³ and P in Pa.
  func isochoric(at F: Tensor3<S>, tangent: UnsafeMutablePointer<S>)
    -> (energy: S, stress: Tensor3<S>)

  /// U(θ) in J/m³, U′(θ) and U″(θ) in Pa, for a volume ratio θ > 0.
  func volumetric(_ choice: VolumetricLaw, at theta: S) -> (energy: S, first: S, second: S)
}

extension HyperelasticLaw {
  @inlinable @inline(__always)
  public func volumetric(_ choice: VolumetricLaw, at theta: S) -> (energy: S, first: S, second: S) {
    choice.derivatives(at: theta, bulkModulus: bulkModulus)
  }

  /// Ψ_iso in J/m³, for det F > 0.
  @inlinable @inline(__always)
  public func isochoricEnergy(at F: Tensor3<S>) -> S { isochoric(at: F).energy }

  /// P = ∂Ψ_iso/∂F in Pa, for det F > 0.
  @inlinable @inline(__always)
  public func isochoricStress(at F: Tensor3<S>) -> Tensor3<S> { isochoric(at: F).stress }
}
