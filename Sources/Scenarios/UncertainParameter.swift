import Anatomy
import Treatments

/// One figure of the tissue of a person that is not known exactly, with how far it may be off.
///
/// It moves in proportion in all its zones at once; different parameters are independent of each other. Its logarithm
/// counts as normal, so that a modulus stays positive.
public struct UncertainParameter: Sendable, Equatable {
  public var quantity: UncertainQuantity
  /// Numbers of the zones it is about; nil for the whole body.
  public var zones: Set<Int>?
  /// What it is called in results: `skin-modulus`, or `skin-modulus of tissue.zones.cheek.skin`.
  public var name: String
  /// One standard deviation of its logarithm.
  public var deviation: Double
  public var source: String
  public var confidence: Confidence
}

extension PreparedFace {
  /// The face with the logarithms of some figures moved.
  ///
  /// - Parameter moves: each a parameter and by how much its logarithm moves.
  /// - Returns: the face on the same skin.
  /// - Throws: `UnbearableTension` where the skin cannot bear its tension any more, or why a pulse over thicker fat cannot be
  ///   computed.
  public func moved(_ moves: [(parameter: UncertainParameter, amount: Double)]) throws
    -> PreparedFace
  {
    var (recipe, moved) = (recipe, self)
    for (parameter, amount) in moves {
      let factor = Double.exponential(amount)
      if case .ageing(let term) = parameter.quantity {
        moved.ageing = moved.ageing?.scaled(term, by: factor)
      }
      try moved.moveTreatments(parameter, by: amount)
      parameter.quantity.scale(by: factor, in: &recipe, zones: parameter.zones)
    }
    moved.face = try recipe.face()
    return moved
  }

  /// What is uncertain in its tissue.
  ///
  /// A modulus or thickness that the scenario gives to some zones is a parameter of its own, with its own standard
  /// deviation where one is given; all others have the spread of `spreads`. What cannot vary, for its deviation is
  /// zero or it is not in the model, is left out.
  public var uncertainParameters: [UncertainParameter] {
    UncertainQuantity.allCases.flatMap { quantity -> [UncertainParameter] in
      switch quantity {
      case .modulus(let layer):
        parameters(quantity) { $0.layers[layer].map { ($0.shearModulus, $0.shearModulusOrigin) } }
      case .thickness(let layer):
        parameters(quantity) { $0.layers[layer].map { ($0.thickness, $0.thicknessOrigin) } }
      case .muscleModulus: deepAnatomy.structures.isEmpty ? [] : [parameter(quantity)]
      case .backingStiffness: [parameter(quantity)]
      case .skinTension: tissue.tensionFactor > 0 ? [parameter(quantity)] : []
      case .ligamentStiffness: tissue.ligamentFactor > 0 ? [parameter(quantity)] : []
      case .relaxationStrength, .relaxationTimes: [parameter(quantity)]
      case .deviceContraction: sessions.isEmpty ? [] : [parameter(quantity)]
      case .muscleTone: relaxesMuscles ? [parameter(quantity)] : []
      case .ageing: []
      }
    }.filter { $0.deviation > 0 }
  }

  /// What is uncertain of how it ages: how fast each term goes that counts and has something to act on.
  public var ageingParameters: [UncertainParameter] {
    guard let ageing else { return [] }
    return ageingTerms.map { term in
      let entry = ageing.law[term]
      return UncertainParameter(
        quantity: .ageing(term), name: UncertainQuantity.ageing(term).name,
        deviation: entry.deviation, source: entry.source, confidence: entry.confidence)
    }.filter { $0.deviation > 0 }
  }

  /// Terms of ageing that count and have something to act on, in their order.
  public var ageingTerms: [AgeingTerm] {
    guard let ageing else { return [] }
    return AgeingTerm.allCases.filter { term in
      guard ageing.terms.contains(term) else { return false }
      return switch term {
      case .skinTension: tissue.tensionFactor > 0
      case .ligamentStiffness, .ligamentLength: tissue.ligamentFactor > 0
      case .skinThickness, .skinModulus, .fatModulus, .fatVolume, .bone, .gravityCreep: true
      }
    }
  }

  /// One of the whole body, as far off as such figures are.
  public func parameter(_ quantity: UncertainQuantity) -> UncertainParameter {
    guard let spread = spreads.tissue[quantity] else {
      preconditionFailure("no spread of \(quantity.name)")
    }
    return UncertainParameter(
      quantity: quantity, name: quantity.name, deviation: spread.deviation, source: spread.source,
      confidence: spread.confidence)
  }

  /// One for each origin that the figure of a layer has in some zones.
  private func parameters(
    _ quantity: UncertainQuantity,
    _ figure: (ResolvedTissue.ZoneEntry) -> (estimate: Estimate, origin: String)?
  ) -> [UncertainParameter] {
    let figures = tissue.zones.map(figure)
    let origins = Set(figures.compactMap { $0?.origin }).sorted()
    return origins.map { origin in
      let zones = figures.indices.filter { figures[$0]?.origin == origin }
      var parameter = parameter(quantity)
      if origins.count > 1 {
        parameter.zones = Set(zones)
        parameter.name += " of \(origin.replacing("scenario, ", with: ""))"
      }
      if let estimate = zones.first.flatMap({ figures[$0]?.estimate }),
        let deviation = estimate.deviation
      {
        parameter.deviation = deviation / estimate.mean
        (parameter.source, parameter.confidence) = (origin, .high)
      }
      return parameter
    }
  }
}
