import Anatomy

/// What holds the face in one case of the study.
struct Attachments {
  /// Factors on the support of zones by name.
  var backing: [String: Double] = [:]
  /// Factor on the springs at the end of the tissue.
  var rim = 1.0
  /// How far the tissue goes on beyond the rim, in m.
  var beyondRim = RimExtension.width
  var ligaments: [Ligament] = []
  var hasStructures = true
  var hasGlidingPlanes = false
  /// Shear moduli of layers in Pa, in place of those of the preset.
  var moduli: [TissueLayer: Double] = [:]
  /// Shear modulus of the structures in Pa, in place of their own.
  var muscle: Double?

  /// What is left of the atlas' deep anatomy.
  func deepAnatomy(of atlas: DeepAnatomy) -> DeepAnatomy {
    var anatomy = hasGlidingPlanes ? atlas : atlas.withoutGlidingPlanes
    if !hasStructures { anatomy.structures = [] }
    for i in anatomy.structures.indices {
      anatomy.structures[i].shearModulus = muscle ?? anatomy.structures[i].shearModulus
    }
    return anatomy
  }

  /// Zones in front of teeth and air.
  private static let cheekAndLips = ["cheek", "jowl", "nasolabial-fold", "marionette", "perioral"]

  /// Every case but the default, in the order of the table.
  static func cases(_ study: StudiedFace) -> [(String, Attachments)] {
    func backing(_ zones: [String], _ factor: Double) -> Attachments {
      Attachments(backing: Dictionary(uniqueKeysWithValues: zones.map { ($0, factor) }))
    }
    return [
      ("rim springs x 10", Attachments(rim: 10)), ("rim springs / 10", Attachments(rim: 0.1)),
      ("no tissue beyond the rim", Attachments(beyondRim: 0)),
      ("no tissue beyond the rim; springs x 10", Attachments(rim: 10, beyondRim: 0)),
      ("no tissue beyond the rim; springs / 10", Attachments(rim: 0.1, beyondRim: 0)),
      ("40 mm beyond the rim", Attachments(beyondRim: 40e-3)),
      ("40 mm beyond the rim; springs x 10", Attachments(rim: 10, beyondRim: 40e-3)),
      ("40 mm beyond the rim; springs / 10", Attachments(rim: 0.1, beyondRim: 40e-3)),
      ("fat in place of masseter and parotid", Attachments(hasStructures: false)),
      ("fat; springs x 10", Attachments(rim: 10, hasStructures: false)),
      ("fat; springs / 10", Attachments(rim: 0.1, hasStructures: false)),
      ("backing of cheeks and lips x 3", backing(cheekAndLips, 3)),
      ("backing of cheeks and lips / 3", backing(cheekAndLips, 1.0 / 3)),
      ("support under the chin x 3", backing(["submental"], 3)),
      ("support under the chin / 3", backing(["submental"], 1.0 / 3)),
      ("gliding planes", Attachments(hasGlidingPlanes: true)),
      ("all ligaments", Attachments(ligaments: study.ligaments)),
    ] + study.ligaments.map { ("ligament \($0.name)", Attachments(ligaments: [$0])) }
      + tissues
  }

  /// Published moduli in place of the preset's: see `Documentation/tissue.md`.
  private static let tissues: [(String, Attachments)] = [
    ("tissue: muscle 0.333", Attachments(muscle: 333)),
    ("tissue: muscle 8.14", Attachments(muscle: 8140)),
    ("tissue: skin 2.32", Attachments(moduli: [.skin: 2320])),
    ("tissue: skin 18.8", Attachments(moduli: [.skin: 18.8e3])),
    ("tissue: SMAS 0.05", Attachments(moduli: [.smas: 50])),
    ("tissue: skin 2.32; SMAS 0.05", Attachments(moduli: [.skin: 2320, .smas: 50])),
    ("tissue: skin 2.32; muscle 0.333", Attachments(moduli: [.skin: 2320], muscle: 333)),
    ("tissue: skin 2.32; gliding", Attachments(hasGlidingPlanes: true, moduli: [.skin: 2320])),
    ("tissue: deep fat 0.333", Attachments(moduli: [.deep: 333])),
  ]
}

extension TissuePreset.Support {
  /// Springs a factor stiffer; bone stays bone.
  func scaled(by factor: Double) -> TissuePreset.Support {
    switch self {
    case .bone: .bone
    case .elastic(let normal, let tangential):
      .elastic(normal: factor * normal, tangential: factor * tangential)
    }
  }
}
