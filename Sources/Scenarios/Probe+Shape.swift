import Anatomy
import Documents
import Probes

extension Probe {
  static var shape: Shape<Probe> {
    struct Draft { var probe: Probe? }
    let kinds: [Field<Draft>] = [
      Field("suction", suction, "A suction cup: a round opening in a flat ring.", \.probe),
      Field("indentation", indentation, "A rigid instrument pressed into the skin.", \.probe),
    ]
    return Shape<Draft>.object(Draft(), kinds, rules: [.exactlyOne(kinds.map(\.key))]).map(\.probe)
  }

  /// A probe as it is read; times in s.
  private struct Draft {
    var zones: ZoneSelection?
    var aperture: Double?
    var rim: Double?
    var pressure: Double?
    var shape: Indenter.Shape?
    var radius: Double?
    var depth: Double?
    var force: Double?
    var (on, off, ramp): (Double?, Double?, Double?)
    var cycles = 1.0

    func timing(ramp usual: Double) -> RecoilCurve.Timing? {
      guard let on, let off else { return nil }
      return RecoilCurve.Timing(
        on: on, off: off, ramp: min(ramp ?? usual, on, off), cycles: Int(cycles.rounded()))
    }
  }

  private static var at: Field<Draft> {
    Field(
      "at", .zone, required: true,
      "On which zone; of a pair or a group the first zone, which is named with the results.",
      \.zones)
  }

  private static func times(ramp: Double) -> [Field<Draft>] {
    [
      .quantity("on_s", in: 0.1...600, required: true, "How long the load acts.", \.on),
      .quantity(
        "off_s", in: 0.1...600, required: true, "How long the skin is watched then.", \.off),
      .quantity(
        "ramp_s", in: 0...60,
        "In which the load comes and goes; \(ramp.formatted3) s when left out.", \.ramp),
      Field("cycles", .number(in: 1...20), "How often, one after the other.", \.cycles),
    ]
  }

  private static var suction: Shape<Probe> {
    Shape<Draft>.object(
      Draft(),
      [
        at,
        .quantity(
          "aperture_mm", in: 1...20, required: true, "Diameter of the opening.", \.aperture),
        .quantity(
          "rim_mm", in: 0.5...20, "Width of the ring; 2 mm when left out.", \.rim),
        // Twice what a Cutometer makes.
        .quantity(
          "pressure_mbar", in: 1...1000, required: true, "Below that of the air.", \.pressure),
      ] + times(ramp: SuctionTest.ramp)
    ).map { draft in
      guard let zones = draft.zones, let aperture = draft.aperture, let pressure = draft.pressure,
        let timing = draft.timing(ramp: SuctionTest.ramp)
      else { return nil }
      let probe = SuctionProbe(diameter: aperture, rim: draft.rim ?? SuctionProbe.rim)
      return Probe(.suction(SuctionTest(probe, pressure: pressure, timing: timing)), on: zones)
    }
  }

  private static var indentation: Shape<Probe> {
    Shape<Draft>.object(
      Draft(),
      [
        at,
        Field("shape", .choice, required: true, "Of its end.", \.shape),
        .quantity(
          "radius_mm", in: 0.5...15, required: true, "Of the flat end or the ball.", \.radius),
        .quantity("depth_mm", in: 0.01...5, "How far it goes in.", \.depth),
        .quantity("force_N", in: 0.0005...5, "With what force it presses.", \.force),
      ] + times(ramp: IndentationTest.ramp),
      rules: [.exactlyOne(["depth_mm", "force_N"])]
    ).map { draft in
      guard let zones = draft.zones, let shape = draft.shape, let radius = draft.radius,
        let goal = draft.depth.map(IndentationTest.Goal.depth)
          ?? draft.force.map(IndentationTest.Goal.force),
        let timing = draft.timing(ramp: IndentationTest.ramp)
      else { return nil }
      return Probe(
        .indentation(IndentationTest(Indenter(shape, radius: radius), goal, timing: timing)),
        on: zones)
    }
  }
}
