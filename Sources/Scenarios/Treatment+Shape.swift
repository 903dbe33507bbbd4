import Anatomy
import Documents
import EnergyDevices
import Scans
import Treatments

extension Treatment {
  /// What a step may say under `treat`: one kind of treatment, told by its first key.
  static var shape: Shape<Treatment> {
    .kinds([
      ("device", EnergySession.shape.map { .session($0) }),
      ("filler", Injection.shape.map { .injection($0) }),
      ("fat_removal", removal),
      ("lift", SoftTissueLift.shape.map { .lift($0) }),
      ("thread", ThreadLift.shape.map { .thread($0) }),
      ("toxin", MuscleRelaxation.shape.map { .relaxation($0) }),
    ])
  }

  private static var removal: Shape<Treatment> {
    struct Draft {
      var zones: ZoneSelection?
      var layer: TissueLayer?
      var volume: Double?
    }
    return Shape<Draft>.object(
      Draft(),
      [
        Field("fat_removal", .zone, required: true, "Zones from which fat is taken.", \.zones),
        Field("plane", Plane.shape, required: true, Plane.help, \.layer),
        Field(
          "volume_mL", .quantity(.millilitre, in: 0...100), required: true,
          "From all zones of the name together.", \.volume),
      ]
    ).map { draft in
      guard let zones = draft.zones, let layer = draft.layer, let volume = draft.volume else {
        return nil
      }
      return .removal(FatRemoval(from: layer, of: zones, volume: volume))
    }
  }
}

/// The depth at which clinicians say they do something.
private enum Plane: String, CaseIterable {
  case subdermal, subcutaneous
  case subSMAS = "sub-smas"
  case supraperiosteal

  static var shape: Shape<TissueLayer> { Shape<Plane>.choice.map(\.layer) }

  static let help =
    "subdermal and subcutaneous: superficial fat; sub-smas and supraperiosteal: the deep layer. Where in its thickness is not resolved."

  private var layer: TissueLayer {
    switch self {
    case .subdermal, .subcutaneous: .superficialFat
    case .subSMAS, .supraperiosteal: .deep
    }
  }
}

extension Injection {
  fileprivate static var shape: Shape<Injection> {
    struct Draft {
      var substance: Injectable?
      var place: SkinPlace?
      var layer: TissueLayer?
      var volume: Double?
      var technique = Technique.bolus
      var radius: Double?
    }
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "filler", Injectable.shape, required: true,
          "A family of products, fat of the same person, or the figures of a product.", \.substance),
        Field(
          "zone", .zone,
          "In one heap under the middle of this zone; of each, where the name stands for several."
        ) { $0.place = .zone($1) },
        Field(
          "landmark",
          Shape<String>.name(
            "landmark", among: LandmarkName.all, listed: "those of the landmark files"),
          "In one heap under this landmark."
        ) { $0.place = .landmark($1) },
        Field("fan", .zone, "Evenly under all of this zone.") {
          ($0.place, $0.technique) = (.zone($1), .fan)
        },
        Field("plane", Plane.shape, required: true, Plane.help, \.layer),
        // What practice tells of one place in one session ends at 3 mL.
        Field(
          "volume_mL", .quantity(.millilitre, in: 0...5), required: true, "At each place.",
          \.volume),
        .quantity("radius_mm", in: 4...30, "Where a heap ends; 12 mm when left out.", \.radius),
      ], rules: [.exactlyOne(["zone", "landmark", "fan"]), .notBoth("fan", "radius_mm")]
    ).map { draft in
      guard let substance = draft.substance, let place = draft.place, let layer = draft.layer,
        let volume = draft.volume
      else { return nil }
      var injection = Injection(substance, at: place, into: layer, volume: volume)
      injection.technique = draft.technique
      injection.radius = draft.radius ?? injection.radius
      return injection
    }
  }
}

