import Anatomy
import Documents
import Treatments

/// The scenario file: every key, what may stand there, what it is for.
///
/// Reader, JSON Schema and reference are made from this declaration; later chapters of the file are further fields of `Scenario.shape`.
extension Scenario {
  /// The whole file.
  public static var shape: Shape<Scenario> {
    .object(
      Scenario(title: "", steps: []),
      [
        .schema(schema),
        Field(
          "title", .text, required: true,
          "What the run is about; goes under pictures, so that it should name nobody.", \.title),
        Field(
          "case", .identifier,
          "What the results call the person; a code made from the bytes of the scan when left out.",
          \.caseCode),
        Field("face", Face.shape, "Whose face; the atlas' own when left out.", \.face),
        Field(
          "subject", Subject.shape,
          "What is known of the person. It moves the tissue preset by rules that are listed with the results.",
          \.subject),
        Field("tissue", Tissue.shape, "What the tissue is made of.", \.tissue),
        Field(
          "resolution", Resolution.shape,
          "How fine the mesh is: 8, 4.5 or 3 mm, or the mean edge of the skin's triangles.",
          \.resolution),
        Field(
          "steps", steps, required: true,
          "What happens to the face, one thing after the other, beginning with the face as captured.",
          \.steps),
        Field(
          "ageing", AgeingChoice.shape, "How the face ages where time goes by.", \.ageing),
        Field("outputs", Outputs.shape, "What is drawn, and how.") {
          ($0.views, $0.maps) = ($1.views, $1.maps)
          ($0.skinTone, $0.quality) = ($1.skinTone, $1.quality)
          ($0.wantsEquivalentYears, $0.wantsAgeingShares) = ($1.equivalentYears, $1.ageingShares)
        },
        Field(
          "expect", .list(of: Expectation.shape, "expectations"),
          "What should come out; a run says what did, turgor verify holds the shipped scenarios to it.",
          \.expectations),
      ]
    ).checked(Expectation.checkSteps).checked(checkAge)
  }

  private static var steps: Shape<[Step]> {
    Shape<[Step]>.list(of: Step.shape, "steps", atLeast: 1).withUniqueIDs("steps", \.id)
  }
}

extension Scenario.Face {
  public static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field(
          "surface", .text,
          "File of the scan (PLY, OBJ, STL or GLB), from the folder of the scenario.", \.surface),
        Field(
          "landmarks", .text,
          "File of the landmarks of the scan; found from its shape when left out.", \.landmarks),
        Field(
          "captured", Scenario.Posture.shape,
          "How the head was held when the face was captured; upright when left out.", \.captured),
      ],
      rules: [
        .needs(
          "landmarks", with: "surface", because: "landmarks need the surface that they lie on")
      ])
  }
}

extension Scenario.Subject {
  public static var shape: Shape<Self> {
    .object(
      Self(),
      [
        .quantity(
          "age_years", in: 18...110, "Thins the skin and softens skin and fat.", \.ageInYears),
        Field("sex", .choice, "Whose skin thickness; between the two when left out.", \.sex),
        Field(
          "bmi", .number(in: 12...70, unit: "kg/m²"),
          "Body mass index. Thickens superficial fat, unless its thickness is given.",
          \.bodyMassIndex),
        .quantity(
          "skin_thickness_mm", in: 0.3...4,
          "Measured at the cheek; all zones follow in proportion.", \.skinThickness),
        .quantity(
          "fat_thickness_mm", in: 0.5...25,
          "Of the superficial fat, measured at the cheek; all zones follow in proportion.",
          \.fatThickness),
        Field(
          "smoking", Exposed.shape,
          "heavy (more than 50 pack-years) counts the skin as older; usual when left out."
        ) { if $1 == .heavy { $0.exposures.insert(.heavySmoking) } },
        Field(
          "sun", Exposed.shape,
          "heavy (more than 50 000 hours in the sun) counts the skin as older; usual when left out."
        ) { if $1 == .heavy { $0.exposures.insert(.heavySun) } },
        .quantity(
          "menopause_age_years", in: 30...65,
          "Age at the menopause, from which on skin ages faster for some years; not counted when left out.",
          \.menopause),
      ],
      rules: ["smoking", "sun", "menopause_age_years"].map {
        .needs($0, with: "age_years", because: "it is about how the skin ages")
      })
  }

  /// How much of what harms skin.
  private enum Exposed: String, CaseIterable {
    case usual, heavy

    static var shape: Shape<Exposed> { .choice }
  }
}

