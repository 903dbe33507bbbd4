import Materials
import ReferenceElements
import Tensors

/// The law of one block of cells, chosen once, as the kernel calls it at every quadrature point.
///
/// Holds a closure made where the law is a concrete type: behind a protocol the compiler would keep the
/// law generic and call its every operator through a table, many times slower. The kernel around it exists
/// once; a call per point of four cells is not measurable (`Benchmarks/laws`).
struct BlockEvaluator: Sendable {
  let tables: CellTables
  let parameterCount: Int
  let respond: Response

  /// What four cells answer at one point.
  ///
  /// Takes the constants, F, θ, and the place of A_iJkL (81 zeros on entry) or nil when it is not wanted.
  typealias Response =
    @Sendable (
      _ constants: UnsafePointer<Lanes>, _ F: Tensor3<Lanes>, _ theta: Lanes,
      _ tangent: UnsafeMutablePointer<Lanes>?
    ) -> PointResponse

  /// The evaluator for cells of the law of `material`.
  ///
  /// - Parameters:
  ///   - material: its law, its number of terms and its volumetric law count.
  ///   - isGrown: whether growth precedes the constants of each cell.
  ///   - tables: the reference cell.
  init(for material: Material, isGrown: Bool, tables: CellTables) {
    self.tables = tables
    parameterCount = material.parameters(growthIncluded: isGrown).count
    /// The response of one law; inlined, so that the law is concrete where the closure is made.
    @inline(__always)
    func response<Law: HyperelasticLaw>(_: Law.Type) -> Response where Law.S == Lanes {
      isGrown
        ? Assembly.response(of: Grown<Law>.self, for: material)
        : Assembly.response(of: Law.self, for: material)
    }
    respond =
      switch material.law {
      case .neoHookean: response(NeoHookean<Lanes>.self)
      case .mooneyRivlin: response(MooneyRivlin<Lanes>.self)
      case .yeoh: response(Yeoh<Lanes>.self)
      case .verondaWestmann: response(VerondaWestmann<Lanes>.self)
      case .fungExponential: response(FungExponential<Lanes>.self)
      case .ogden: response(Ogden<Lanes>.self)
      case .gasserOgdenHolzapfel: response(GasserOgdenHolzapfel<Lanes>.self)
      }
  }
}

/// Ψ_iso and P of four cells at one point, and U with its derivatives.
struct PointResponse {
  let isochoric: (energy: Lanes, stress: Tensor3<Lanes>)
  let volumetric: (energy: Lanes, first: Lanes, second: Lanes)
}

/// The closure that evaluates one concrete law.
@inline(__always)
private func response<Law: HyperelasticLaw>(of _: Law.Type, for material: Material)
  -> BlockEvaluator.Response where Law.S == Lanes
{
  let (terms, volumetric) = (material.termCount, material.volumetric)
  return { constants, F, theta, tangent in
    let law = Law(constants: constants, terms: terms)
    let isochoric =
      if let tangent { law.isochoric(at: F, tangent: tangent) } else { law.isochoric(at: F) }
    return PointResponse(
      isochoric: isochoric, volumetric: law.volumetric(volumetric, at: theta))
  }
}
