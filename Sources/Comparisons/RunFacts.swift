import Documents
import Foundation

/// What the manifest of a run says of its case.
struct RunFacts: Sendable {
  /// The format that is read.
  static let schema = "turgor.manifest/1"

  struct Step: Sendable, Equatable {
    var id: String
    var action: String
    var conditions: String
  }

  /// A modulus or a thickness of one layer in one zone or in all.
  struct TissueFigure: Sendable, Equatable {
    var layer: String
    var zones: [String]
    var modulus: String
    /// Of the thinnest and of the thickest zone, in mm.
    var thickness: ClosedRange<Double>
  }

  var turgor: String
  var title: String
  /// Posture in which the face was captured.
  var captured: String
  var nodes: String
  var steps: [Step]
  var tissue: [TissueFigure]
  var subjectRules: [String]
  /// The scenario as it was run, by path; empty in manifests that do not hold it.
  var scenario: [String: String]
  /// What tells the scan from others; empty for the atlas' own face.
  var scan: [String: String]
  /// Digest of the scan's file; nil in manifests that do not hold it.
  var scanDigest: String?

  /// Reads a manifest.
  ///
  /// - Throws: `DocumentError` for another schema, or where something is missing.
  init(_ document: StrictJSON) throws(DocumentError) {
    let root = document.root.object(of: "the keys of a manifest")
    let schema = root?.required("schema")
    if let found = schema?.string(), found != Self.schema {
      schema?.note(
        "\"\(found)\" is not \(Self.schema), which this version reads; run the scenario again")
    }
    try document.finish()
    func text(_ key: String, of object: JSONObject?) -> String {
      object?.required(key)?.string() ?? ""
    }
    turgor = text("turgor", of: root)
    title = text("title", of: root)
    let rest = root?.required("rest_shape")?.object(of: "the keys of a rest shape")
    captured = text("captured", of: rest)
    let mesh = root?.required("mesh")?.object(of: "the keys of a mesh")
    nodes = mesh?.required("nodes")?.leaves.first?.text ?? ""
    func text(_ modulus: Double?) -> String { modulus.map { "\(figure($0)) kPa" } ?? "" }
    let steps = root?.required("steps")?.array(of: "steps") ?? []
    self.steps = steps.compactMap { $0.object(of: "the keys of a step") }.map { step in
      Step(
        id: text("id", of: step), action: text("action", of: step),
        conditions: text("conditions", of: step))
    }
    let rows = root?.required("tissue")?.array(of: "layers") ?? []
    tissue = rows.compactMap { $0.object(of: "the keys of a layer") }.map { row in
      TissueFigure(
        layer: text("layer", of: row),
        zones: row.required("zones")?.array(of: "zones")?.compactMap { $0.string() } ?? [],
        modulus: text(row.required("shear_modulus_kPa")?.number(in: 0...1e6, unit: "kPa")),
        thickness: Self.range(row.required("thickness_mm")))
    }
    subjectRules = Self.rules(root?.required("subject_rules"))
    func leaves(_ key: String) -> [String: String] {
      Dictionary(
        (root?[key]?.leaves ?? []).map { ($0.path, $0.text) },
        uniquingKeysWith: { first, _ in first })
    }
    scenario = leaves("scenario")
    scan = leaves("scan")
    scanDigest = (root?["inputs"]?.array(of: "inputs") ?? [])
      .first { $0.member("role")?.string() == "scan" }?.member("sha256")?.string()
    try document.finish()
  }

  private static func range(_ cursor: JSONCursor?) -> ClosedRange<Double> {
    let ends = cursor?.numbers(2, in: 0...1e3, unit: "mm") ?? [0, 0]
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  private static func rules(_ list: JSONCursor?) -> [String] {
    (list?.array(of: "rules") ?? []).map { rule in
      rule.leaves.filter { ["from", "rule"].contains($0.path) }.map(\.text).joined(separator: ": ")
    }
  }

  /// Whether both runs are of one face: no scan at all, the same file, or scans alike in every figure of
  /// their reports.
  ///
  /// Two scans never agree in triangles, area, noise and fit of 33 zones to a micrometre.
  func isSameFace(as other: RunFacts) -> Bool {
    if let scanDigest, let digest = other.scanDigest { return scanDigest == digest }
    return scan == other.scan
  }
}

/// With four significant digits.
func figure(_ value: Double) -> String { String(format: "%.4g", value) }
