import Foundation
import Materials

/// The layers of a face, from the bone outwards.
public enum TissueLayer: String, CaseIterable, Codable, Sendable {
  /// Deep fat and muscle, down to the bone.
  case deep
  /// The superficial musculo-aponeurotic system; platysma in the neck, galea on the forehead.
  case smas
  case superficialFat = "superficial-fat"
  /// Epidermis and dermis.
  case skin
}

/// Whether the thickness of the skin is that of women, of men or between the two.
public enum Sex: String, CaseIterable, Codable, Sendable {
  case female, male
}

/// How far a figure can be trusted.
public enum Confidence: String, Codable, Sendable {
  /// Read in a primary record.
  case high
  /// Second-hand or well known.
  case medium
  /// Recalled or assumed: named as an assumption in every result.
  case low
}

/// Thickness, stiffness and support of the tissue by zone and layer, with the source of each figure.
///
/// Read from `tissue.NAME.json` beside the atlas; lengths there in mm, moduli in kPa, here in m and Pa.
public struct TissuePreset: Sendable, Equatable {
  /// The mechanical figures of one layer.
  public struct Layer: Sendable, Equatable {
    public var material: Material
    /// kg/m³.
    public var density: Double
    public var source: String
    public var confidence: Confidence
  }

  /// What holds the deep surface of a zone.
  public enum Support: Sendable, Equatable {
    /// Fixed.
    case bone
    /// Springs in Pa/m: `normal` against in and out, `tangential` against sliding.
    case elastic(normal: Double, tangential: Double)
  }

  /// The thicknesses of one zone in m.
  public struct Zone: Sendable, Equatable {
    public var depth: Double
    public var femaleSkin: Double
    public var maleSkin: Double
    public var superficialFat: Double
    public var smas: Double
    public var support: Support
    public var source: String
    public var confidence: Confidence

    /// Thickness of the skin; the mean of both sexes when none is given.
    public func skin(of sex: Sex?) -> Double {
      switch sex {
      case .female: femaleSkin
      case .male: maleSkin
      case nil: (femaleSkin + maleSkin) / 2
      }
    }
  }

  public var name: String
  public var layers: [TissueLayer: Layer]
  /// By the name of the zone without its side.
  public var zones: [String: Zone]

  /// The zone an atlas zone such as `malar.left` belongs to.
  public func zone(named name: String) -> Zone? {
    zones[name.split(separator: ".").first.map(String.init) ?? name]
  }

  /// Replaces the shear modulus at rest of a layer, in Pa; the law keeps its other ratios.
  public mutating func setShearModulus(_ modulus: Double, of layer: TissueLayer) {
    guard let old = layers[layer] else { return }
    layers[layer]?.material = old.material.scaled(by: modulus / old.material.shearModulus)
    layers[layer]?.source = "the scenario, in place of \(name)"
    layers[layer]?.confidence = .high
  }

  /// The figures that are recalled or assumed, in words: they are named with every result.
  public var assumptions: [String] {
    let weak = TissueLayer.allCases.compactMap { layer -> String? in
      guard let entry = layers[layer], entry.confidence == .low else { return nil }
      return "stiffness of the \(layer.rawValue) layer: \(entry.source)"
    }
    let zones = zones.filter { $0.value.confidence == .low }.keys.sorted()
    return weak + [
      "densities of all layers are recalled figures",
      "thickness or backing partly recalled or assumed in: \(zones.joined(separator: ", "))",
      "springs at the cut rim stand for 30 mm of the same tissue",
    ]
  }

  /// Reads `tissue.NAME.json` in a folder.
  public init(named name: String, in folder: URL) throws {
    let file = "tissue.\(name).json"
    do {
      let data = try Data(contentsOf: folder.appending(path: file))
      self.init(try JSONDecoder().decode(TissueFile.self, from: data))
    } catch {
      throw AtlasError.unreadable(file: file, reason: "\(error)")
    }
  }

  private init(_ file: TissueFile) {
    name = file.name
    let ratio = file.bulk_to_shear.value
    layers = Dictionary(
      uniqueKeysWithValues: file.layers.compactMap { key, entry in
        TissueLayer(rawValue: key).map {
          (
            $0,
            Layer(
              material: entry.material(bulkToShear: ratio), density: entry.density_kg_per_m3,
              source: entry.source, confidence: entry.confidence)
          )
        }
      })
    zones = file.zones.mapValues { entry in
      var support = Support.bone
      if let backing = entry.backing {
        let tangential = 1e3 * backing.shear_modulus_kPa / (1e-3 * backing.thickness_mm)
        support = .elastic(normal: 3 * tangential, tangential: tangential)
      }
      return Zone(
        depth: 1e-3 * entry.depth_mm, femaleSkin: 1e-3 * entry.skin_mm.female,
        maleSkin: 1e-3 * entry.skin_mm.male, superficialFat: 1e-3 * entry.superficial_fat_mm,
        smas: 1e-3 * entry.smas_mm, support: support, source: entry.source,
        confidence: entry.confidence)
    }
  }
}

/// The file as it is written; the keys carry the units.
private struct TissueFile: Decodable {
  struct Ratio: Decodable {
    var value: Double
  }
  struct Layer: Decodable {
    enum Law: String, Decodable {
      case neoHookean = "neo-hookean"
      case yeoh
    }
    var law: Law
    var shear_modulus_kPa: Double?
    var c10_kPa: Double?
    var c20_kPa: Double?
    var c30_kPa: Double?
    var density_kg_per_m3: Double
    var source: String
    var confidence: Confidence

    func material(bulkToShear ratio: Double) -> Material {
      switch law {
      case .neoHookean:
        let mu = 1e3 * (shear_modulus_kPa ?? .nan)
        return .neoHookean(shearModulus: mu, bulkModulus: ratio * mu)
      case .yeoh:
        let c10 = 1e3 * (c10_kPa ?? .nan)
        return .yeoh(
          c10: c10, c20: 1e3 * (c20_kPa ?? 0), c30: 1e3 * (c30_kPa ?? 0),
          bulkModulus: ratio * 2 * c10)
      }
    }
  }
  struct Zone: Decodable {
    struct Skin: Decodable {
      var female: Double
      var male: Double
    }
    struct Backing: Decodable {
      var thickness_mm: Double
      var shear_modulus_kPa: Double
    }
    var depth_mm: Double
    var skin_mm: Skin
    var superficial_fat_mm: Double
    var smas_mm: Double
    var backing: Backing?
    var source: String
    var confidence: Confidence
  }
  var name: String
  var bulk_to_shear: Ratio
  var layers: [String: Layer]
  var zones: [String: Zone]
}
