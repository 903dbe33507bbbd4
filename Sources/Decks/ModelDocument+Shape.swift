import ConstitutiveModels
import Documents
import Models
import ReferenceElements

/// The file of a model: every key, what may stand there, what it is for.
extension ModelDocument {
  public static var shape: Shape<ModelDocument> {
    .object(
      ModelDocument(),
      [
        .schema(schema),
        Field("title", .text, "What is computed.", \.title),
        Field("mesh", MeshSource.shape, required: true, "The body.", \.mesh),
        Field(
          "materials", .list(of: Material.shape, "materials", atLeast: 1), required: true,
          "What the regions are made of; every region needs one.", \.materials),
        Field(
          "supports", .list(of: SupportEntry.shape, "supports", atLeast: 1), required: true,
          "What is held, and what is moved.", \.supports),
        Field("loads", .list(of: LoadEntry.shape, "loads"), "What acts on the body.", \.loads),
        Field(
          "curves", .list(of: CurveEntry.shape, "curves"),
          "Courses in time by name; a load without one grows from 0 over all steps.", \.curves),
        Field(
          "steps", .list(of: StepEntry.shape, "steps", atLeast: 1), required: true,
          "Stages of the analysis, in order.", \.steps),
      ])
  }

  /// A list of lists of numbers, each of one length; nil for any.
  fileprivate static func rows(_ count: Int?, _ what: String, in range: ClosedRange<Double>)
    -> Shape<[[Double]]>
  {
    .list(of: vector(count, in: range), what)
  }

  /// Numbers in a list.
  fileprivate static func vector(_ count: Int?, in range: ClosedRange<Double>, unit: String = "")
    -> Shape<[Double]>
  {
    Shape(.list(.number(range, unit: unit), atLeast: count ?? 0)) {
      $0.numbers(count, in: range, unit: unit)
    }
  }

  /// The kinds of cells or facets.
  fileprivate static func shapes(_ dimension: Int) -> Shape<CellShape> {
    let known = CellShape.allCases.filter { $0.dimension == dimension && $0 != .wedgePair8 }
    return Shape<String>.word(among: known.map(\.rawValue)).map { CellShape(rawValue: $0) }
  }

  /// Lists of node numbers, counted from 1.
  fileprivate static var nodeLists: Shape<[[Int]]> {
    rows(nil, "cells", in: 1...1e9).map { $0.map { $0.map { Int($0.rounded()) } } }
  }

  /// Beyond any tissue, so that a mistaken unit is found.
  fileprivate static let lengths = -1e4...1e4
  fileprivate static let moduli = 1e-6...1e9
}

extension ModelDocument.MeshSource {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field(
          "file", .text,
          "A Gmsh mesh (.msh, 2.2 or 4.1) or a VTK grid (.vtu), beside this file; its groups name regions and surfaces.",
          \.file),
        Field("unit", .choice, "Of the file; mm when left out.", \.unit),
        Field(
          "positions_mm", ModelDocument.rows(3, "positions", in: ModelDocument.lengths),
          "Nodes, if no file is named.", \.positions),
        Field(
          "cells",
          .list(
            of: .object(
              ModelDocument.Cells(),
              [
                Field("region", .text, required: true, "Name for materials.", \.region),
                Field(
                  "shape", ModelDocument.shapes(3), required: true, "Kind of the cells.", \.shape),
                Field(
                  "nodes", ModelDocument.nodeLists, required: true,
                  "Nodes of each cell, counted from 1.", \.nodes),
              ]), "cells"), "Cells of the body, if no file is named.", \.cells),
        Field(
          "surfaces",
          .list(
            of: .object(
              ModelDocument.Surface(),
              [
                Field("name", .text, required: true, "Name for supports and loads.", \.name),
                Field(
                  "shape", ModelDocument.shapes(2), required: true, "Kind of the facets.", \.shape),
                Field(
                  "nodes", ModelDocument.nodeLists, required: true,
                  "Nodes of each facet, counter-clockwise from outside.", \.nodes),
              ]), "surfaces"), "Pieces of the boundary.", \.surfaces),
      ],
      rules: [
        .exactlyOne(["file", "positions_mm"]),
        .needs("cells", with: "positions_mm", because: "a mesh file has its own cells"),
        .needs("positions_mm", with: "cells", because: "nodes alone make no body"),
      ])
  }
}

