import Anatomy
import Probes

/// A6: a small cup sees skin, which is much the same everywhere; a large one sees what lies under it.
///
/// Coefficient of variation of the rise in the end over five zones of a face, through 2 mm at 450 mbar and through
/// 8 mm at 30 mbar; pressures are assumed, the ratio of the two coefficients hardly depends on them.
enum SuctionScales {
  private static let places = [
    ("jaw", "jawline"), ("nasolabial", "nasolabial-fold"), ("parotid", "mandibular-angle"),
    ("zygomatic", "zygomatic-arch"), ("forehead", "forehead"),
  ]
  private static let small = (SuctionProbe(diameter: 2e-3), pressure: 45e3)
  private static let large = (SuctionProbe(diameter: 8e-3), pressure: 3e3)

  private static func rises(_ set: ProbedTissue, cells: Int) throws -> [(Double, Double)] {
    try places.map { _, zone in
      let tissue = try set.tissue(of: zone)
      func rise(_ probe: SuctionProbe, _ pressure: Double) throws -> Double {
        try Aspiration.rises(of: tissue, under: probe, at: [pressure], cells: cells)[0]
      }
      return (try rise(small.0, small.pressure), try rise(large.0, large.pressure))
    }
  }

  /// Standard deviation over mean.
  private static func variation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot() / mean
  }

  static func verification(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "A6", "Suction at two scales on one face", kind: .validation,
      source: "Barbarino 2011 Skin Res Technol; Weickenmeier 2015 J Biomech"
    ) { depth in
      let cells = depth == .quick ? 4 : 8
      let sets = ProbedTissue.all(try postures.preset())
      let found = try sets.map { try rises($0, cells: cells) }
      let (narrow, wide) = (variation(found[0].map(\.0)), variation(found[0].map(\.1)))
      return CaseOutcome(
        [
          Comparison(
            "variation through 2 mm over that through 8 mm", result: narrow / wide,
            allowed: .within(0...1), because: "zones differ for the large cup alone")
        ],
        tables: [
          FigureTable(
            "Rise in mm through 2 mm / 8 mm, and the coefficients of variation",
            columns: ["tissue"] + places.map(\.0) + ["variation, 2 mm", "8 mm"],
            rows: zip(sets, found).map { set, rises in
              [set.name]
                + rises.map {
                  "\(VerificationRun.text(1e3 * $0.0)) / \(VerificationRun.text(1e3 * $0.1))"
                } + [percent(variation(rises.map(\.0))), percent(variation(rises.map(\.1)))]
            })
        ])
    }
  }
}
