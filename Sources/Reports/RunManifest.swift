import Documents
import Foundation
import Provenance
import Scenarios

/// What a run was made from, what it did and how well, as `manifest.json`.
public struct RunManifest: Encodable {
  struct Stage: Encodable {
    var name: String
    var wall_s: Double
    var cpu_s: Double
  }
  struct Registration: Encodable {
    var median_mm: Double
    var p95_mm: Double
    var coverage: Double
    var scale: Double
    var zones: [ZoneMisfit]
  }
  /// Null where the scan does not cover the zone.
  struct ZoneMisfit: Encodable {
    var zone: String
    var median_mm: Double?
    var p95_mm: Double?
    var rms_mm: Double?
    var covered_fraction: Double
  }
  struct ScanDeviation: Encodable {
    var zone: String
    var scan_sd_mm: Double?
  }
  struct Mesh: Encodable {
    var nodes: Int
    var cells: Int
    var minimum_scaled_jacobian: Double
    var skin_nodes_moved: Int
    var skin_moved_max_mm: Double
    var thinned_vertices: Int
    var thinned_max_fraction: Double
  }
  struct Iteration: Encodable {
    var load_fraction: Double
    var correction_mm: Double
    var step_length: Double
    var imbalance_N: Double
    var tangent: String
  }
  struct RestShape: Encodable {
    /// How the head was held when the face was captured.
    var captured: String
    var corrections_mm: [Double]
    var factorizations: Int
    /// From the face as captured to the rest shape.
    var distance_max_mm: Double
  }
  struct Step: Encodable {
    var id: String
    /// What the step does.
    var action: String
    /// What is in force in it.
    var posture: String
    var conditions: String
    /// All forces of its load together, to the left, up and forward of the head.
    var load_N: [Double]?
    var minimum_volume_ratio: Double
    var newton: [Iteration]
    var zones: [ScanDeviation]
  }

  /// A file of the results.
  struct Output: Codable, Sendable, Equatable {
    var file: String
    var sha256: SHA256Digest
  }

  /// The keys whose values differ between two runs of the same input.
  static let varyingKeys = ["cpu_s", "peak_memory_MB", "stages", "wall_s"]

  var schema = "turgor.manifest/1"
  var turgor: String
  var title: String
  /// What the results call the person.
  var `case`: String
  /// Equal for runs that give the same results; `turgor run --resume` goes by it.
  var key: SHA256Digest
  var inputs: [RunInputs.Entry]
  /// As it was run: with what the command line changed, without comments and paths.
  var scenario: JSONTree
  var build: Build
  /// Of the program file.
  var program_sha256: SHA256Digest?
  var libraries: LibraryVersions
  var platform: Platform
  var varying_keys = RunManifest.varyingKeys
  var dofs: Int
  var factor_entries: Double
  var threads: Int
  var peak_memory_MB: Double
  var wall_s: Double
  var cpu_s: Double
  var stages: [Stage]
  /// What was done to the scan and what it is worth; absent for the atlas' own face.
  var scan: ScanReport?
  var registration: Registration?
  var mesh: Mesh
  var rest_shape: RestShape
  /// Largest distance between the face as captured and the rest shape loaded again.
  var round_trip_max_mm: Double
  var steps: [Step]
  /// What the scenario expects, and what became of it.
  var expectations: [ExpectationReport]
  /// The rules by which what is known of the subject moved the tissue.
  var subject_rules: [ScenarioPlan.Rule]
  /// Every modulus and thickness that was used, with its origin.
  var tissue: [TissueRow]
  /// How far the results may be off, and what was counted; absent where nobody asked.
  var error_bars: ErrorBarReport?
  var assumptions: [String]
  var warnings: [String]
  var outputs: [Output]

  init(
    _ result: ScenarioResult, identity: RunIdentity, warnings: [String], outputs: [Output]
  ) {
    turgor = TurgorVersion.current
    title = result.scenario.title
    (`case`, key, inputs) = (identity.caseCode, identity.key, identity.inputs.entries)
    (scenario, program_sha256) = (identity.scenario, identity.program)
    (build, libraries, platform) = (.current, identity.libraries, .current)
    dofs = result.degreesOfFreedom
    factor_entries = result.factorEntries
    threads = result.threads
    peak_memory_MB = (StageClock.peakMemory() / 1e6).rounded()
    stages = result.clock.stages.map {
      Stage(name: $0.name, wall_s: rounded($0.wall), cpu_s: rounded($0.cpu))
    }
    wall_s = rounded(result.clock.stages.reduce(0) { $0 + $1.wall })
    cpu_s = rounded(result.clock.stages.reduce(0) { $0 + $1.cpu })
    scan = result.prepared.scan.map { ScanReport($0, judgement: result.prepared.judgement) }
    registration = result.prepared.registration.map {
      Registration(
        median_mm: 1e3 * $0.medianResidual, p95_mm: 1e3 * $0.residual95, coverage: $0.coverage,
        scale: $0.similarity.scale,
        zones: result.prepared.misfits.map { misfit in
          ZoneMisfit(
            zone: misfit.zone, median_mm: millimetres(misfit.median),
            p95_mm: millimetres(misfit.percentile95), rms_mm: millimetres(misfit.rootMeanSquare),
            covered_fraction: misfit.covered)
        })
    }
    let columns = result.prepared.face.tissue
    mesh = Mesh(
      nodes: columns.mesh.positions.count, cells: columns.mesh.blocks.reduce(0) { $0 + $1.count },
      minimum_scaled_jacobian: columns.minimumScaledJacobian,
      skin_nodes_moved: columns.flattened.nodes,
      skin_moved_max_mm: 1e3 * columns.flattened.farthest,
      thinned_vertices: columns.thinned.vertices,
      thinned_max_fraction: columns.thinned.mostFraction)
    let rest = result.rest
    rest_shape = RestShape(
      captured: "\(rest.captured)",
      corrections_mm: rest.history.map { 1e3 * $0.correction },
      factorizations: rest.factorizations,
      distance_max_mm: 1e3 * (rest.displacements.map(\.length).max() ?? 0))
    round_trip_max_mm = 1e3 * rest.roundTripMaximum
    steps = result.steps.map { step in
      Step(
        id: step.id, action: "\(step.action)", posture: "\(step.conditions.posture)",
        conditions: "\(step.conditions)",
        load_N: step.conditions.load.map { _ in
          [step.loadForce.x, step.loadForce.y, step.loadForce.z]
        }, minimum_volume_ratio: step.minimumJ,
        newton: step.history.map {
          Iteration(
            load_fraction: $0.loadFraction, correction_mm: 1e3 * $0.correction,
            step_length: $0.stepLength, imbalance_N: $0.imbalance, tangent: $0.tangent.rawValue)
        },
        zones: step.zones.map {
          ScanDeviation(zone: $0.zone, scan_sd_mm: millimetres($0.scanDeviation))
        })
    }
    expectations = ExpectationReport.all(of: result)
    let figures = result.prepared.tissue
    subject_rules = figures.rules.map(ScenarioPlan.Rule.init)
    self.tissue = figures.rows
    error_bars = ErrorBarReport(result)
    assumptions = result.assumptions
    self.warnings = warnings
    self.outputs = outputs
  }
}

/// Nil for what is not a number, which JSON cannot say.
private func millimetres(_ metres: Double) -> Double? { metres.isNaN ? nil : 1e3 * metres }

/// Milliseconds are enough for a stage.
private func rounded(_ seconds: Double) -> Double { (1000 * seconds).rounded() / 1000 }
