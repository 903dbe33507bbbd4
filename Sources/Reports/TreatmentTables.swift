import EnergyDevices
import Scenarios
import Treatments

/// What treatments do where they are done, as comma-separated tables.
enum TreatmentTables {
  static let devicesFile = "devices.csv"
  static let threadsFile = "threads.csv"
  static let seamsFile = "seams.csv"

  /// A row per step, zone and layer: one pulse in it, and what all of them together make of it.
  static func devices(_ result: ScenarioResult) -> String? {
    let rows = result.steps.flatMap { step -> [String] in
      guard case .treat(.session(let session)) = step.action,
        let prepared = result.prepared.sessions.first(where: { $0.session == session })
      else { return [] }
      return prepared.zones.flatMap { zone in
        zone.contractions.compactMap { contraction in
          zone.outcome.layers.first { $0.layer == contraction.layer }.map {
            ([step.id, session.device, zone.zone.name, contraction.layer.rawValue]
              + numbers($0, zone.outcome, contraction, prepared)).joined(separator: ",")
          }
        }
      }
    }
    let header =
      "step,device,zone,layer,thickness_mm,peak_C,denatured_percent,warmed_percent,area_factor,thickness_factor,stiffness_factor,"
      + "surface_peak_C,lesion_mm3,lesion_depth_mm,delivered_J,balance_missing_percent,calibration_factor"
    return rows.isEmpty ? nil : ResultTables.lines([header] + rows)
  }

  private static func numbers(
    _ layer: CellOutcome.Layer, _ outcome: CellOutcome, _ contraction: LayerContraction,
    _ session: PreparedSession
  ) -> [String] {
    let columns: [(value: Double, digits: Int)] = [
      (1e3 * layer.thickness, 1), (layer.peak, 1), (100 * layer.denatured, 4),
      (100 * layer.warmed, 1), (contraction.areaFactor, 5), (contraction.thicknessFactor, 5),
      (contraction.stiffnessFactor, 5), (outcome.surfacePeak, 1),
      (1e9 * (outcome.lesion?.volume ?? 0), 4), (1e3 * (outcome.lesion?.depth ?? .nan), 2),
      (outcome.delivered, 4), (100 * outcome.balance.relativeResidual, 3),
      (session.calibration.value, 3),
    ]
    return columns.map { ResultTables.decimal($0.value, digits: $0.digits) }
  }

  /// A row per step and thread or suture.
  static func threads(_ result: ScenarioResult) -> String? {
    let rows = result.steps.flatMap { step in
      result.prepared.threadPulls(in: step).map { pull in
        [
          step.id, pull.laidIn, "\(pull.number)", ResultTables.decimal(pull.force, digits: 3),
          ResultTables.millimetres(pull.shortening),
        ].joined(separator: ",")
      }
    }
    return rows.isEmpty
      ? nil : ResultTables.lines(["step,laid_in,thread,force_N,shortening_mm"] + rows)
  }

  /// A row per step and seam.
  static func seams(_ result: ScenarioResult) -> String? {
    let rows = result.steps.flatMap { step in
      result.closures(in: step).map { closure in
        [
          step.id, closure.sewnIn, closure.side.rawValue, closure.layer.rawValue,
          ResultTables.decimal(closure.tension, digits: 3),
          ResultTables.decimal(closure.lineTension, digits: 1),
        ].joined(separator: ",")
      }
    }
    return rows.isEmpty
      ? nil
      : ResultTables.lines(["step,sewn_in,side,layer,tension_N,tension_N_per_m"] + rows)
  }
}
