import Exports
import Foundation
import Scenarios

/// The face of the preset handed to CalculiX, which solves it anew: the same mesh, loads and supports in another program.
public enum CalculixFace {
  /// K/μ of the case: low enough that cells without a pressure of their own, as CalculiX has them, are not too stiff.
  public static let bulkToShear = 2.0
  /// Mean edge of its skin in m: fine enough for cells with and without a pressure to be within 2 % of each other in every zone; at 8.4 mm
  /// (preview) the nose is not.
  static let edge = 6e-3

  /// Both answers on one face.
  ///
  /// - Parameters:
  ///   - scenario: whose face, and which steps; those whose tissue is that of the face as captured are compared.
  ///   - folder: where paths of the scenario start from.
  ///   - meshes: the folder of the atlas.
  ///   - ratio: K/μ of all layers, in both programs.
  ///   - calculix: the program.
  ///   - note: told what is being done.
  /// - Returns: displacements by zone, and what the deck does not say.
  /// - Throws: what preparing, solving or CalculiX throws.
  public static func check(
    _ scenario: Scenario, folder: URL, meshes: URL, bulkToShear ratio: Double = bulkToShear,
    with calculix: Calculix, note: (String) -> Void
  ) throws -> (check: FaceCrossCheck, face: DeckFace) {
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: folder, meshes: meshes, clock: &clock)
    let solved = try SolvedFace(scenario, on: prepared, threads: 2, clock: &clock)
    let bodies = try solved.bodiesAtRest(of: scenario)
    let fitting = bodies.dropFirst().filter { $0.isTissueAsCaptured && $0.duration == nil }
    let face = try DeckFace(
      title: scenario.title, fitting.isEmpty ? [bodies[0]] : Array(fitting), for: .calculix,
      bulkToShear: ratio)
    let check = try FaceCrossCheck(
      face, on: prepared, rest: solved.rest, with: calculix, threads: 2, note: note)
    return (check, face)
  }

  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "ccx", "The face of the preset in CalculiX, zone by zone",
      source: "CalculiX 2.20, C3D15, on the deck that turgor export writes; K/μ = 2 in both",
      isLong: true
    ) { _ in
      guard let calculix = Calculix() else {
        return CaseOutcome(
          tables: [
            FigureTable("Not computed", columns: ["why"], rows: [[Calculix.absence]])
          ])
      }
      let scenario = Scenario(
        title: "Upright", resolution: .edge(edge),
        steps: [.init(id: "upright", posture: .upright)], views: [])
      let (check, _) = try check(
        scenario, folder: meshes, meshes: meshes, with: calculix, note: { _ in })
      return CaseOutcome(
        check.rows.flatMap { row in
          [
            ("", row.relative, "cells with and without a pressure"),
            (
              ", without a pressure in Turgor either", row.plainRelative,
              "18 and 9 points in a cell"
            ),
          ].map { which, result, reason in
            Comparison(
              "\(row.step), \(row.zone): difference over displacement\(which)", reference: 0,
              result: result, allowed: .absolute(FaceCrossCheck.allowed),
              because: "2 % of the zone's displacement: \(reason)")
          }
        },
        tables: [
          FigureTable(
            "Mean displacement from the rest shape", columns: check.table[0],
            rows: Array(check.table.dropFirst()))
        ])
    }
  }
}
