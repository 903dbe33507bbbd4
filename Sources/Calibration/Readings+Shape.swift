import Anatomy
import Documents
import Probes
import Scenarios

/// The file of readings: every key, what may stand there, what it is for.
extension Readings {
  public static var shape: Shape<Readings> {
    .object(
      Readings(),
      [
        .schema(schema),
        Field(
          "title", .text, required: true, "What was read on whom; should name nobody.", \.title),
        Field(
          "subject", Scenario.Subject.shape,
          "What is known of the person; it moves the tissue preset by the rules of a scenario.",
          \.subject),
        Field("preset", .choice, "Tissue from which the fit starts, and its prior.", \.preset),
        Field(
          "face", Scenario.Face.shape,
          "Whose face changed its posture; the atlas' own when left out.", \.face),
        Field(
          "at", .zone,
          "On which zone the instruments were; of a pair or a group the first zone, which is named with the results.",
          \.zones),
        Field(
          "thickness_mm", .layers(.quantity(.millimetre, in: 0.1...40)),
          "Of layers that were measured, as with ultrasound; the others are those of the preset.",
          \.thicknesses),
        Field(
          "skin_tension_factor", .number(in: 0...2),
          "On the tension that the preset gives the skin of the zone; 0 when left out.",
          \.tensionFactor),
        Field(
          "readings",
          .list(of: Reading.shape, "readings", atLeast: 1).withUniqueIDs("readings", \.id),
          "One entry for each instrument and load.", \.readings),
        Field(
          "postures",
          .list(of: PostureReading.shape, "postures", atLeast: 1)
            .withUniqueIDs("postures", \.id),
          "How far the skin of zones has gone from one posture to another; moduli are then factors on the whole face.",
          \.postures),
        Field(
          "fit", parameters,
          "What is fitted; all else is held. The four moduli, and with instruments relaxation-strength and relaxation-times, when "
            + "left out.",
          \.fit),
        Field(
          "prior", .flag,
          "Whether the spread between people counts beside the readings; true when left out.",
          \.usesPrior),
        Field(
          "detail", .choice,
          "How finely the tissue under an instrument is cut; standard when left out.", \.detail),
      ],
      rules: [
        .needs("readings", with: "at", because: "instruments are on a zone"),
        .needs("thickness_mm", with: "at", because: "thicknesses are those of a zone"),
        .needs("face", with: "postures", because: "only postures ask whose face it is"),
      ]
    ).checked { readings, cursor in
      if readings.readings.isEmpty, readings.postures.isEmpty,
        cursor.member("readings") == nil, cursor.member("postures") == nil
      {
        cursor.note("needs one of the keys readings, postures, or both")
      }
    }
  }

  private static var parameters: Shape<[CalibratedParameter]> {
    Shape<[String]>.list(
      of: .word(among: CalibratedParameter.allCases.map(\.name)), "parameters", atLeast: 1
    ).map { $0.compactMap(CalibratedParameter.init(name:)) }
      .checked { chosen, cursor in
        guard let places = cursor.array(of: "parameters"), places.count == chosen.count else {
          return
        }
        for (number, parameter) in chosen.enumerated() {
          if chosen[..<number].contains(parameter) {
            places[number].note("\"\(parameter.name)\" stands here twice")
          }
          if let all = parameter.ofAllLayers, chosen.contains(all) {
            places[number].note(
              "\"\(parameter.name)\" and \"\(all.name)\" exclude each other: one layer, or all alike"
            )
          }
        }
      }
  }
}

extension Readings.Reading {
  /// A reading as it is written; times in s.
  private struct Draft {
    var aperture: Double?
    var rim: Double?
    var pressure: Double?
    var shape: Indenter.Shape?
    var radius: Double?
    var depth: Double?
    var (on, off, ramp): (Double?, Double?, Double?)
    var cycles = 1.0
    var points: [Point] = []

    func timing(ramp usual: Double) -> RecoilCurve.Timing? {
      guard let on, let off else { return nil }
      return RecoilCurve.Timing(
        on: on, off: off, ramp: min(ramp ?? usual, on, off), cycles: Int(cycles.rounded()))
    }
  }

  static var shape: Shape<Self> {
    struct Whole {
      var id = ""
      var content: (Test, [Point])?
    }
    let kinds: [Field<Whole>] = [
      Field(
        "suction", suction, "A suction cup: a round opening in a flat ring.", \.content),
      Field("indentation", indentation, "A rigid instrument pressed in by a depth.", \.content),
    ]
    return Shape<Whole>.object(
      Whole(),
      [Field("id", .identifier, required: true, "Name of the reading in results.", \.id)] + kinds,
      rules: [.exactlyOne(kinds.map(\.key))]
    ).map { whole in
      whole.content.map { Readings.Reading(id: whole.id, $0.0, $0.1) }
    }
  }

