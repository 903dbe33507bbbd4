import Anatomy

/// The tissues that heat is computed in.
public enum HeatedTissue: String, CaseIterable, Codable, Sendable {
  case skin, fat, smas, muscle
}

/// Devices, tissues and the air about them: what `devices.json` holds.
public struct DeviceLibrary: Sendable, Equatable {
  /// What touches the skin where no device does.
  public struct Air: Sendable, Equatable, Hashable {
    /// In °C.
    public var temperature: Double
    /// h in W/(m² K), of convection, radiation and evaporation together.
    public var coefficient: Double
    public var source: String

    public init(temperature: Double, coefficient: Double, source: String) {
      (self.temperature, self.coefficient, self.source) = (temperature, coefficient, source)
    }
  }

  public var tissues: [HeatedTissue: ThermalTissue]
  public var air: Air
  public var contraction: ContractionLaw
  /// In the order of the file.
  public var cards: [DeviceCard]

  public init(
    tissues: [HeatedTissue: ThermalTissue], air: Air, contraction: ContractionLaw,
    cards: [DeviceCard]
  ) {
    (self.tissues, self.air, self.contraction) = (tissues, air, contraction)
    self.cards = cards
  }

  /// The card of a name; nil where there is none.
  public subscript(name: String) -> DeviceCard? { cards.first { $0.name == name } }

  /// The block of tissue under a place on the face.
  ///
  /// Deep fat and muscle are taken for muscle: the layer of the mechanical model does not tell them apart.
  ///
  /// - Parameter thickness: of the layers in m; a layer that is left out, or is 0, is not there.
  /// - Returns: from the surface downwards.
  public func slabs(_ thickness: [TissueLayer: Double]) -> [TissueSlab] {
    TissueLayer.allCases.reversed().compactMap { layer in
      guard let thickness = thickness[layer], thickness > 0, let tissue = tissues[layer.heated]
      else { return nil }
      return TissueSlab(layer.rawValue, layer: layer, thickness: thickness, tissue: tissue)
    }
  }
}

extension TissueLayer {
  /// The tissue that a layer is for heat.
  var heated: HeatedTissue {
    switch self {
    case .skin: .skin
    case .superficialFat: .fat
    case .smas: .smas
    case .deep: .muscle
    }
  }
}
