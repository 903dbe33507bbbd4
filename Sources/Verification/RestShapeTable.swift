import Anatomy
import Assembly
import Foundation
import Scenarios
import Solvers
import Tensors

/// Rest shapes of faces captured in both postures, of tissue half, once and three times as stiff.
///
/// The layers are scaled; the beds of springs behind cheeks, lips and rim are not. All at preview
/// resolution. A forward solution of the same body from its rest shape is the measure of time.
enum RestShapeTable {
  private static let factors = [0.5, 1, 3]
  private static let captures = [Scenario.Posture.upright, .supine]

  /// One search and its check.
  private struct Search {
    var subject: String
    var captured: Scenario.Posture
    var factor: Double
    /// Nil where there is no rest shape to be found.
    var found: Found?

    struct Found {
      var corrections: Int
      var factorizations: Int
      /// Largest distance in m between the face as captured and its rest shape loaded again.
      var roundTrip: Double
      /// Processor seconds over those of the forward solution.
      var cost: Double
    }
  }

  /// Searches of a face of one stiffness, one per posture.
  private static func searches(_ subject: AtlasPostures.Subject, factor: Double) throws -> [Search]
  {
    var solid = subject.face.face.solid
    for k in solid.regions.indices {
      solid.regions[k].materials = solid.regions[k].materials.map { $0.scaled(by: factor) }
    }
    let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
    return try captures.map { captured in
      solver.assembler.reshape(to: solid.mesh.positions)
      let forces = solid.weight(acceleration: standardGravity * captured.gravityDirection)
      return Search(
        subject: subject.name, captured: captured, factor: factor,
        found: try found(by: solver, under: forces))
    }
  }

  /// Finds the rest shape of the solver's body and loads it again.
  private static func found(by solver: EquilibriumSolver, under forces: [Vector3]) throws
    -> Search.Found?
  {
    let (target, before) = (solver.assembler.solid.mesh.positions, solver.factorizations)
    var clock = StageClock()
    guard let shape = try clock.time("rest", { try restShape(of: solver, under: forces) }) else {
      return nil
    }
    let factorizations = solver.factorizations - before
    let again = try clock.time("forward") { try solver.solve(Loading(forces: forces)) }
    let misses = target.indices.map {
      (shape.positions[$0] + again.state.displacements[$0] - target[$0]).length
    }
    return Search.Found(
      corrections: shape.history.count, factorizations: factorizations,
      roundTrip: misses.max() ?? .nan, cost: clock.stages[0].cpu / clock.stages[1].cpu)
  }

  /// The rest shape; nil where there is none to be found.
  private static func restShape(of solver: EquilibriumSolver, under forces: [Vector3]) throws
    -> RestShape?
  {
    do {
      return try RestShapeSolver(solver).restShape(under: forces)
    } catch let error {
      if case .noRestShape = error { return nil }
      throw error
    }
  }

  static func verification(_ postures: AtlasPostures, faces: URL?) -> VerificationCase {
    VerificationCase(
      "rest", "Rest shapes: subjects, postures of capture and stiffness; loading leads back",
      source: "an independent forward solution from the shape that was found",
      isLong: true
    ) { depth in
      let subjects =
        try depth == .quick
        ? [postures.subject(nil, in: nil)] : postures.subjects(in: faces)
      let found = try subjects.flatMap { subject in
        try (depth == .quick ? [1] : factors).flatMap { factor in
          try searches(subject, factor: factor)
        }
      }
      return outcome(found, skipped: depth == .full && faces == nil)
    }
  }

  private static func outcome(_ searches: [Search], skipped: Bool) -> CaseOutcome {
    let found = searches.compactMap(\.found)
    let note = skipped ? "; subjects skipped: no --faces FOLDER" : ""
    return CaseOutcome(
      [
        Comparison(
          "searches without a rest shape, of \(searches.count)", reference: 0,
          result: Double(searches.count - found.count), allowed: .absolute(0),
          because: "every face here has one"),
        Comparison(
          "farthest node from the face as captured, loaded again", unit: "mm", reference: 0,
          result: 1e3 * (found.map(\.roundTrip).max() ?? .nan), allowed: .absolute(1e-3),
          because: "a thousandth of what posture moves"),
        Comparison(
          "factorizations, most", reference: 1,
          result: Double(found.map(\.factorizations).max() ?? 0), allowed: .untold,
          because: "told: one serves while the strain is small"),
      ],
      tables: [
        FigureTable(
          "Searches at preview resolution" + note,
          columns: [
            "face", "captured", "stiffness", "corrections", "factorizations", "round trip, mm",
            "time over a forward solution",
          ],
          rows: searches.map { search in
            let figures =
              search.found.map {
                [
                  "\($0.corrections)", "\($0.factorizations)",
                  VerificationRun.text(1e3 * $0.roundTrip), String(format: "%.2f", $0.cost),
                ]
              } ?? ["no rest shape", "–", "–", "–"]
            return [search.subject, "\(search.captured)", "× \(search.factor)"] + figures
          })
      ])
  }
}