  private static func times(ramp: Double) -> [Field<Draft>] {
    [
      .quantity("on_s", in: 0.1...600, required: true, "How long the load acts.", \.on),
      .quantity(
        "off_s", in: 0.1...600, required: true, "How long the skin is left alone then.", \.off),
      .quantity(
        "ramp_s", in: 0...60, "In which the load comes and goes; \(ramp) s when left out.", \.ramp),
      Field("cycles", .number(in: 1...20), "How often, one after the other.", \.cycles),
    ]
  }

  private struct PointDraft { var (time, value, deviation): (Double?, Double?, Double?) }

  private static func points(
    _ key: String, in range: ClosedRange<Double>, sd: String, _ help: String
  )
    -> Shape<[Point]>
  {
    let point = Shape<PointDraft>.object(
      PointDraft(),
      [
        .quantity(
          "time_s", in: 0...24_000, required: true, "Since the load of the first cycle began.",
          \.time),
        .quantity(key, in: range, required: true, help, \.value),
        .quantity(
          sd, in: 1e-6...range.upperBound, required: true,
          "One standard deviation of repeated readings.", \.deviation),
      ]
    ).map { draft -> Point? in
      guard let time = draft.time, let value = draft.value, let deviation = draft.deviation
      else { return nil }
      return Point(time: time, value: value, deviation: deviation)
    }
    return .list(of: point, "points", atLeast: 1)
  }

  /// Notes points after the end of the test.
  private static func check(_ draft: Draft, _ key: String, _ ramp: Double, _ cursor: JSONCursor) {
    guard let end = draft.timing(ramp: ramp)?.duration,
      let places = cursor.member(key)?.array(of: "points"), places.count == draft.points.count
    else { return }
    for (point, place) in zip(draft.points, places) where point.time > end * (1 + 1e-9) {
      place.member("time_s")?.note("\(point.time) s is after the end of the last cycle at \(end) s")
    }
  }

  private static var suction: Shape<(Test, [Point])> {
    let cup: [Field<Draft>] = [
      .quantity(
        "aperture_mm", in: 1...20, required: true, "Diameter of the opening.", \.aperture),
      .quantity("rim_mm", in: 0.5...20, "Width of the ring; 2 mm when left out.", \.rim),
      .quantity(
        "pressure_mbar", in: 1...1000, required: true, "Below that of the air.", \.pressure),
    ]
    let uplift = Field<Draft>(
      "uplift",
      points("uplift_mm", in: -5...20, sd: "sd_mm", "Rise of the middle of the skin since then."),
      required: true, "What was read.", \.points)
    return Shape<Draft>.object(Draft(), cup + times(ramp: SuctionTest.ramp) + [uplift])
      .checked { check($0, "uplift", SuctionTest.ramp, $1) }
      .map { draft -> (Test, [Point])? in
        guard let aperture = draft.aperture, let pressure = draft.pressure,
          let timing = draft.timing(ramp: SuctionTest.ramp)
        else { return nil }
        let probe = SuctionProbe(diameter: aperture, rim: draft.rim ?? SuctionProbe.rim)
        return (.suction(SuctionTest(probe, pressure: pressure, timing: timing)), draft.points)
      }
  }

  private static var indentation: Shape<(Test, [Point])> {
    let instrument: [Field<Draft>] = [
      Field("shape", .choice, required: true, "Of its end.", \.shape),
      .quantity(
        "radius_mm", in: 0.5...15, required: true, "Of the flat end or the ball.", \.radius),
      .quantity("depth_mm", in: 0.01...5, required: true, "How far it goes in.", \.depth),
    ]
    let force = Field<Draft>(
      "force", points("force_N", in: -5...5, sd: "sd_N", "With which the skin pushes back."),
      required: true, "What was read.", \.points)
    return Shape<Draft>.object(
      Draft(), instrument + times(ramp: IndentationTest.ramp) + [force]
    )
    .checked { check($0, "force", IndentationTest.ramp, $1) }
    .map { draft -> (Test, [Point])? in
      guard let shape = draft.shape, let radius = draft.radius, let depth = draft.depth,
        let timing = draft.timing(ramp: IndentationTest.ramp)
      else { return nil }
      let test = IndentationTest(Indenter(shape, radius: radius), .depth(depth), timing: timing)
      return (.indentation(test), draft.points)
    }
  }
}
