extension DeviceCell {
  /// A round tip in the middle of a wide block, which current enters evenly.
  private struct TipBlock {
    var block: HeatedBlock
    var slabOfCell: [Int]
    var radius: Double
    /// The field of 1 A.
    var field: ElectrodeField
  }

  /// Below the block everything is at the potential of the return: there are muscle and vessels, and the return is wide and far.
  private static let returnAssumption =
    "the return of the current is the lower end of the tissue, all of one potential"

  private func tipBlock() throws -> TipBlock {
    let radius = (settings[.tipArea] / .pi).squareRoot()
    let depth = stack.depth
    let radii = GradedLine(
      marks: [0, radius, radius + 2 * depth],
      refinements: [Refinement(center: radius, reach: 0, size: 0.03 * radius)],
      largest: 0.12 * radius
    ).borders(refinement: refinement)
    let grid = AxisymmetricGrid(radii: radii, depths: depths())
    let slabOfCell = stack.indices(of: grid)
    let block = HeatedBlock(grid: grid, tissues: slabOfCell.map { slabs[$0].tissue })
    let entering = block.operators.surfaceLoad(in: 0...radius)
    let area = entering.reduce(0, +)
    let field = try ElectrodeField(
      block.operators, conductivity: slabOfCell.map { slabs[$0].tissue.electricConductivity },
      potentials: Dictionary(uniqueKeysWithValues: grid.bottomNodes.map { ($0, 0) }),
      currents: entering.map { $0 / area })
    return TipBlock(block: block, slabOfCell: slabOfCell, radius: radius, field: field)
  }

  /// A pulse through a cooled tip, with cooling before and after.
  func monopolarPlan() throws -> TreatmentPlan {
    let tip = try tipBlock()
    let cooled = contact(within: tip.radius)
    let cold = tip.block.noLoad
    return TreatmentPlan(
      block: tip.block, slabOfCell: tip.slabOfCell, air: openAir,
      phases: [
        HeatPhase(duration: settings[.coolingBefore], load: cold, exchanges: cooled),
        HeatPhase(
          duration: settings[.energy] / settings[.power],
          load: tip.field.load(power: settings[.power]), exchanges: cooled),
        HeatPhase(duration: settings[.coolingAfter], load: cold, exchanges: cooled),
        HeatPhase(duration: 600, load: cold, exchanges: openAir, endsBelow: Self.harmless),
      ],
      area: settings[.tipArea], delivered: settings[.energy],
      assumptions: [
        "current enters evenly through the capacitive tip", Self.returnAssumption,
        "all of energy_J becomes heat in the tissue under the tip",
      ])
  }

  /// A tip with a thermostat: the power with which the middle of the skin under it settles at the temperature that is to be held.
  func heldPlan() throws -> TreatmentPlan {
    let tip = try tipBlock()
    let touched = contact(within: tip.radius)
    let unit = tip.field.load(power: 1)
    let still = try tip.block.steadyExcess(load: tip.block.noLoad, exchanges: touched)
    let heated = try tip.block.steadyExcess(load: unit, exchanges: touched)
    // The first node is that on the axis at the surface.
    let power = (settings[.holdTemperature] - Blood.temperature - still[0]) / (heated[0] - still[0])
    guard power > 0 else {
      throw DeviceSettingError.impossible(
        device: settings.card.name, "the skin under the tip is warmer without it")
    }
    let cold = tip.block.noLoad
    return TreatmentPlan(
      block: tip.block, slabOfCell: tip.slabOfCell, air: openAir,
      phases: [
        HeatPhase(
          duration: settings[.holdTime], load: unit.map { power * $0 }, exchanges: touched),
        HeatPhase(duration: 1800, load: cold, exchanges: openAir, endsBelow: Self.harmless),
      ],
      area: settings[.tipArea], delivered: power * settings[.holdTime],
      assumptions: [
        "the thermostat is an even power under which the middle of the skin settles at hold_C, "
          + "without overshoot",
        "blood flow does not rise with warmth", Self.returnAssumption,
      ])
  }

  /// Steel of needles.
  ///
  /// - Source: EN 10088-1, annex, grade 1.4301.
  private static let steel = ThermalTissue(
    conductivity: 15, density: 7900, heatCapacity: 500, source: "EN 10088-1", confidence: .high)

  /// Conductivity in S/m of what insulates a shaft: small against any tissue, and of no influence.
  private static let insulation = 1e-9

  /// The unit cell about one needle; its wall is where the potential of needles of alternating polarity is zero.
  func needlePlan() throws -> TreatmentPlan {
    let (tip, top) = (
      settings[.needleDepth], settings[.needleDepth] - settings[.exposedLength]
    )
    let needle = 0.5 * settings[.needleDiameter]
    let wall = settings[.needlePitch] / Double.pi.squareRoot()
    guard tip < stack.depth, top > -1e-9, needle < 0.5 * wall else {
      throw DeviceSettingError.impossible(
        device: settings.card.name,
        "the needle has to end in the tissue, with its bare part inside and room between needles")
    }
    let radii = GradedLine(
      marks: [0, needle, wall],
      refinements: [Refinement(center: needle, reach: needle, size: 0.2 * needle)],
      largest: 0.1 * wall
    ).borders(refinement: refinement)
    let edge = 0.25 * needle
    let grid = AxisymmetricGrid(
      radii: radii,
      depths: depths(
        marks: [top, tip],
        refinements: [
          Refinement(center: tip, reach: needle, size: edge),
          Refinement(center: top, reach: needle, size: edge),
          Refinement(
            center: 0.5 * (top + tip), reach: 0.5 * settings[.exposedLength], size: 2 * edge),
        ]))
    let slabOfCell = stack.indices(of: grid)
    let isNeedle = slabOfCell.indices.map { cell in
      let (r, z) = grid.extent(ofCell: cell)
      return r.upperBound < needle * (1 + 1e-9) && z.upperBound < tip * (1 + 1e-9)
    }
    let block = HeatedBlock(
      grid: grid,
      tissues: slabOfCell.indices.map {
        isNeedle[$0] ? Self.steel : slabs[slabOfCell[$0]].tissue
      })
    var potentials: [Int: Double] = [:]
    for (node, place) in grid.nodes.enumerated() {
      if place.x > wall * (1 - 1e-9) { potentials[node] = 0 }
      let isBare = place.y > top - 1e-9 && place.y < tip + 1e-9
      if isBare, place.x < needle * (1 + 1e-9) { potentials[node] = 1 }
    }
    let field = try ElectrodeField(
      block.operators,
      conductivity: slabOfCell.indices.map {
        isNeedle[$0] ? Self.insulation : slabs[slabOfCell[$0]].tissue.electricConductivity
      },
      potentials: potentials, currents: block.noLoad)
    let power = settings[.power] / settings[.needles]
    return TreatmentPlan(
      block: block, slabOfCell: slabOfCell.indices.map { isNeedle[$0] ? nil : slabOfCell[$0] },
      air: openAir,
      phases: [
        HeatPhase(
          duration: settings[.onTime], load: field.load(power: power), exchanges: openAir),
        HeatPhase(
          duration: 60, load: block.noLoad, exchanges: openAir, endsBelow: Self.harmless),
      ],
      area: settings[.needlePitch] * settings[.needlePitch],
      delivered: power * settings[.onTime],
      assumptions: [
        "needles are of alternating polarity, so that the potential is zero on the wall of the unit cell",
        "all needles share the power evenly, and all of it becomes heat in the tissue",
      ])
  }
}
