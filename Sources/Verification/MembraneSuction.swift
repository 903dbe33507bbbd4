import Anatomy
import Probes
import SparseAlgebra

/// A8: the part of the energy of a suction that the skin of the forearm does not give back.
///
/// A chamber of 6 mm, suction rising to 100 mbar and falling again at the same pace; that is assumed, the record
/// says neither, and the table shows how much depends on the pace. The preset has no forearm: the layers of the cheek
/// stand for it. The energy is that under the curve of pressure over the rise of the middle.
enum MembraneSuction {
  private static let probe = SuctionProbe(diameter: 6e-3)
  private static let pressure = 10e3
  /// In s, up and as long down.
  private static let paces = [2.0, 5, 15]

  private static func unrestored(_ tissue: LayeredTissue, pace: Double) throws -> Double {
    let test = SuctionTest(
      probe, pressure: pressure, timing: RecoilCurve.Timing(on: pace, off: pace, ramp: pace))
    return try BLASThreads.withOne { try test.run(on: tissue, cells: 4) }.curve.unrestoredEnergy
  }

  static func verification(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "A8", "Energy that skin keeps in a cycle of suction", kind: .validation,
      source: "Diridollou 2000 Skin Res Technol 6:214, forearm of ten men: 0.42, SD 0.04"
    ) { _ in
      let sets = ProbedTissue.all(try postures.preset())
      let found = try sets.map { set in
        let tissue = try set.tissue(of: "cheek")
        return try paces.map { try unrestored(tissue, pace: $0) }
      }
      return CaseOutcome(
        [
          Comparison(
            "unrestored energy", reference: 0.42, result: found[0][1], allowed: .absolute(0.08),
            because: "two standard deviations between people")
        ],
        tables: [
          FigureTable(
            "Unrestored part of the energy by the time in which the suction rises, and falls again",
            columns: ["tissue"] + paces.map { "\(Int($0)) s" },
            rows: zip(sets, found).map { set, values in
              [set.name] + values.map { VerificationRun.text($0) }
            })
        ])
    }
  }
}
