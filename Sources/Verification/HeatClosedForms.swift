import EnergyDevices
import Foundation

/// B17 to B19: heat that enters a half-space, warmth that blood takes away, damage at an even temperature.
enum HeatClosedForms {
  /// Skin, its conductivity such that a = 0.0984 mm²/s.
  private static let skin = ThermalTissue(
    conductivity: 0.0984e-6 * 1109 * 3391, density: 1109, heatCapacity: 3391,
    source: "a of the reference", confidence: .high)

  /// One column of cells, each as thick as the next.
  private static func column(
    _ tissue: ThermalTissue, depth: Double, rows: Int, hasBodyBelow: Bool
  ) -> HeatedBlock {
    HeatedBlock(
      grid: AxisymmetricGrid(
        radii: [0, 1e-3], depths: (0...rows).map { depth * Double($0) / Double(rows) }),
      tissues: [ThermalTissue](repeating: tissue, count: rows), hasBodyBelow: hasBodyBelow)
  }

  /// The surface is held 1 K above the rest; over 10⁹ W/(m² K) less than 10⁻⁵ of it are lost.
  private static let held = SurfaceExchange(
    coefficient: 1e9, temperature: Blood.temperature + 1)

  private static func value(_ theta: [Double], of block: HeatedBlock, at depth: Double) -> Double {
    zip(block.grid.nodes, theta).first { $0.0.x == 0 && abs($0.0.y - depth) < 1e-9 }?.1 ?? .nan
  }

  static let step = VerificationCase(
    "B17", "A step of the surface temperature of a half-space",
    source: "θ = erfc(z/(2√(at))), a = 0.0984 mm²/s"
  ) { _ in
    // At 12 mm, where the block ends, erfc is 10⁻³³ after 5 s.
    let block = column(skin, depth: 12e-3, rows: 96, hasBodyBelow: false)
    let phases = [1.0, 4].map {
      HeatPhase(duration: $0, load: block.noLoad, exchanges: [held])
    }
    var ends = [[Double]](repeating: [], count: 2)
    try HeatIntegrator(block, stepping: .adaptive(absolute: 1e-6, relative: 0)).follow(
      phases, from: block.noLoad
    ) { step, phase in ends[phase] = step.last }
    let listed = [
      (0, 0.5, 1.0, 0.2597), (0, 1, 1, 0.0242), (1, 0.5, 5, 0.6142), (1, 1, 5, 0.3134),
      (1, 2, 5, 0.0438),
    ]
    return CaseOutcome(
      listed.map { phase, depth, time, reference in
        Comparison(
          "θ at \(depth) mm after \(time) s", unit: "K", reference: reference,
          result: value(ends[phase], of: block, at: depth * 1e-3), allowed: .absolute(1e-4),
          because: "four digits: half of the last in the reference, as much for grid and steps")
      })
  }

  static let perfusion = VerificationCase(
    "B18", "How far warmth reaches against the blood", source: "√(k/(w ρ_b c_b)), w = 0.002 1/s"
  ) { _ in
    var tissue = skin
    tissue.conductivity = 0.37
    // The reference has blood of 1060 kg/m³, this program 1050: the product counts.
    tissue.perfusion = 0.002 * 1060 / 1050
    // Twelve lengths, so that the lower end brings e^(−24).
    let block = column(tissue, depth: 84e-3, rows: 168, hasBodyBelow: true)
    let theta = try block.steadyExcess(load: block.noLoad, exchanges: [held])
    let (upper, lower) = (
      value(theta, of: block, at: 2e-3), value(theta, of: block, at: 12e-3)
    )
    return CaseOutcome([
      Comparison(
        "decay length", unit: "mm", reference: 6.95, result: 10 / log(upper / lower),
        allowed: .absolute(0.005), because: "half of the last digit of the reference")
    ])
  }

  static let damage = VerificationCase(
    "B19", "Times to Ω = 1 at an even temperature", source: "e^(E/RT)/A; listed with the sets"
  ) { _ in
    // Half of the last digit that is listed.
    let listed: [(DamageKinetics, Double, time: Double, half: Double)] = [
      (.skinBurn, 60, 0.94, 0.005), (.skinBurn, 65, 0.033, 5e-4), (.skinBurn, 70, 1.3e-3, 5e-5),
      (.skinBurn, 75, 5e-5, 5e-6), (.collagenPearce, 60, 590, 5), (.collagenPearce, 65, 115, 0.5),
      (.collagenPearce, 70, 23.6, 0.05), (.collagenPearce, 75, 5.1, 0.05),
      (.collagenAksan, 60, 130, 5), (.collagenAksan, 65, 6.5, 0.05),
      (.collagenAksan, 70, 0.35, 5e-3), (.collagenAksan, 75, 0.021, 5e-4),
    ]
    let found = try listed.map { try timeToDamage(by: $0.0, at: $0.1) }
    let closed = listed.map { kinetics, temperature, _, _ in
      exp(
        kinetics.activationEnergy / (DamageKinetics.gasConstant * (temperature + 273.15)))
        / kinetics.frequencyFactor
    }
    return CaseOutcome(
      zip(listed, zip(found, closed)).map { row, times in
        Comparison(
          "\(row.0.rawValue) at \(Int(row.1)) °C", unit: "s", reference: times.1,
          result: times.0, allowed: .relative(1e-3),
          because: "10⁻³: what the law gives at body temperature is taken off, 3 in 10⁴ at most")
      },
      tables: [
        FigureTable(
          "Times to Ω = 1 in s; the listed ones of collagen-aksan belong to A = 10⁸⁶ 1/s and not to their own 1.14 · 10⁸⁶",
          columns: ["kinetics", "°C", "listed", "here", "here over listed"],
          rows: zip(listed, found).map { row, time in
            [
              row.0.rawValue, "\(Int(row.1))", VerificationRun.text(row.time),
              VerificationRun.text(time), VerificationRun.text(time / row.time),
            ]
          })
      ])
  }

  /// By the way of the program: an insulated block of one temperature, for a hundredth of the time.
  private static func timeToDamage(by kinetics: DamageKinetics, at temperature: Double) throws
    -> Double
  {
    let block = column(skin, depth: 1e-3, rows: 1, hasBodyBelow: false)
    let start = block.grid.nodes.map { _ in temperature - Blood.temperature }
    var history = ThermalHistory(kinetics: kinetics, start: start)
    let duration = 0.01 * kinetics.time(at: temperature)
    try HeatIntegrator(block).follow(
      [HeatPhase(duration: duration, load: block.noLoad, exchanges: [])], from: start
    ) { step, _ in history.add(step) }
    return duration / history.damage[0]
  }
}
