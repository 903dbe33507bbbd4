import Anatomy
import Assembly
import Materials
import Tensors

/// Flat layers of tissue, as a probe of a few millimetres finds them under the skin.
public struct LayeredTissue: Sendable, Equatable {
  /// One layer; its material is the same everywhere, and the same in all directions of the skin.
  public struct Layer: Sendable, Equatable {
    public var name: String
    /// In m.
    public var thickness: Double
    public var material: Material
    /// In kg/m³.
    public var density: Double
    /// How its stress relaxes; nil where it is elastic.
    public var relaxation: PronySeries?

    public init(
      _ name: String, thickness: Double, material: Material, density: Double = 1000,
      relaxation: PronySeries? = nil
    ) {
      (self.name, self.thickness) = (name, thickness)
      (self.material, self.density, self.relaxation) = (material, density, relaxation)
    }
  }

  /// From the bone outwards.
  public var layers: [Layer]
  /// What the lowest layer lies on.
  public var support: TissuePreset.Support

  public init(layers: [Layer], support: TissuePreset.Support = .bone) {
    (self.layers, self.support) = (layers, support)
  }

  /// In m.
  public var depth: Double { layers.reduce(0) { $0 + $1.thickness } }

  /// Shear modulus of the stiffest layer at rest, as it answers at once, in Pa.
  public var largestShearModulus: Double {
    layers.map { $0.material.shearModulus * ($0.relaxation?.instantaneousFactor ?? 1) }.max() ?? 0
  }
}

/// Why a place of a face cannot be probed.
public enum ProbeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The law of a layer has directions; a probe sees a tissue that is round about its axis.
  case directedLaw(layer: TissueLayer)
  /// The skin of the place cannot bear the tension that it is said to be under.
  case unbearableTension(stress: SkinTension)
  /// A force in N that would press the instrument deeper than a third of the tissue; `limit` is what does not.
  case tooStrong(force: Double, limit: Double, depth: Double)
  /// No depth was found at which the instrument presses with a force in N.
  case restless(force: Double)

  public var description: String {
    switch self {
    case .directedLaw(let layer):
      """
      the law of the \(layer.rawValue) layer has fibres; a probe is computed on tissue that is the same in all \
      directions about its axis
      """
    case .unbearableTension: "the skin of the place cannot bear its tension"
    case .tooStrong(let force, let limit, let depth):
      """
      \(force) N press the instrument deeper than \(1e3 * depth) mm, a third of the tissue; give less than \(limit) N
      """
    case .restless(let force): "no depth was found at which the instrument presses with \(force) N"
    }
  }
}

extension LayeredTissue {
  /// The layers of a zone.
  ///
  /// Tension is taken as the mean of that along and across the lines, in all directions of the skin alike.
  ///
  /// - Parameters:
  ///   - zone: thicknesses, support and tension.
  ///   - layers: materials and densities.
  ///   - skin: thickness of the skin in m; the mean of both sexes when nil.
  ///   - tensionFactor: on the tension of the skin; 0 for none.
  /// - Throws: `ProbeError`.
  public init(
    _ zone: TissuePreset.Zone, layers: [TissueLayer: TissuePreset.Layer], skin: Double? = nil,
    tensionFactor: Double = 0
  ) throws(ProbeError) {
    let skin = skin ?? zone.skin(of: nil)
    let thickness: [TissueLayer: Double] = [
      .deep: zone.depth - skin - zone.superficialFat - zone.smas, .smas: zone.smas,
      .superficialFat: zone.superficialFat, .skin: skin,
    ]
    var found: [Layer] = []
    for layer in TissueLayer.allCases {
      guard let entry = layers[layer], let thickness = thickness[layer] else { continue }
      guard entry.material.fibres.isEmpty else { throw .directedLaw(layer: layer) }
      var material = entry.material
      if layer == .skin && tensionFactor > 0 {
        material = try Self.taut(material, zone.tension.stress.scaled(by: tensionFactor))
      }
      found.append(
        Layer(
          layer.rawValue, thickness: thickness, material: material, density: entry.density,
          relaxation: entry.relaxation?.series))
    }
    self.init(layers: found, support: zone.support)
  }

  /// A skin that bears the mean of a tension in all its directions where it is held at its present shape.
  private static func taut(_ skin: Material, _ stress: SkinTension) throws(ProbeError) -> Material {
    let mean = (stress.along + stress.across) / 2
    guard let growth = SkinTension(along: mean, across: mean).growth(of: skin) else {
      throw .unbearableTension(stress: stress)
    }
    return skin.grown(by: Matrix3(diagonal: growth.x, growth.y, growth.z))
  }
}