extension ModelDocument.Material {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field("name", .text, required: true, "Name in messages.", \.name),
        Field(
          "regions", .list(of: .text, "regions", atLeast: 1), required: true,
          "Regions of the mesh made of it.", \.regions),
        Field(
          "density_kg_per_m3", .number(in: 0...1e5, unit: "kg/m³"),
          "Counts under gravity; 1000 when left out.", \.density),
        Field("law", ModelDocument.Law.shape, required: true, "One law with its constants.", \.law),
        Field(
          "fibre", ModelDocument.vector(3, in: -1...1),
          "Direction of the fibres in a law that has them; x when left out.", \.fibre),
        Field(
          "relaxation",
          .list(
            of: .object(
              RelaxationTerms.Term(time: 1, share: 0),
              [
                Field(
                  "time_s", .number(in: 1e-6...1e12, unit: "s"), required: true,
                  "Time of the exponential.", \.time),
                Field(
                  "share", .number(in: 0...1e3), required: true,
                  "Stiffness that relaxes, over the relaxed one.", \.share),
              ]), "terms"), "Exponentials by which the stress relaxes to that of the law.",
          \.relaxation),
      ])
  }
}

extension ModelDocument.Law {
  private typealias Constants = [String: Double]

  /// An object of numbers in kPa or without unit.
  private static func constants(_ keys: [(String, ClosedRange<Double>, String)]) -> Shape<Constants>
  {
    .object(
      [:],
      keys.map { key, range, help in
        Field(
          key, .number(in: range, unit: key.hasSuffix("_kPa") ? "kPa" : ""), required: true, help
        ) {
          $0[key] = $1
        }
      })
  }

  private static func law(
    _ key: String, _ help: String, _ keys: [(String, ClosedRange<Double>, String)],
    _ make: @escaping (Constants) -> (any StrainLaw)
  ) -> Field<Self?> {
    let bulk = ("bulk_kPa", ModelDocument.moduli, "Bulk modulus K of K/2 (ln J)².")
    return Field(key, constants(keys + [bulk]), help) { law, values in
      guard keys.allSatisfy({ values[$0.0] != nil }), let K = values["bulk_kPa"] else { return }
      law = Self(
        constitution: .law(make(values)),
        volumetric: VolumetricEnergy(.logarithmic, bulkModulus: K))
    }
  }

  fileprivate static var shape: Shape<Self> {
    let modulus = ModelDocument.moduli
    let signed = -modulus.upperBound...modulus.upperBound
    let number = 1e-6...1e6
    let fields: [Field<Self?>] = [
      Field(
        "neo_hookean",
        constants([
          ("young_kPa", modulus, "Young's modulus at rest."),
          ("poisson", -0.99...0.4999, "Poisson's ratio at rest."),
        ]), "Compressible: μ/2 (I₁ − 3) − μ ln J + λ/2 (ln J)²."
      ) { law, values in
        guard let E = values["young_kPa"], let nu = values["poisson"] else { return }
        let lame = LameConstants(youngModulus: E, poissonRatio: nu)
        law = Self(constitution: .law(NeoHookeanSolid(mu: lame.mu, lambda: lame.lambda)))
      },
      law(
        "mooney_rivlin", "c₁ (Ī₁ − 3) + c₂ (Ī₂ − 3).",
        [("c1_kPa", modulus, "c₁."), ("c2_kPa", signed, "c₂.")]
      ) { MooneyRivlinSolid(c1: $0["c1_kPa"] ?? 0, c2: $0["c2_kPa"] ?? 0) },
      law(
        "yeoh", "Σ cᵢ (Ī₁ − 3)ⁱ.",
        [("c1_kPa", modulus, "c₁."), ("c2_kPa", signed, "c₂."), ("c3_kPa", signed, "c₃.")]
      ) { values in
        YeohSolid(coefficients: ["c1_kPa", "c2_kPa", "c3_kPa"].map { values[$0] ?? 0 })
      },
      law(
        "ogden", "2μ/α² (λ̄₁^α + λ̄₂^α + λ̄₃^α − 3).",
        [("shear_kPa", modulus, "μ."), ("alpha", 0.1...100, "α.")]
      ) {
        OgdenSolid(terms: [(2 * ($0["shear_kPa"] ?? 0), $0["alpha"] ?? 2)])
      },
      law(
        "veronda_westmann", "c₁ (e^(c₂ (Ī₁ − 3)) − 1) − c₁c₂/2 (Ī₂ − 3).",
        [("c1_kPa", modulus, "c₁."), ("c2", number, "c₂.")]
      ) { VerondaWestmannSolid(c1: $0["c1_kPa"] ?? 0, c2: $0["c2"] ?? 0) },
      law(
        "fibre_reinforced",
        "c₁ (Ī₁ − 3) with fibres after Gasser, Ogden and Holzapfel along one direction.",
        [
          ("c1_kPa", modulus, "c₁ of the ground."), ("k1_kPa", modulus, "Stiffness of the fibres."),
          ("k2", number, "Their stiffening."), ("kappa", 0...1.0 / 3, "Their dispersion."),
        ]
      ) {
        // Two families at angle 0 are one with twice the stiffness.
        GasserOgdenHolzapfelSolid(
          c: 2 * ($0["c1_kPa"] ?? 0), k1: 0.5 * ($0["k1_kPa"] ?? 0), k2: $0["k2"] ?? 1,
          kappa: $0["kappa"] ?? 0, gamma: 0)
      },
    ]
    return Shape<Self?>.object(nil, fields, rules: [.exactlyOne(fields.map(\.key))]).map { $0 }
  }
}

