import Documents
import Treatments

extension LayerChange {
  /// Changes whose figures come with the program.
  enum Preset: String, CaseIterable {
    case swelling, remodelling

    var change: LayerChange {
      var change = LayerChange()
      switch self {
      case .swelling:
        change.restShape.volume = .factor(1.2)
        change.course = .swelling
        change.assumption =
          "swelling: a fifth more volume, the middle of the 10 to 30 % that are told of the first two weeks after fillers "
          + "(practice, recalled), half of it left after 4 days: assumption"
      case .remodelling:
        change.restShape.area = 0.97
        change.stiffness = 1.15
        change.course = .remodelling
        change.assumption =
          "remodelling: skin contracts by 3 % of its area and stiffens by 15 %, within the strains of 1 to 5 % derived for "
          + "fractional devices, 95 % of it after 90 days (largest at 3 to 6 months, wound healing, recalled): assumption"
      }
      return change
    }
  }

  static var shape: Shape<LayerChange> {
    .either(
      word: Shape<Preset>.choice.map(\.change), object: object,
      expected: "one of swelling, remodelling, or an object with factors")
  }

  private static var object: Shape<LayerChange> {
    .object(
      LayerChange(),
      [
        // Beyond that no face is asked for it; what a zone can take is checked when it is known.
        Field(
          "volume_mL", .quantity(.millilitre, in: -50...50),
          "More tissue, or less, in all zones of this name together."
        ) { $0.restShape.volume = .amount($1) },
        Field("volume_factor", .number(in: 0.2...5), "On the volume, the same in all directions.") {
          $0.restShape.volume = .factor($1)
        },
        Field(
          "thickness_factor", .number(in: 0.3...3), "On the thickness alone.", \.restShape.thickness
        ),
        Field(
          "area_factor", .number(in: 0.3...2),
          "On the area in the plane of the skin alone; below 1 the layer contracts.",
          \.restShape.area),
        Field(
          "stiffness_factor", .number(in: 0.05...20), "On the modulus as it was before.",
          \.stiffness),
        Field(
          "course", TimeCourse.shape,
          "How much of it is there some time after; all of it at once and for good when left out."
        ) { ($0.course, $0.assumption) = ($1.course, $1.assumption) },
      ],
      rules: [.notBoth("volume_mL", "volume_factor")])
  }
}

extension TimeCourse {
  /// A course, and where its figures come from if they are the program's.
  typealias Told = (course: TimeCourse, assumption: String?)

  /// Of oedema.
  static let swelling = TimeCourse.decay(halfLife: 4 * TimeUnit.day)
  /// Of collagen after an injury.
  static let remodelling = TimeCourse.rise(time: 90 * TimeUnit.day)
  /// Of hyaluronic acid.
  static let resorption = TimeCourse.decay(halfLife: 2.9 * TimeUnit.year)

  private enum Preset: String, CaseIterable {
    case lasting, swelling, remodelling, resorption

    var told: Told {
      switch self {
      case .lasting: (.lasting, nil)
      case .swelling: (.swelling, "swelling: half of it left after 4 days: assumption")
      case .remodelling:
        (
          .remodelling,
          "remodelling: 95 % of it after 90 days, slow at first (largest at 3 to 6 months, recalled)"
        )
      case .resorption:
        (
          .resorption,
          "resorption: half of the volume left after 2.9 years, from 75 % after 64 weeks in rats (Mochizuki 2018 Plast "
            + "Reconstr Surg 142:112) and 79 % after 12 months in temples (J Drugs Dermatol 2019 18:533); what is seen of it "
            + "may end sooner"
        )
      }
    }
  }

  static var shape: Shape<Told> {
    struct Draft { var course: TimeCourse? }
    struct Healing {
      var delay: Double?
      var rise: Double?
      var decay: Double?
    }
    let healing = Shape<Healing>.object(
      Healing(),
      [
        .quantity("delay_days", in: 0...365, required: true, "Before it begins.", \.delay),
        .quantity(
          "rise_days", in: 0.1...3650, required: true, "Time constant of building up.", \.rise),
        .quantity(
          "decay_days", in: 0.1...36_500, required: true, "Time constant of taking down.", \.decay),
      ]
    ).map { healing -> TimeCourse? in
      guard let delay = healing.delay, let rise = healing.rise, let decay = healing.decay else {
        return nil
      }
      return .remodelling(delay: delay, rise: rise, decay: decay)
    }
    let kinds: [Field<Draft>] = [
      Field(
        "half_life_days", .quantity(.day, in: 0.1...36_500), "All of it at once, half left by then."
      ) { $0.course = .decay(halfLife: $1) },
      Field(
        "builds_up_days", .quantity(.day, in: 0.1...36_500), "95 % of it by then, fast at first."
      ) { $0.course = .buildUp(time: $1) },
      Field(
        "rises_days", .quantity(.day, in: 0.1...36_500), "95 % of it by then, slow at first."
      ) { $0.course = .rise(time: $1) },
      Field("heals", healing, "Builds up after a delay while it is taken down again.") {
        $0.course = $1
      },
    ]
    let object = Shape<Draft>.object(Draft(), kinds, rules: [.exactlyOne(kinds.map(\.key))])
      .map { draft -> Told? in draft.course.map { ($0, nil) } }
    return .either(
      word: Shape<Preset>.choice.map { $0.told }, object: object,
      expected: "one of lasting, swelling, remodelling, resorption, or an object with a time")
  }
}
