import Documents
import Rendering

extension Scenario {
  /// What is drawn, and how, as it stands in the file.
  struct Outputs {
    var views: [PortraitView] = [.front, .leftOblique]
    var maps = OutcomeMap.standard
    var skinTone = SkinTone.intermediate
    var quality = PictureQuality.standard
    var equivalentYears = false
    var ageingShares = false
  }
}

extension Scenario.Outputs {
  static var shape: Shape<Self> {
    let views = Shape<[PortraitView]>.list(of: PortraitView.shape, "views")
    return .object(
      Self(),
      [
        Field(
          "views", views.withUniqueIDs("views", \.id),
          "Where the face is seen from, in Frankfurt position, always from 1.2 m and under the same light.",
          \.views),
        Field(
          "maps", .list(of: .choice, "maps"),
          "Maps of every step, first the one beside before and after; displacement and lift when left out.",
          \.maps),
        Field(
          "skin_tone", .choice,
          "Class of the typology angle (ITA) of the skin; a scan with texture or colours keeps its own.",
          \.skinTone),
        Field(
          "quality", .choice,
          "How smooth edges and soft shadows are: draft for a first look, final for print.",
          \.quality),
        Field(
          "equivalent_years", .flag,
          "Whether steps are read as years of the face's own simulated ageing; solves five more states.",
          \.equivalentYears),
        Field(
          "ageing_shares", .flag,
          "Whether the share of each term of ageing is told, in the step that has aged most; solves it twice for each.",
          \.ageingShares),
      ])
  }
}

extension PortraitView {
  /// The name of a standard view, or a camera anywhere.
  static var shape: Shape<PortraitView> {
    let names = standard.map(\.id)
    return .either(
      word: Shape<String>.word(among: names).map(standard(named:)), object: Draft.shape,
      expected: "one of \(names.joined(separator: ", ")), or an object with id and angles")
  }

  /// A camera as it is read.
  private struct Draft {
    var id = ""
    var azimuth: Double?
    var elevation: Double?
    var roll: Double?

    var view: PortraitView? {
      guard let azimuth, let elevation else { return nil }
      return PortraitView(id: id, azimuth: azimuth, elevation: elevation, roll: roll ?? 0)
    }

    static var shape: Shape<PortraitView> {
      Shape<Draft>.object(
        Draft(),
        [
          Field(
            "id", .identifier, required: true, "Name of the view under pictures and in file names.",
            \.id),
          .quantity(
            "azimuth_deg", in: -180...180, required: true,
            "From the front towards the subject's left.", \.azimuth),
          .quantity(
            "elevation_deg", in: -90...90, required: true, "Above the horizontal.", \.elevation),
          .quantity(
            "roll_deg", in: -180...180, "How far the camera leans to its own right.", \.roll),
        ]
      ).map(\.view)
    }
  }
}
