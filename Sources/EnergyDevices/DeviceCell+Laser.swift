extension DeviceCell {
  /// What fills a crater.
  ///
  /// - Source: dry air at 40 °C, VDI Heat Atlas, 2nd ed. (2010), D2.2.
  private static let hollow = ThermalTissue(
    conductivity: 0.027, density: 1.1, heatCapacity: 1007, source: "VDI Heat Atlas",
    confidence: .high)

  /// A column of light in the unit cell of its pattern.
  func laserPlan() throws -> TreatmentPlan {
    let radius = 0.5 * settings[.spotDiameter]
    let cover = settings[.coverage]
    let wall = radius / cover.squareRoot()
    let isAblative = settings.card.deviceClass == .ablativeLaser
    let column = LaserColumn(
      energy: settings[.pulseEnergy], radius: radius,
      absorption: settings[.waterAbsorption] * slabs[0].tissue.waterShare,
      scattering: isAblative ? 0 : settings[.scattering],
      ablationEnthalpy: isAblative ? settings[.ablationEnthalpy] : nil)
    let deepest = column.ablatedDepth(at: 0)
    guard deepest < 0.9 * stack.depth else {
      throw DeviceSettingError.impossible(
        device: settings.card.name, "the pulse removes more than 0.9 of the tissue")
    }
    let grid = laserGrid(column, wall: wall, deepest: deepest)
    let slabOfCell = stack.indices(of: grid)
    let tops = craterRows(column, grid)
    let slabOrHollow: [Int?] = slabOfCell.indices.map { cell in
      cell / grid.columns < tops[cell % grid.columns] ? nil : slabOfCell[cell]
    }
    let block = HeatedBlock(
      grid: grid, tissues: slabOrHollow.map { $0.map { slabs[$0].tissue } ?? Self.hollow })
    let pulse = settings[.onTime]
    let heat = block.operators.load { cell, _, place in
      let top = tops[cell % grid.columns]
      guard cell / grid.columns >= top else { return 0 }
      let z = grid.extent(ofCell: cell).z
      let surface = grid.depths[top]
      let left = column.heat(
        at: place.x, from: z.lowerBound - surface, to: z.upperBound - surface)
      return left / (z.upperBound - z.lowerBound) / pulse
    }
    let crater = crater(tops, grid)
    return TreatmentPlan(
      block: block, slabOfCell: slabOrHollow, air: openAir,
      phases: [
        HeatPhase(duration: pulse, load: heat, exchanges: openAir),
        HeatPhase(
          duration: 60, load: block.noLoad, exchanges: openAir, endsBelow: Self.harmless),
      ],
      area: .pi * wall * wall, delivered: settings[.pulseEnergy], crater: crater,
      assumptions: isAblative
        ? [
          "tissue leaves as soon as it has taken up the enthalpy of ablation, before heat spreads; "
            + "vapour is transparent and does not condense in the crater"
        ]
        : [
          "the column keeps its width; light that is scattered out of it heats too wide a space to matter"
        ])
  }

  /// Fine along the crater and as deep again as light reaches or heat spreads in 10 ms.
  private func laserGrid(_ column: LaserColumn, wall: Double, deepest: Double) -> AxisymmetricGrid {
    // Heat of a pulse first lies within 1/μ; finer than 5 µm would resolve single fibres.
    let layer = min(max(1 / column.attenuation, 5e-6), 0.1 * column.radius)
    let reach = deepest > 0 ? deepest + 4 * layer : 2 / column.attenuation
    let fine = deepest > 0 ? max(layer, deepest / 60) : 0.05 / column.attenuation
    let lower = Refinement(center: 0.5 * reach, reach: 0.5 * reach, size: fine)
    let radii = GradedLine(
      marks: [0, wall],
      refinements: [
        Refinement(center: 0, reach: 1.2 * column.radius, size: 0.1 * column.radius)
      ],
      largest: 0.1 * wall
    ).borders(refinement: refinement)
    return AxisymmetricGrid(radii: radii, depths: depths(refinements: [lower]))
  }

  /// How many rows each column has lost: those whose middle lies above the bottom of the crater.
  private func craterRows(_ column: LaserColumn, _ grid: AxisymmetricGrid) -> [Int] {
    (0..<grid.columns).map { i in
      let depth = column.ablatedDepth(at: 0.5 * (grid.radii[i] + grid.radii[i + 1]))
      return (0..<grid.rows).first {
        0.5 * (grid.depths[$0] + grid.depths[$0 + 1]) >= depth
      } ?? grid.rows - 1
    }
  }

  private func crater(_ tops: [Int], _ grid: AxisymmetricGrid) -> Crater? {
    guard let last = tops.lastIndex(where: { $0 > 0 }) else { return nil }
    let volume = tops.indices.reduce(0.0) { sum, i in
      let (inner, outer) = (grid.radii[i], grid.radii[i + 1])
      return sum + .pi * (outer * outer - inner * inner) * grid.depths[tops[i]]
    }
    return Crater(
      volume: volume, depth: grid.depths[tops.max() ?? 0], width: 2 * grid.radii[last + 1])
  }
}
