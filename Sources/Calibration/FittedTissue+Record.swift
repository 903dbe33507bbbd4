import Documents
import Foundation
import Scenarios

extension FittedTissue {
  /// The result as data; lengths in mm, moduli in kPa, times in s.
  public var record: JSONTree {
    .object([
      "schema": .string("turgor.calibration/1"),
      "title": .string(zone.readings.title),
      "zone": .string(place),
      "converged": .boolean(failure == nil),
      "not_converged_because": failure.map { JSONTree.string($0) } ?? .null,
      "steps": .number(Double(iterations)),
      "model_evaluations": .number(Double(evaluations)),
      "prior": .boolean(zone.readings.usesPrior),
      "chi_square": .object([
        "readings": .number(chiSquare), "priors": .number(priorSquare),
        "degrees_of_freedom": .number(Double(degreesOfFreedom)),
        "chance": chance.map { JSONTree.number($0) } ?? .null,
      ]),
      "parameters": .array(parameters.map(\.record)),
      "correlations": .array(correlations.map { JSONTree.array($0.map { JSONTree.number($0) }) }),
      "directions": .array(directions.map(\.record)),
      "not_identifiable": .array(unseen.map { JSONTree.string($0) }),
      "readings": .array(curves.map(\.record)),
      "postures": .array(motions.map(\.record)),
      "layers": .array(zone.layerRecords),
      "assumptions": .array(assumptions.map { JSONTree.string($0) }),
    ])
  }

  /// What stands behind the numbers and may be wrong.
  public var assumptions: [String] {
    let prior = parameters.map(\.parameter).compactMap { parameter in
      zone.spreads.tissue[parameter.quantity].map {
        "spread of \(parameter.name), \($0.deviation) of its logarithm: \($0.source) (confidence \($0.confidence.rawValue))"
      }
    }
    let probes =
      curves.isEmpty
      ? []
      : [
        "the skin under the probe is flat, its layers are even, and no friction acts between it and the instrument"
      ]
    let postures =
      motions.isEmpty
      ? []
      : [
        "each modulus differs from the preset by the same factor in the whole face",
        "postures were held until nothing crept any more, and nothing but gravity differed between them",
        "masseter, backing and ligaments are those of the preset; the mesh is the coarsest (8 mm)",
      ]
    return probes + postures + [
      "readings are independent of each other and normal with the given sd; intervals leave out what the model and the mesh get wrong",
      "thicknesses are taken as exact",
    ] + zone.tissue.assumptions + prior
  }
}

extension FittedTissue.Parameter {
  var unit: String {
    switch parameter {
    case .modulus: "kPa"
    case .relaxationStrength, .relaxationTimes: "factor"
    }
  }

  /// From SI units to `unit`.
  var unitFactor: Double {
    switch parameter {
    case .modulus: 1e-3
    case .relaxationStrength, .relaxationTimes: 1
    }
  }

  fileprivate var record: JSONTree {
    .object([
      "name": .string(parameter.name), "unit": .string(unit),
      "start": .number(unitFactor * start), "value": .number(unitFactor * value),
      "interval_95": .array([
        .number(unitFactor * interval.lowerBound), .number(unitFactor * interval.upperBound),
      ]),
      "relative_sd": .number(deviation), "prior_relative_sd": .number(priorDeviation),
      "relative_sd_by_readings_alone": deviationByReadings.map { JSONTree.number($0) } ?? .null,
    ])
  }
}

extension FittedTissue.Direction {
  fileprivate var record: JSONTree {
    .object([
      "components_in_prior_sd": .array(components.map { JSONTree.number($0) }),
      "information_over_prior": .number(information),
    ])
  }
}

extension FittedTissue.Curve {
  fileprivate var record: JSONTree {
    let (name, _, factor) = reading.unit
    return .object([
      "id": .string(reading.id), "chi_square": .number(chiSquare),
      "points": .array(
        points.map { point in
          .object([
            "time_s": .number(point.time), name: .number(factor * point.measured),
            "fitted_\(name)": .number(factor * point.fitted),
            "sd_\(reading.unit.symbol)": .number(factor * point.deviation),
            "residual_over_sd": .number(point.residual),
            "studentized_residual": .number(point.studentized),
            "outlier": .boolean(point.isOutlier),
          ])
        }),
    ])
  }
}

extension FittedTissue.Motion {
  fileprivate var record: JSONTree {
    .object([
      "id": .string(reading.id), "from": .string("\(reading.start)"),
      "to": .string("\(reading.end)"), "at": .string(reading.zones.name),
      "quantity": .string(reading.quantity.rawValue), "value_mm": .number(1e3 * point.measured),
      "sd_mm": .number(1e3 * point.deviation), "fitted_mm": .number(1e3 * point.fitted),
      "residual_over_sd": .number(point.residual),
      "studentized_residual": .number(point.studentized), "outlier": .boolean(point.isOutlier),
    ])
  }
}

extension ProbedZone {
  fileprivate var layerRecords: [JSONTree] {
    tissue.zones[number].layers.sorted { $0.key.rawValue < $1.key.rawValue }.map { layer, entry in
      .object([
        "layer": .string(layer.rawValue), "thickness_mm": .number(1e3 * entry.thickness.mean),
        "thickness_from": .string(entry.thicknessOrigin),
        "start_from": .string(entry.shearModulusOrigin),
      ])
    }
  }
}
