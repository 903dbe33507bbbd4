import SparseAlgebra

/// One pulse, or one pass, of a device on a block of layered tissue: the piece that a treatment repeats.
///
/// A point of ultrasound is computed in a wide block and its effect set against the piece of skin that one point stands for; needles
/// and laser columns, whose heat meets that of their neighbours within the pulse, in the unit cell of their pattern; a tip in a
/// wide block about the tip. What an earlier point has left of heat does not count for a later one.
public struct DeviceCell: Sendable, Equatable, Hashable {
  public var settings: DeviceSettings
  /// From the surface downwards; the lower end is held at the temperature of the body.
  public var slabs: [TissueSlab]
  public var air: DeviceLibrary.Air
  /// How damage is counted; that of the card unless another is asked for.
  public var kinetics: DamageKinetics
  /// How many times finer the grid is than usual.
  public var refinement: Int

  /// - Parameters:
  ///   - settings: of the device.
  ///   - slabs: from the surface downwards, at least one.
  ///   - air: about the skin.
  ///   - kinetics: nil for those of the card.
  ///   - refinement: 1 for the usual grid.
  public init(
    settings: DeviceSettings, slabs: [TissueSlab], air: DeviceLibrary.Air,
    kinetics: DamageKinetics? = nil, refinement: Int = 1
  ) {
    (self.settings, self.slabs, self.air) = (settings, slabs, air)
    self.kinetics = kinetics ?? settings.card.kinetics
    self.refinement = refinement
  }

  /// Computes heat and damage.
  ///
  /// Call it within `BLASThreads.withOne`: some thousand unknowns are too few to share, and the last bits depend on the number of
  /// threads.
  ///
  /// - Returns: what the pulse has done.
  /// - Throws: `DeviceSettingError` where the tissue cannot be treated so, `HeatError`.
  public func solved() throws -> CellOutcome {
    let plan = try plan()
    var air = plan.air
    air.removeAll { $0.coefficient == 0 }
    let rest = try plan.block.steadyExcess(load: plan.block.noLoad, exchanges: air)
    var history = ThermalHistory(
      kinetics: kinetics, start: rest, boilingPoint: Self.boiling)
    var account = HeatAccount(plan.block, rest: rest, air: air)
    let phases = plan.phases.map { phase in
      (
        power: phase.load.reduce(0, +),
        equations: plan.block.equations(load: phase.load, exchanges: phase.exchanges)
      )
    }
    var time = 0.0
    try HeatIntegrator(plan.block, boilingPoint: Self.boiling).follow(plan.phases, from: rest) {
      step, phase in
      history.add(step)
      account.add(step, power: phases[phase].power, equations: phases[phase].equations)
      time = step.start + step.length
    }
    return CellOutcome(
      self, plan, history: history, rest: rest, balance: account.balance, duration: time)
  }

  private func plan() throws -> TreatmentPlan {
    guard !slabs.isEmpty else {
      throw DeviceSettingError.impossible(
        device: settings.card.name, "there is no tissue to be heated")
    }
    return switch settings.card.deviceClass {
    case .focusedUltrasound: try ultrasoundPlan()
    case .monopolarRadiofrequency: try monopolarPlan()
    case .needleRadiofrequency: try needlePlan()
    case .heldRadiofrequency: try heldPlan()
    case .ablativeLaser, .nonAblativeLaser: try laserPlan()
    }
  }

  // MARK: - What plans share

  /// After a treatment, temperatures are followed until the hottest point is below 42 °C: there the fastest set of kinetics has
  /// Ω = 0.01 only after a quarter of an hour.
  static let harmless = 42.0

  /// Of water at the pressure of the air, in °C.
  static let boiling = 100.0

  var stack: SlabStack { SlabStack(slabs) }

  /// Air on the whole surface.
  var openAir: [SurfaceExchange] {
    [SurfaceExchange(coefficient: air.coefficient, temperature: air.temperature)]
  }

  /// A tip on the middle of the surface, and air about it.
  func contact(within radius: Double) -> [SurfaceExchange] {
    [
      SurfaceExchange(
        coefficient: settings[.contact], temperature: settings[.coolant], ring: 0...radius),
      SurfaceExchange(
        coefficient: air.coefficient, temperature: air.temperature, ring: radius...1),
    ]
  }

  /// Borders of rows: at the surface and at each border of layers cells are 0.1 mm thin, elsewhere as thin as asked for.
  func depths(marks: [Double] = [], refinements: [Refinement] = [], largest: Double = 0.5e-3)
    -> [Double]
  {
    let layers = stack.borders
    let thin = layers.dropLast().map { Refinement(center: $0, reach: 0, size: 1e-4) }
    let all = (layers + marks.filter { $0 > 0 && $0 < stack.depth }).sorted()
    // Marks closer than a micrometre are one.
    let distinct = all.reduce(into: [Double]()) { kept, mark in
      if let last = kept.last, mark - last < 1e-6 { return }
      kept.append(mark)
    }
    return GradedLine(marks: distinct, refinements: thin + refinements, largest: largest)
      .borders(refinement: refinement)
  }

  /// The time in which heat spreads by a distance in m: r²/4a in the tissue of the skin side, in s.
  func spreadingTime(_ distance: Double) -> Double {
    distance * distance / (4 * slabs[0].tissue.diffusivity)
  }
}