extension Scenario {
  /// Time goes by for a person of known age, and only between the ages that the law is for.
  static func checkAge(of scenario: Scenario, at cursor: JSONCursor) {
    guard let places = cursor.member("steps")?.array(of: "steps"),
      places.count == scenario.steps.count
    else { return }
    var age = scenario.subject.ageInYears
    if age == nil, scenario.wantsEquivalentYears {
      cursor.member("outputs")?.member("equivalent_years")?.note(
        "nobody knows how old the face is: add \"subject\": { \"age_years\": … }")
    }
    for (place, step) in zip(places, scenario.steps) {
      let key: String
      switch step.action {
      case .age(let years):
        key = "age_to_years"
        if age != nil { age = years }
      case .wait(let time):
        key = place.member("wait_years") == nil ? "wait_days" : "wait_years"
        age = age.map { $0 + time / TimeUnit.year }
      case .posture, .load, .elasticity, .change, .treat, .probe: continue
      }
      if age == nil, key != "wait_days" {
        place.member(key)?.note(
          "nobody knows how old the face is: add \"subject\": { \"age_years\": … }")
      }
      if let age, age > Ageing.range.upperBound {
        place.member(key)?.note(
          "the person would be \(age.formatted3) years old; the law of ageing ends at "
            + "\(Ageing.range.upperBound.formatted3)")
      }
    }
  }
}

extension Scenario.AgeingChoice {
  static var shape: Shape<Self> {
    let names = AgeingTerm.allCases.map(\.rawValue)
    let terms = Shape<[String: Bool]>.entries(
      "term", among: names, listed: names.joined(separator: ", "), of: .flag)
    return .object(
      Self(),
      [
        Field(
          "preset", .choice,
          "What becomes of fat: descent (less above, more below; when left out) or volume-loss (less everywhere).",
          \.preset),
        Field("terms", terms, "Terms that count or, with false, do not; all when left out.") {
          let off = $1.filter { !$0.value }.keys.compactMap(AgeingTerm.init)
          $0.terms.subtract(off)
        },
      ])
  }
}

extension Scenario.Tissue {
  static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field("preset", .choice, "Figures by zone and layer with their sources.", \.preset),
        Field(
          "layers", LayerEstimate.byLayer, "What is known of layers of the whole face.", \.layers),
        Field(
          "zones", .zones(LayerEstimate.byLayer),
          "What is known of layers of some zones; a narrower name goes before a wider one.",
          \.zones),
        Field("laws", .laws, "Laws of layers of the whole face.", \.laws),
        Field(
          "ligament_factor", .number(in: 0...100),
          "On the stiffness of the retaining ligaments; 0 when left out.", \.ligamentFactor),
        Field(
          "gliding_planes", .flag,
          "Whether fascia glides over masseter, cheekbone and temple; false when left out.",
          \.hasGlidingPlanes),
        // Beyond twice what was measured the skin would be stretched out of the range of its law.
        Field(
          "skin_tension_factor", .number(in: 0...2),
          "On the tension that the preset gives the skin of each zone; 0 when left out.",
          \.skinTensionFactor),
        Field(
          "relaxation", RelaxationChange.shape,
          "How the tissue relaxes, against the preset, in all layers alike; as found by turgor calibrate.",
          \.relaxation),
      ])
  }
}

extension RelaxationChange {
  /// Beyond a factor of 20 it would be another tissue.
  private static let factors = 0.05...20.0

  static var shape: Shape<Self> {
    .object(
      .none,
      [
        Field(
          "strength_factor", .number(in: factors),
          "On the stiffness at once over that at rest, less one; 1 when left out.", \.strength),
        Field(
          "time_factor", .number(in: factors), "On all relaxation times; 1 when left out.",
          \.slowness),
      ])
  }
}

extension Scenario.Resolution {
  public static var shape: Shape<Self> {
    struct Edge { var edge: Double? }
    let edge = Shape<Edge>.object(
      Edge(),
      [
        .quantity(
          "edge_mm", in: 1...30, required: true, "Mean edge of the triangles of the skin.", \.edge)
      ]
    ).map { $0.edge.map { Self.edge($0) } }
    return .either(
      word: Shape<AtlasLevel>.choice.map { Self($0) }, object: edge,
      expected: "one of preview, standard, fine, or {\"edge_mm\": number}")
  }
}

extension Shape {
  /// Entries by names of zones and groups.
  static func zones<Element>(_ element: Shape<Element>) -> Shape
  where Value == [ZoneSelection: Element] {
    Shape<[String: Element]>.entries(
      "zone", among: ZoneSelection.names, listed: ZoneSelection.listedNames, of: element
    ).map { entries in
      Dictionary(
        uniqueKeysWithValues: entries.compactMap { name, value in
          ZoneSelection(name: name).map { ($0, value) }
        })
    }
  }

  /// Entries by layer.
  public static func layers<Element>(_ element: Shape<Element>) -> Shape
  where Value == [TissueLayer: Element] {
    let names = TissueLayer.allCases.reversed().map(\.rawValue)
    return Shape<[String: Element]>.entries(
      "layer", among: names, listed: names.joined(separator: ", "), of: element
    ).map { entries in
      Dictionary(
        uniqueKeysWithValues: entries.compactMap { name, value in
          TissueLayer(rawValue: name).map { ($0, value) }
        })
    }
  }
}

extension Shape where Value == ZoneSelection {
  /// The name of a zone or of a group.
  public static var zone: Shape {
    Shape<String>.name("zone", among: ZoneSelection.names, listed: ZoneSelection.listedNames)
      .map { ZoneSelection(name: $0) }
  }
}