extension Injectable {
  fileprivate static var shape: Shape<Injectable> {
    struct Draft {
      var name = "own product"
      var modulus: Double?
      var swelling: Double?
      var halfLife: Double?
    }
    let object = Shape<Draft>.object(
      Draft(),
      [
        Field("name", .text, "What the results call it.", \.name),
        // From half the softest gel that is told of to twice the firmest.
        .quantity(
          "shear_modulus_kPa", in: 0.01...3, required: true, "G′ at about 0.1 to 0.7 Hz.", \.modulus
        ),
        .quantity(
          "swelling_percent", in: 0...100,
          "How much more volume there is in the first days; half of it is gone after 4. None when left out.",
          \.swelling),
        .quantity(
          "half_life_days", in: 1...36_500, required: true, "In which half of the volume is gone.",
          \.halfLife),
      ]
    ).map { draft -> Injectable? in
      guard let modulus = draft.modulus, let halfLife = draft.halfLife else { return nil }
      return Injectable(
        name: draft.name, shearModulus: modulus, swelling: draft.swelling ?? 0, halfLife: halfLife)
    }
    return .either(
      word: Shape<InjectablePreset>.choice.map(\.injectable), object: object,
      expected:
        "one of \(InjectablePreset.allCases.map(\.rawValue).joined(separator: ", ")), or an object with figures"
    )
  }
}

extension SoftTissueLift {
  fileprivate static var shape: Shape<SoftTissueLift> {
    struct Draft {
      var manoeuvre: Manoeuvre?
      var advance: Double?
      var sides: Sides?
      var angle: Double?
      var (from, to): (String?, String?)
      var undermined: [ZoneSelection] = []
      var released: [ZoneSelection] = []
    }
    let landmark = Shape<String>.name(
      "landmark", among: LandmarkName.paired,
      listed: LandmarkName.paired.joined(separator: ", "))
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "lift", .choice, required: true,
          "smas-plication: a strip of the SMAS is folded in and sewn; smas-excision, skin-excision: a strip is cut out and closed.",
          \.manoeuvre),
        // Ten to thirty are told of the SMAS (practice, recalled), 14 to 32 of skin (C7).
        .quantity(
          "advance_mm", in: 0...35, required: true, "Width of the strip along the pull.",
          \.advance),
        .quantity(
          "angle_deg", in: 0...90,
          "Of the pull: 0 is horizontally back, 90 is up; 52.5 when left out.", \.angle),
        Field("side", .choice, "Both when left out.", \.sides),
        Field(
          "from", landmark,
          "Landmark without its side at which the line begins in front of which the strip lies; zygion when left out.",
          \.from),
        Field("to", landmark, "Where it ends; gonion when left out.", \.to),
        Field(
          "undermined", .list(of: .zone, "zones"),
          "Zones in which skin is lifted off the SMAS.",
          \.undermined),
        Field(
          "released", .list(of: .zone, "zones"),
          "Zones in which the SMAS is lifted off what is below, ligaments cut: a deep plane.",
          \.released),
      ]
    ).map { draft -> SoftTissueLift? in
      guard let manoeuvre = draft.manoeuvre, let advance = draft.advance else { return nil }
      var lift = SoftTissueLift(manoeuvre, advance: advance)
      lift.sides = draft.sides ?? lift.sides
      lift.angle = draft.angle ?? lift.angle
      lift.from = draft.from ?? lift.from
      lift.to = draft.to ?? lift.to
      (lift.undermined, lift.released) = (draft.undermined, draft.released)
      return lift
    }
  }
}

extension ThreadLift {
  fileprivate static var shape: Shape<ThreadLift> {
    struct Draft {
      var substance: Substance?
      var (from, to): (SkinPlace?, SkinPlace?)
      var tension: Double?
      var anchor: Anchor?
      var barbs: Double?
      var barbed: Double?
      var layer: TissueLayer?
    }
    enum Plane: String, CaseIterable { case subcutaneous, smas }
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "thread", .choice, required: true,
          "What it is made of: pdo pulls for about a month, plcl for half a year, permanent for good.",
          \.substance),
        Field(
          "from", SkinPlace.shape, required: true,
          "Zone or landmark under which it is anchored, or where a floating thread begins.", \.from),
        Field(
          "to", SkinPlace.shape, required: true,
          "Zone or landmark under which it ends. Names of pairs lay one thread on each side.", \.to),
        // Beyond what any barbed thread was seen to hold in tissue, 8 N.
        .quantity(
          "tension_N", in: 0...10, required: true,
          "With which it is pulled; 0.5 to 2 N after trimming (practice, recalled).", \.tension),
        Field(
          "anchor", .choice,
          "fixed: in deep fascia or periosteum, when left out; floating: barbs to both sides of the middle hold each other.",
          \.anchor),
        Field(
          "barbs", .number(in: 1...60),
          "Barbs or cones, evenly over the barbed part; 10 when left out.",
          \.barbs),
        .quantity(
          "barbed_mm", in: 5...300,
          "Length of the barbed part from the tip; all of it when left out.",
          \.barbed),
        Field("plane", Shape<Plane>.choice, "In which it runs; subcutaneous when left out.") {
          switch $1 {
          case .subcutaneous: $0.layer = .superficialFat
          case .smas: $0.layer = .smas
          }
        },
      ]
    ).checked { draft, cursor in
      guard let from = draft.from, let to = draft.to else { return }
      if from.count != to.count {
        cursor.member("to")?.note(
          "\(from) and \(to) stand for different numbers of places: \(from.count) and \(to.count)")
      } else if from == to {
        cursor.member("to")?.note("a thread from \(from) to \(to) has no length")
      }
    }.map { draft -> ThreadLift? in
      guard let substance = draft.substance, let from = draft.from, let to = draft.to,
        let tension = draft.tension
      else { return nil }
      var thread = ThreadLift(from: from, to: to, tension: tension)
      thread.substance = substance
      thread.anchor = draft.anchor ?? thread.anchor
      thread.barbs = draft.barbs.map { Int($0.rounded()) } ?? thread.barbs
      thread.barbedLength = draft.barbed
      thread.layer = draft.layer ?? thread.layer
      return thread
    }
  }
}