extension ModelDocument.SupportEntry {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field("on", .text, required: true, "A surface, a region or a node set.", \.place),
        Field("hold", .list(of: .choice, "directions", atLeast: 1), "Directions held.", \.held),
        Field("move", .choice, "A direction in which it is moved.", \.moved),
        Field(
          "by_mm", .number(in: ModelDocument.lengths, unit: "mm"),
          "How far at the value 1 of the curve.",
          \.distance),
        Field("curve", .text, "Course in time.", \.curve),
      ],
      rules: [
        .needs("by_mm", with: "move", because: "it is along a direction"),
        .needs("move", with: "by_mm", because: "how far is not said"),
      ])
  }
}

extension ModelDocument.LoadEntry {
  fileprivate static var shape: Shape<Self> {
    let force = ModelDocument.vector(3, in: -1e6...1e6, unit: "N")
    return .object(
      Self(),
      [
        Field("on", .text, "A surface; for a force also a node set.", \.place),
        Field(
          "pressure_kPa", .number(in: -1e6...1e6, unit: "kPa"),
          "Against the outward normal; follows the surface.", \.pressure),
        Field(
          "traction_kPa", ModelDocument.vector(3, in: -1e6...1e6, unit: "kPa"),
          "Of fixed direction, per undeformed area.", \.traction),
        Field("force_N", force, "In all, of fixed direction.") {
          $0.force = $1.map { 1000 * $0 }
        },
        Field(
          "gravity_m_per_s2", ModelDocument.vector(3, in: -1e3...1e3, unit: "m/s²"),
          "An acceleration of the whole body.", \.gravity),
        Field("curve", .text, "Course in time.", \.curve),
      ],
      rules: [
        .exactlyOne(["pressure_kPa", "traction_kPa", "force_N", "gravity_m_per_s2"]),
        .notBoth("on", "gravity_m_per_s2"),
      ])
  }
}

extension ModelDocument.CurveEntry {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field("name", .text, required: true, "Name for supports and loads.", \.name),
        Field(
          "points", ModelDocument.rows(2, "points", in: -1e12...1e12), required: true,
          "Pairs of time in s and value; straight lines between, constant outside.", \.points),
      ])
  }
}

extension ModelDocument.StepEntry {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field("name", .text, required: true, "Name in messages.", \.name),
        Field(
          "duration_s", .number(in: 1e-9...1e12, unit: "s"), required: true, "How long it lasts.",
          \.duration),
        Field(
          "step_s", .number(in: 1e-9...1e12, unit: "s"), required: true,
          "Length of one step in time; shortened where it does not converge.", \.size),
      ])
  }
}
