import Anatomy
import Documents
import Treatments

/// What a step may say; a later kind of step is one more line in `actions`.
extension Scenario.Step {
  static var shape: Shape<Self> {
    struct Draft {
      var id = ""
      var action: StepAction?
      var duration: Double?
    }
    let actions: [Field<Draft>] = [
      Field(
        "posture", Scenario.Posture.shape, "How the head is held, until a later step says more."
      ) { $0.action = .posture($1) },
      Field("load", SkinLoad.shape, "A load on the skin, during this step alone.") {
        $0.action = .load($1)
      },
      Field(
        "elasticity", .zones(.layers(ElasticityChange.shape)),
        "Layers that become softer or stiffer from this step on; the shape at rest stays."
      ) { $0.action = .elasticity($1) },
      Field(
        "probe", Probe.shape,
        "An instrument on the skin for some seconds, computed on the layers of one place; the face stays as it is."
      ) { $0.action = .probe($1) },
      Field(
        "change", .zones(.layers(LayerChange.shape)),
        "Layers that grow, shrink, stiffen or soften from this step on, each by its course; a narrower zone goes before a "
          + "wider one."
      ) { $0.action = .change($1) },
      Field(
        "treat", Treatment.shape,
        "Something is done to the face in one session, as those who do it set it; what it does goes on from this step."
      ) { $0.action = .treat($1) },
      Field(
        "wait_days", .quantity(.day, in: 0...3660),
        "Time goes by; what earlier steps have started goes on."
      ) { $0.action = .wait($1) },
      Field(
        "wait_years", .number(in: 0...85, unit: "years"),
        "Years go by, and the face ages; needs the age of the subject."
      ) { $0.action = .wait($1 * TimeUnit.year) },
      Field(
        "age_to_years", .number(in: Ageing.range, unit: "years"),
        "The clock is put to this age, also back; needs the age of the subject."
      ) { $0.action = .age($1) },
    ]
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "id", .identifier, required: true, "Name of the step in tables and file names.", \.id),
        .quantity(
          "lasts_s", in: durations,
          "How long a posture or a load lasts, beginning where the step before ended; until the tissue is at rest when left out.",
          \.duration),
      ] + actions,
      rules: [
        .exactlyOne(actions.map(\.key))
      ]
        + actions.map(\.key).filter { !["posture", "load"].contains($0) }.map {
          .notBoth($0, "lasts_s")
        }
    ).map { draft in draft.action.map { Self(id: draft.id, $0, lasting: draft.duration) } }
  }

  /// In s: from less than the fastest relaxation to a day, in which all of it has passed.
  private static let durations = 0.001...86_400
}

extension Scenario.Posture {
  public static var shape: Shape<Self> {
    struct Angles {
      var pitch: Double?
      var roll: Double?
    }
    let tilt = Shape<Angles>.object(
      Angles(),
      [
        .quantity(
          "pitch_deg", in: -180...180, "Back from upright: 90 is supine, -90 prone.", \.pitch),
        .quantity(
          "roll_deg", in: -180...180,
          "Then towards the own left shoulder, about the line from occiput to nose.", \.roll),
      ]
    ).map { Self.tilted(pitch: $0.pitch ?? 0, roll: $0.roll ?? 0) }
    struct Tilted { var posture: Scenario.Posture? }
    let object = Shape<Tilted>.object(
      Tilted(), [Field("tilt", tilt, required: true, "Any other way to hold the head.", \.posture)]
    ).map(\.posture)
    return .either(
      word: Shape<Named>.choice.map { .named($0) }, object: object,
      expected: "one of upright, supine, prone, weightless, or {\"tilt\": angles}")
  }
}

extension SkinLoad {
  /// In kPa: twice what closes the capillaries of the skin (4.3 kPa, 32 mmHg: Landis 1930, recalled);
  /// outside, a unit was mistaken.
  private static let pressures = -10.0...10.0

  static var shape: Shape<SkinLoad> {
    struct Draft { var load: SkinLoad? }
    let kinds: [Field<Draft>] = [
      Field(
        "pressure", pressure, "Along the inward normal of the skin; negative sucks.", \.load),
      Field("stretch", stretch, "All one way.", \.load),
      Field("pinch", pinch, "From both ends of each zone towards its middle.", \.load),
    ]
    return Shape<Draft>.object(Draft(), kinds, rules: [.exactlyOne(kinds.map(\.key))]).map(\.load)
  }

  /// A load as it is read.
  fileprivate struct Draft {
    var zones: ZoneSelection?
    var intensity: Double?
    var direction: Direction?
    var axis: Axis?

    func load(_ kind: Kind?) -> SkinLoad? {
      guard let kind, let zones, let intensity else { return nil }
      return SkinLoad(kind, on: zones, intensity: intensity)
    }
  }

  fileprivate static var zone: Field<Draft> {
    Field("zone", .zone, required: true, "Where: a zone, both of a pair, or a group.", \.zones)
  }

  private static var pressure: Shape<SkinLoad> {
    .draft([
      .quantity(
        "pressure_kPa", in: pressures, required: true, "Per area of the skin as captured.",
        \.intensity)
    ]) { $0.load(.pressure) }
  }

  private static var stretch: Shape<SkinLoad> {
    .draft([
      .quantity(
        "traction_kPa", in: 0...10, required: true, "Per area of the skin as captured.",
        \.intensity),
      Field("direction", .choice, required: true, "In the frame of the head.", \.direction),
    ]) { draft in draft.load(draft.direction.map { .stretch($0) }) }
  }

  private static var pinch: Shape<SkinLoad> {
    .draft([
      .quantity(
        "traction_kPa", in: 0...10, required: true,
        "Mean over the zone; grows from nothing in the middle towards both ends.", \.intensity),
      Field("axis", .choice, required: true, "Along which the ends are drawn together.", \.axis),
    ]) { draft in draft.load(draft.axis.map { .pinch($0) }) }
  }
}

extension Shape where Value == SkinLoad {
  /// A load with a zone and further fields.
  fileprivate static func draft(
    _ fields: [Field<SkinLoad.Draft>], _ load: @escaping (SkinLoad.Draft) -> SkinLoad?
  ) -> Shape {
    Shape<SkinLoad.Draft>.object(SkinLoad.Draft(), [SkinLoad.zone] + fields).map(load)
  }
}

extension ElasticityChange {
  static var shape: Shape<ElasticityChange> {
    struct Draft { var change: ElasticityChange? }
    let kinds: [Field<Draft>] = [
      Field("factor", .number(in: 0.05...20), "On the modulus as it was before.") {
        $0.change = .factor($1)
      },
      Field(
        "shear_modulus_kPa", .quantity(.kilopascal, in: 0.01...10_000),
        "The new shear modulus at rest."
      ) { $0.change = .shearModulus($1) },
    ]
    return Shape<Draft>.object(Draft(), kinds, rules: [.exactlyOne(kinds.map(\.key))])
      .map(\.change)
  }
}
