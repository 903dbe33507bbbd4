extension CellOutcome {
  /// A point of ultrasound coagulates less than this, in m³.
  ///
  /// - Source: Fabi 2015, Clin. Cosmet. Investig. Dermatol. 8:47 (`E011`).
  private static let largestPoint = 1e-9
  /// More heat than this part of what was deposited must not be missing.
  static let largestImbalance = 0.01

  /// What a reader has to know, in plain sentences.
  static func warnings(_ outcome: CellOutcome, _ cell: DeviceCell) -> [String] {
    var warnings = [
      "published kinetics differ by two to three decades in time; this is \(cell.kinetics.rawValue) (\(cell.kinetics.source))"
    ]
    let isLaser = [.ablativeLaser, .nonAblativeLaser].contains(cell.settings.card.deviceClass)
    if !isLaser, outcome.surfacePeak > surfaceCeiling {
      warnings.append(
        "the surface reaches \(tenths(outcome.surfacePeak)) °C, above the ceiling of \(plain(surfaceCeiling)) °C"
      )
    }
    if outcome.peak >= DeviceCell.boiling {
      warnings.append(
        "water boils at \(tenths(1e3 * outcome.peakDepth)) mm: its vapour is taken to stay where it is, bubbles and their "
          + "pressure are not computed")
    }
    let isUltrasound = cell.settings.card.deviceClass == .focusedUltrasound
    if isUltrasound, let lesion = outcome.lesion, lesion.volume > largestPoint {
      warnings.append(
        "the point coagulates \(tenths(1e9 * lesion.volume)) mm³; points of 1 mm³ at most are published"
      )
    }
    if abs(outcome.balance.relativeResidual) > largestImbalance {
      warnings.append(
        "\(tenths(100 * outcome.balance.relativeResidual)) % of the heat is missing from the balance"
      )
    }
    let denatured = outcome.layers.contains { $0.denatured > 1e-4 }
    if !denatured {
      warnings.append(
        "no layer is denatured by more than 1 in 10⁴: whatever it does comes from remodelling")
    }
    return warnings
  }

  private static func tenths(_ number: Double) -> String { plain((10 * number).rounded() / 10) }
}
