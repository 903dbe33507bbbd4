import Anatomy
import Documents
import Measures
import Scenarios

extension ResultSelection {
  static var shape: Shape<Self> {
    let quantities = ZoneQuantity.all.map(\.column)
    let zones = ZoneSelection.names
    let measures = Measure.all.map(\.name)
    return .object(
      Self(),
      [
        Field(
          "steps", .list(of: .identifier, "steps"), "Steps of the scenario; all when left out.",
          \.steps),
        Field(
          "zones",
          .list(of: .name("zone", among: zones, listed: ZoneSelection.listedNames), "zones"),
          "Zones, groups of them, or face for all of it; all when left out.", \.zones),
        Field(
          "quantities", .list(of: .word(among: quantities), "quantities"),
          "Columns of zones.csv; displacement, lift and volume when left out.", \.quantities),
        Field(
          "measures", .list(of: .word(among: measures), "measures"),
          "Clinical measures; none when left out.", \.measures),
      ])
  }
}

extension RunLimits {
  static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field(
          "memory_MB", .number(in: 100...1e6, unit: "MB"), "Of one worker; no limit when left out."
        ) { $0.memory = 1e6 * $1 },
        .quantity(
          "time_s", in: 0.1...1e6,
          "For one run, without what its face takes; no limit when left out.", \.time),
      ])
  }
}
