import Anatomy
import Materials

/// A5: skin sucked into a round aperture, and the modulus of the homogeneous body that would rise as far.
///
/// A flat disc of the layers of a zone, a quarter of it computed. The rim of the instrument (5 to 7 mm from
/// the axis) holds the skin against rising and lets it slide; the outer edge, 40 mm away, is fixed. The
/// linear law of the instrument is h = c p a/E, with c from a homogeneous block under the same rim at small
/// strain; E follows from the rises at all pressures by least squares through the origin.
///
/// Aperture, width of the rim and pressures are recalled, not read: tens of mbar, of which 10, 20 and 30 are
/// taken. What suction does beyond the small strain of the law is part of the instrument's own error.
public enum Aspiration {
  /// Distances from the axis in m.
  static let (aperture, rim, outer) = (5e-3, 7e-3, 40e-3)
  /// Pa; 1 mbar = 100 Pa.
  private static let pressures = [1000.0, 2000, 3000]

  /// c of h = c p a/E: a homogeneous block eight apertures deep, K/μ = 500, strains of 10⁻⁴.
  private static func compliance(inside: Int) throws -> Double {
    let E = 36e3
    let material = Material.neoHookean(shearModulus: E / 3, bulkModulus: 500 * E / 3)
    let block = Block(
      layers: [(25e-3, 2), (10e-3, 3), (5e-3, 4)].map {
        Block.Layer(thickness: $0.0, material: material, cells: max(1, $0.1 * inside / 4))
      }, inside: inside)
    let pressure = 1e-4 * E
    return try block.rises(at: [pressure])[0] * E / (pressure * aperture)
  }

  /// The layers of a zone of a preset, between the skin of women and of men.
  private static func block(_ zone: TissuePreset.Zone, of preset: TissuePreset, inside: Int)
    -> Block
  {
    let skin = zone.skin(of: nil)
    let thickness: [TissueLayer: Double] = [
      .deep: zone.depth - skin - zone.superficialFat - zone.smas, .smas: zone.smas,
      .superficialFat: zone.superficialFat, .skin: skin,
    ]
    let cells: [TissueLayer: Int] = [.deep: 2, .smas: 1, .superficialFat: 2, .skin: 1]
    return Block(
      layers: TissueLayer.allCases.compactMap { layer in
        preset.layers[layer].map {
          Block.Layer(
            thickness: thickness[layer] ?? 0, material: $0.material,
            cells: max(1, (cells[layer] ?? 1) * inside / 4))
        }
      }, support: zone.support, inside: inside)
  }

  /// E by least squares through the origin: 1/E = Σ p h/(c a Σ p²).
  private static func modulus(rises: [Double], compliance: Double) -> Double {
    let squares = pressures.reduce(0) { $0 + $1 * $1 }
    let products = zip(pressures, rises).reduce(0) { $0 + $1.0 * $1.1 }
    return compliance * aperture * squares / products
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
      let inside = depth == .quick ? 4 : 6
      let preset = try postures.preset()
      let compliance = try compliance(inside: inside)
      let found = try places.compactMap { name, zone in
        try preset.zone(named: zone).map {
          (name, try block($0, of: preset, inside: inside).rises(at: pressures))
        }
      }
      return outcome(found, compliance: compliance)
    }
  }

  private static func outcome(_ found: [(name: String, rises: [Double])], compliance: Double)
    -> CaseOutcome
  {
    CaseOutcome(
      found.map { name, rises in
        Comparison(
          "E, \(name)", unit: "kPa", reference: 36.5,
          result: 1e-3 * modulus(rises: rises, compliance: compliance), allowed: .within(25...50),
          because:
            "31–42 kPa were measured; 25–50 leaves room for aperture and pressures, which are recalled"
        )
      },
      tables: [
        FigureTable(
          "Rise of the middle in mm (of a homogeneous body: c p a/E, c = "
            + VerificationRun.text(compliance)
            + "). The preset's layers are softer than what was measured: fat of 0.26 and 0.53 kPa lies"
            + " under skin whose shear modulus is 6 kPa at rest",
          columns: ["zone"] + pressures.map { "\(Int($0 / 100)) mbar" },
          rows: found.map { name, rises in
            [name] + rises.map { VerificationRun.text(1e3 * $0) }
          })
      ])
  }
}
