import Anatomy
import Materials
import Probes
import SparseAlgebra

/// A5: skin sucked into a round aperture, and the modulus of the homogeneous body that would rise as far.
///
/// The relaxed layers of a zone under a suction cup with a ring 2 mm wide. The linear law of the instrument is
/// h = c p a/E, with c from a homogeneous block under the same cup at small strain; E follows from the rises at all
/// pressures by least squares through the origin.
///
/// Aperture, width of the rim and pressures are recalled, not read: tens of mbar, of which 10, 20 and 30 are
/// taken. What suction does beyond the small strain of the law is part of the instrument's own error.
public enum Aspiration {
  private static let probe = SuctionProbe(diameter: 10e-3)
  /// Pa; 1 mbar = 100 Pa.
  private static let pressures = [1000.0, 2000, 3000]

  /// How far the middle of the skin rises in the end, in m, at rising pressures in Pa.
  static func rises(
    of tissue: LayeredTissue, under probe: SuctionProbe, at pressures: [Double], cells: Int
  ) throws -> [Double] {
    let block = probe.block(of: tissue, cells: cells)
    let body = try ProbedBody(probe, on: block)
    // Each pressure in four steps: what touches the ring changes less from one to the next.
    var steps: [Double] = []
    for pressure in pressures {
      let before = steps.last ?? 0
      for part in [0.25, 0.5, 0.75, 1] { steps.append(before + part * (pressure - before)) }
    }
    let found = try BLASThreads.withOne { try body.equilibria(suctions: steps) }
    return pressures.indices.map { found[4 * $0 + 3].state.displacements[block.apex].z }
  }

  /// c of h = c p a/E: a homogeneous block eight apertures deep, K/μ = 500, strains of 10⁻⁴.
  private static func compliance(cells: Int) throws -> Double {
    let E = 36e3
    let material = Material.neoHookean(shearModulus: E / 3, bulkModulus: 500 * E / 3)
    let a = probe.aperture
    let body = LayeredTissue(layers: [.init("body", thickness: 8 * a, material: material)])
    let pressure = 1e-4 * E
    return try rises(of: body, under: probe, at: [pressure], cells: cells)[0] * E / (pressure * a)
  }

  /// E by least squares through the origin: 1/E = Σ p h/(c a Σ p²).
  private static func modulus(rises: [Double], compliance: Double) -> Double {
    let squares = pressures.reduce(0) { $0 + $1 * $1 }
    let products = zip(pressures, rises).reduce(0) { $0 + $1.0 * $1.1 }
    return compliance * probe.aperture * squares / products
  }

  private static let places = [
    ("cheek", "cheek"), ("cheekbone", "malar"), ("forehead", "forehead"),
    ("lower lip", "perioral"),
  ]

  static func verification(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "A5", "Suction by a 10 mm aperture: the modulus of an equivalent homogeneous body",
      kind: .validation,
      source: "Luboz et al. 2014 (hal-01092748), 16 people: 31–42 kPa over four zones"
    ) { depth in
      let cells = depth == .quick ? 4 : 8
      let compliance = try compliance(cells: cells)
      let sets = ProbedTissue.all(try postures.preset())
      let found = try sets.map { set in
        try places.map { name, zone in
          (name, try rises(of: set.tissue(of: zone), under: probe, at: pressures, cells: cells))
        }
      }
      return outcome(found, sets: sets, compliance: compliance)
    }
  }

  private static func outcome(
    _ found: [[(name: String, rises: [Double])]], sets: [ProbedTissue], compliance: Double
  ) -> CaseOutcome {
    let moduli = found.map { $0.map { modulus(rises: $0.rises, compliance: compliance) } }
    return CaseOutcome(
      zip(found[0], moduli[0]).map { place, modulus in
        Comparison(
          "E, \(place.name)", unit: "kPa", reference: 36.5, result: 1e-3 * modulus,
          allowed: .within(25...50),
          because:
            "31–42 kPa were measured; 25–50 leaves room for aperture and pressures, which are recalled"
        )
      },
      tables: [
        FigureTable(
          "E in kPa of other figures for the same zones (c = \(VerificationRun.text(compliance)))",
          columns: ["tissue"] + places.map(\.0),
          rows: zip(sets, moduli).map { set, moduli in
            [set.name] + moduli.map { VerificationRun.text(1e-3 * $0) }
          }),
        FigureTable(
          "Rise of the middle of the skin in mm, preset as shipped",
          columns: ["zone"] + pressures.map { "\(Int($0 / 100)) mbar" },
          rows: found[0].map { name, rises in
            [name] + rises.map { VerificationRun.text(1e3 * $0) }
          }),
      ])
  }
}
