extension DeviceCell {
  /// A point of focused ultrasound in a block that the whole beam fits into.
  func ultrasoundPlan() throws -> TreatmentPlan {
    let stack = stack
    guard settings[.focalDepth] < stack.depth else {
      throw DeviceSettingError.impossible(
        device: settings.card.name,
        "the focus at \(plain((1e5 * settings[.focalDepth]).rounded() / 100)) mm lies below the tissue of "
          + "\(plain((1e5 * stack.depth).rounded() / 100)) mm, in the bone")
    }
    let beam = UltrasoundBeam(
      frequency: settings[.frequency], focalDepth: settings[.focalDepth],
      fNumber: settings[.fNumber], power: settings[.energy] / settings[.onTime], slabs: slabs)
    // At 2.2 w the intensity is e^(−9.7), 6 in 10⁵ of that on the axis.
    let radius = 2.2 * max(beam.radius(at: 0), beam.radius(at: stack.depth))
    let radii = GradedLine(
      marks: [0, radius],
      refinements: [Refinement(center: 0, reach: 1.5 * beam.waist, size: 0.25 * beam.waist)],
      largest: 0.1 * radius
    ).borders(refinement: refinement)
    let focus = Refinement(
      center: beam.focalDepth, reach: beam.rayleighRange, size: 0.2 * beam.rayleighRange)
    let grid = AxisymmetricGrid(
      radii: radii, depths: depths(marks: [beam.focalDepth], refinements: [focus]))
    let slabOfCell = stack.indices(of: grid)
    let block = HeatedBlock(grid: grid, tissues: slabOfCell.map { slabs[$0].tissue })
    let heat = block.operators.load { cell, _, place in
      beam.heat(radius: place.x, depth: place.y, in: slabs[slabOfCell[cell]].tissue)
    }
    return TreatmentPlan(
      block: block, slabOfCell: slabOfCell, air: openAir,
      phases: [
        HeatPhase(duration: settings[.onTime], load: heat, exchanges: openAir),
        HeatPhase(
          duration: 60, load: block.noLoad, exchanges: openAir, endsBelow: Self.harmless),
      ],
      area: settings[.pointPitch] * settings[.lineSpacing], delivered: settings[.energy],
      assumptions: [
        "energy_J is taken for the acoustic energy that enters the skin; all that is attenuated becomes heat"
      ])
  }
}
