import Anatomy
import Assembly

/// What the body of a face is made from: move a figure, and make it anew.
struct FaceRecipe {
  let atlas: Atlas
  var tissue: TissueMesh
  /// In the atlas' order.
  var zones: [TissuePreset.Zone]
  var layers: [TissueLayer: TissuePreset.Layer]
  /// Factors on the moduli of a layer, one per zone; 1 where absent.
  var stiffness: [TissueLayer: [Double]]
  var deepAnatomy: DeepAnatomy
  var ligaments: [Ligament]
  /// On the stiffness of all ligaments.
  var ligamentFactor: Double
  /// On the tension of the skin.
  var tensionFactor: Double

  /// The body.
  ///
  /// - Throws: `UnbearableTension` for the first zone whose skin cannot bear its tension.
  func face() throws(UnbearableTension) -> FaceSolid {
    guard let skin = layers[.skin]?.material else { preconditionFailure("a preset without skin") }
    return FaceSolid(
      tissue: tissue, zones: zones, layers: layers,
      ligaments: Ligament.addedModuli(
        ligaments, on: tissue.sheet.undeformed, factor: ligamentFactor),
      deepAnatomy: deepAnatomy, stiffness: stiffness,
      skin: try OrientedSkin(
        on: tissue, atlas: atlas, zones: zones, material: skin, stiffness: stiffness[.skin],
        factor: tensionFactor))
  }
}

extension PreparedFace {
  /// What its body was made from.
  var recipe: FaceRecipe {
    FaceRecipe(
      atlas: atlas, tissue: face.tissue, zones: tissue.zones.map(\.figures),
      layers: tissue.preset.layers, stiffness: tissue.stiffness, deepAnatomy: deepAnatomy,
      ligaments: ligaments, ligamentFactor: tissue.ligamentFactor,
      tensionFactor: tissue.tensionFactor)
  }
}
