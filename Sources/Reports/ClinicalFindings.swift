import Foundation
import Measures
import Provenance
import Scenarios

/// Measures and displacements of a run for clinic systems: a FHIR R4 bundle of one report and its observations.
///
/// Nobody has measured anything: every resource is `preliminary` and says that it comes from a simulation. The
/// person is known by the case code alone.
struct ClinicalFindings {
  static let disclaimer =
    "A simulation by research software, not a measurement and not a prediction. Not a medical device."
  /// Where codes of the program are defined: no published terminology has them.
  static let (measures, zones, cases) = (
    "urn:turgor:measures:1", "urn:turgor:zones:1", "urn:turgor:cases:1"
  )

  /// Of the value of an observation.
  private static let halfWidth = "half the width of the 95 % interval"

  private let result: ScenarioResult
  private let identity: RunIdentity

  init(_ result: ScenarioResult, identity: RunIdentity) {
    (self.result, self.identity) = (result, identity)
  }

  /// The bundle as JSON.
  func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(bundle)
  }

  var bundle: FHIR.Bundle {
    let observations = measured + displaced
    let report = FHIR.DiagnosticReport(
      id: uuid("report"), text: FHIR.Narrative(Self.disclaimer),
      identifier: [.init(system: Self.cases, value: identity.caseCode)],
      code: .init(text: "Simulated findings on the soft tissue of the face"), subject: subject,
      result: observations.map { .init(reference: "urn:uuid:\($0.id)") },
      conclusion: Self.disclaimer)
    return FHIR.Bundle(
      entry: [.init(.report(report))] + observations.map { .init(.observation($0)) })
  }

  // MARK: - Observations

  /// One per step, measure and side that the face has what is needed for.
  private var measured: [FHIR.Observation] {
    result.steps.enumerated().flatMap { number, step in
      result.measures.rows.compactMap { row -> FHIR.Observation? in
        guard let value = row.values[number] else { return nil }
        let unit = UCUM(row.measure.unit)
        let place = NumberPlace(
          .measures, step: step.id, row: NumberPlace.row(row), column: "value")
        return observation(
          of: step, code: (Self.measures, row.measure.name, row.measure.definition),
          site: row.side.rawValue, unit.quantity(value),
          components: [
            (Self.halfWidth, result.errorBars?[place]?.width.map(unit.quantity)),
            ("as captured", row.captured.map(unit.quantity)),
            ("change", row.change(to: value).map(unit.quantity)),
          ])
      }
    }
  }

  /// One per step and zone.
  private var displaced: [FHIR.Observation] {
    result.steps.flatMap { step in
      step.zones.map { zone in
        let bar = result.errorBars?[.mean(.zones, step: step.id, zone: zone.zone)]
        func millimetres(_ metres: Double) -> FHIR.Quantity? { UCUM.length.quantity(1e3 * metres) }
        return observation(
          of: step,
          code: (
            Self.zones, "displacement-mean",
            "Mean displacement of the skin of the zone from the face as captured."
          ), site: zone.zone, UCUM.length.quantity(1e3 * zone.mean),
          components: [
            (Self.halfWidth, (bar?.width).flatMap(millimetres)),
            ("95th percentile", millimetres(zone.percentile95)),
            ("largest", millimetres(zone.maximum)),
            ("lift against the gravity of the upright head", millimetres(zone.lift)),
            ("volume change", UCUM.volume.quantity(1e6 * zone.volumeChange)),
            ("ratio of areas of the skin", UCUM.ratio.quantity(zone.areaRatio)),
            ("tension of the skin", UCUM.stress.quantity(1e-3 * zone.tension)),
            (
              "standard deviation from the misfit of the scan",
              zone.scanDeviation.isNaN ? nil : millimetres(zone.scanDeviation)
            ),
          ])
      }
    }
  }

  private func observation(
    of step: ScenarioResult.Step, code: (system: String, code: String, text: String), site: String,
    _ value: FHIR.Quantity, components: [(String, FHIR.Quantity?)]
  ) -> FHIR.Observation {
    FHIR.Observation(
      id: uuid("\(step.id)/\(code.code)/\(site)"), text: FHIR.Narrative(Self.disclaimer),
      code: .init(coding: [.init(system: code.system, code: code.code)], text: code.text),
      subject: subject, valueQuantity: value, bodySite: .init(text: site),
      method: .init(text: "Finite-element simulation of soft tissue"),
      device: .init(display: "Turgor \(TurgorVersion.current)"),
      component: [
        .init(code: .init(text: "step"), valueString: "\(step.id): \(step.conditions)")
      ]
        + components.compactMap { name, quantity in
          quantity.map { .init(code: .init(text: name), valueQuantity: $0) }
        })
  }

  /// The case code, and nothing else that could tell who it is.
  private var subject: FHIR.Reference {
    .init(type: "Patient", identifier: .init(system: Self.cases, value: identity.caseCode))
  }

  /// The same for the same run: a UUID of version 8 made of a digest (RFC 9562, §5.8).
  private func uuid(_ name: String) -> String {
    var digits = Array(SHA256Digest(of: "\(identity.key)/\(name)").description.prefix(32))
    digits[12] = "8"
    // The variant bits 10: the digits 8, 9, a, b.
    digits[16] = Array("89ab")[(digits[16].hexDigitValue ?? 0) & 3]
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return parts.map { String(digits[$0]) }.joined(separator: "-")
  }
}