extension MuscleRelaxation {
  fileprivate static var shape: Shape<MuscleRelaxation> {
    struct Draft {
      var muscle: Muscle?
      var share = 1.0
      var tone: Double?
    }
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "toxin", .choice, required: true, "Muscle whose tone is lost for some months.", \.muscle),
        Field(
          "relaxation_percent", .quantity(.percent, in: 0...100),
          "Of its tone that is lost at the height of the effect; all when left out.", \.share),
        // From a thousandth of the 100 kPa to a tenth of the 300 kPa that muscles of the face reach at most (M045).
        .quantity(
          "tone_kPa", in: 0.1...30,
          "With which it pulls along its fibres at rest; 2 when left out, which is an assumption.",
          \.tone),
      ]
    ).map { draft in
      draft.muscle.map {
        var relaxation = MuscleRelaxation($0)
        relaxation.share = draft.share
        relaxation.tone = draft.tone ?? relaxation.tone
        return relaxation
      }
    }
  }
}

extension SkinPlace {
  /// The name of a zone, of a group, or of a landmark.
  fileprivate static var shape: Shape<SkinPlace> {
    Shape<String>.name(
      "zone or landmark", among: ZoneSelection.names + LandmarkName.all,
      listed: ZoneSelection.listedNames + ", and the landmarks of the landmark files"
    ).map { name in ZoneSelection(name: name).map { .zone($0) } ?? .landmark(name) }
  }

  /// For how many places it stands.
  fileprivate var count: Int {
    switch self {
    case .zone(let zones): Zone.all.filter(zones.contains).count
    case .landmark: 1
    }
  }
}

extension EnergySession {
  fileprivate static var shape: Shape<EnergySession> {
    let settings = DeviceFigure.allCases.map { figure in
      Field<EnergySession>(
        figure.rawValue, .number(in: figure.plausible, unit: figure.unit?.symbol ?? ""),
        "Setting of a device; what it may be stands on the card (turgor device)."
      ) {
        $0.settings[figure.rawValue] = $1
      }
    }
    return .object(
      EnergySession(device: "", zones: []),
      [
        Field(
          "device",
          .either(
            word: Shape<String>.text.map { ($0, nil) },
            object: DeviceCard.shape.map { ($0.name, $0) },
            expected: "the name of a card, as turgor device lists them, or a device of one's own"),
          required: true,
          "Name of its card, as turgor device lists them, or a device of one's own with all its figures."
        ) {
          $0.device = $1.0; $0.card = $1.1
        },
        Field(
          "zones", .list(of: .zone, "zones", atLeast: 1), required: true, "Where it is used.",
          \.zones),
        // More than is done to one place in one session.
        Field("passes", .number(in: 1...10), "Over the zone in one session; 1 when left out.") {
          $0.passes = Int($1.rounded())
        },
        Field(
          "sessions", .number(in: 1...10),
          "How often the same is done before time goes on; 1 when left out."
        ) {
          $0.sessions = Int($1.rounded())
        },
        Field(
          "share_percent", .quantity(.percent, in: 0...100),
          "Of the zones that is treated; all when left out."
        ) { $0.share = $1 },
        Field(
          "kinetics", .choice, "How damage is counted; that of the card when left out.",
          \.kinetics),
      ] + settings)
  }
}
