import Tensors

/// The laws by name.
public enum ConstitutiveLaw: String, CaseIterable, Sendable, Codable {
  case neoHookean = "neo-hookean"
  case mooneyRivlin = "mooney-rivlin"
  case yeoh
  case verondaWestmann = "veronda-westmann"
  case fungExponential = "fung-exponential"
  case ogden
  case gasserOgdenHolzapfel = "gasser-ogden-holzapfel"

  /// The constants of the law, their units and admissible ranges.
  public var declaration: LawDeclaration {
    guard let declaration = Self.declarations[self] else {
      preconditionFailure("every law has one")
    }
    return declaration
  }

  /// Kept, because every cell of a body asks for its law's.
  private static let declarations = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, $0.type(over: Double.self).declaration) })

  /// The law as a type, for evaluation at single points; the batched kernels name concrete types.
  public func type<S: Arithmetic>(over _: S.Type) -> any HyperelasticLaw<S>.Type {
    switch self {
    case .neoHookean: NeoHookean<S>.self
    case .mooneyRivlin: MooneyRivlin<S>.self
    case .yeoh: Yeoh<S>.self
    case .verondaWestmann: VerondaWestmann<S>.self
    case .fungExponential: FungExponential<S>.self
    case .ogden: Ogden<S>.self
    case .gasserOgdenHolzapfel: GasserOgdenHolzapfel<S>.self
    }
  }
}
