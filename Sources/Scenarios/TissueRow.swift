import Anatomy

/// Zones of a layer that have the same modulus from the same origin: a line of the plan and of the manifest.
public struct TissueRow: Sendable, Equatable, Encodable {
  public var layer: String
  /// `face` for all of them; a pair goes by its region.
  public var zones: [String]
  public var shear_modulus_kPa: Double
  /// One standard deviation; absent where nothing is said of it.
  public var shear_modulus_sd_kPa: Double?
  public var shear_modulus_from: String
  /// The thinnest and the thickest zone.
  public var thickness_mm: [Double]
  public var thickness_sd_mm: Double?
  public var thickness_from: String
}

extension ResolvedTissue {
  /// The layers from the skin inwards, zones with equal figures together.
  public var rows: [TissueRow] {
    TissueLayer.allCases.reversed().flatMap { layer -> [TissueRow] in
      var groups: [(first: Layer, zones: [Zone], thicknesses: [Double])] = []
      for zone in zones {
        guard let entry = zone.layers[layer] else { continue }
        if let known = groups.firstIndex(where: { $0.first.isAlike(entry) }) {
          groups[known].zones.append(zone.zone)
          groups[known].thicknesses.append(entry.thickness.mean)
        } else {
          groups.append((entry, [zone.zone], [entry.thickness.mean]))
        }
      }
      return groups.map { row(layer, $0.first, $0.zones, $0.thicknesses) }
    }
  }

  private func row(_ layer: TissueLayer, _ entry: Layer, _ zones: [Zone], _ thicknesses: [Double])
    -> TissueRow
  {
    TissueRow(
      layer: layer.rawValue, zones: zones.count == self.zones.count ? ["face"] : names(of: zones),
      shear_modulus_kPa: 1e-3 * entry.shearModulus.mean,
      shear_modulus_sd_kPa: entry.shearModulus.deviation.map { 1e-3 * $0 },
      shear_modulus_from: entry.shearModulusOrigin,
      thickness_mm: [1e3 * (thicknesses.min() ?? 0), 1e3 * (thicknesses.max() ?? 0)],
      thickness_sd_mm: entry.thickness.deviation.map { 1e3 * $0 },
      thickness_from: entry.thicknessOrigin)
  }

  private func names(of zones: [Zone]) -> [String] {
    let sides = Dictionary(grouping: zones, by: \.region)
    var names: [String] = []
    for zone in zones {
      let isWhole = sides[zone.region]?.count == self.zones.count { $0.zone.region == zone.region }
      let name = isWhole ? zone.region : zone.name
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension ResolvedTissue.Layer {
  /// Whether both go into one line.
  fileprivate func isAlike(_ other: Self) -> Bool {
    shearModulus == other.shearModulus && shearModulusOrigin == other.shearModulusOrigin
      && thickness.deviation == other.thickness.deviation
      && thicknessOrigin == other.thicknessOrigin
  }
}
