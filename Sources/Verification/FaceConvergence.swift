import Anatomy
import Foundation
import Scenarios

/// Whether the face depends on its mesh: mean displacements by zone at every resolution, extrapolated.
public enum FaceConvergence {
  /// A zone's mean displacement on meshes of falling edge, and what it tends to.
  struct Study: Sendable {
    var zone: String
    /// Edges of the meshes in m, falling.
    var edges: [Double]
    /// In m, one per mesh.
    var means: [Double]
    /// Order observed on the last three meshes; nil on two meshes, or where the values do not approach a limit.
    let order: Double?

    init(zone: String, edges: [Double], means: [Double]) {
      (self.zone, self.edges, self.means) = (zone, edges, means)
      order = Self.observedOrder(edges, means)
    }

    /// p of f(h) = f₀ + C hᵖ through the last three points, by halving.
    private static func observedOrder(_ h: [Double], _ f: [Double]) -> Double? {
      guard f.count > 2 else { return nil }
      let (a, b, c) = (f.count - 3, f.count - 2, f.count - 1)
      let ratio = (f[a] - f[b]) / (f[b] - f[c])
      func excess(_ p: Double) -> Double {
        func power(_ k: Int) -> Double { .power(h[k], p) }
        return (power(a) - power(b)) / (power(b) - power(c)) - ratio
      }
      var (low, high) = (0.1, 6.0)
      guard excess(low) < 0, excess(high) > 0 else { return nil }
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if excess(middle) < 0 { low = middle } else { high = middle }
      }
      return low
    }

    /// The order that the extrapolation uses: what was observed, held between 1 and 2.
    ///
    /// 2 is the order of the pressure {1, ζ} where the solution is smooth, 1 that of its corners; outside
    /// these, three values say more about their scatter than about the limit.
    var usedOrder: Double { min(max(order ?? 1, 1), 2) }

    /// Whether the values approach a limit; two of them cannot tell.
    var hasLimit: Bool { means.count < 3 || order != nil }

    /// f₀ in m; the finest value where the values do not approach a limit.
    var limit: Double {
      let (f, h) = (means, edges)
      let last = f.count - 1
      if !hasLimit { return f[last] }
      let (coarse, fine) = (Double.power(h[last - 1], usedOrder), Double.power(h[last], usedOrder))
      return f[last] - (f[last - 1] - f[last]) * fine / (coarse - fine)
    }

    /// One relative discretization error per mesh.
    ///
    /// The distance to the limit; without one the scatter of all values on every mesh.
    var errors: [Double] {
      let scatter = (means.max() ?? 0) - (means.min() ?? 0)
      if !hasLimit { return means.map { _ in scatter / abs(limit) } }
      return means.map { abs($0 / limit - 1) }
    }
  }

  static func studies(_ results: [ScenarioResult]) -> [Study] {
    let edges = results.map { result in
      let triangles = Double(result.prepared.face.tissue.sheet.faceTriangles.count)
      let area = result.steps[0].zones.last?.area ?? .nan
      // Edge of the equilateral triangle of mean area.
      return (area / triangles * 4 / 3.0.squareRoot()).squareRoot()
    }
    let zones = results[0].changes[0].zones.map(\.zone)
    return zones.map { zone in
      Study(
        zone: zone, edges: edges,
        means: results.map { result in
          result.changes[0].zones.first { $0.zone == zone }?.mean ?? .nan
        })
    }
  }

  static func verification(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "mesh", "The face on its meshes: mean displacement upright to supine, extrapolated",
      source: "Richardson's extrapolation over the resolutions themselves"
    ) { depth in
      let levels = AtlasPostures.levels(depth)
      let results = try levels.map { try postures.result(at: $0) }
      let studies = studies(results)
      return outcome(studies, levels: levels, results: results)
    }
  }

  private static func outcome(
    _ studies: [Study], levels: [AtlasLevel], results: [ScenarioResult]
  ) -> CaseOutcome {
    let face = studies[studies.count - 1]
    let standard = levels.firstIndex(of: .standard) ?? 0
    let worst = studies.max { $0.errors[standard] < $1.errors[standard] } ?? face
    return CaseOutcome(
      [
        Comparison(
          "face, standard resolution", unit: "mm", reference: 1e3 * face.limit,
          result: 1e3 * face.means[standard], allowed: .untold,
          because: "told: what the mesh adds to the error bar of the whole face"),
        Comparison(
          "worst zone at standard resolution, \(worst.zone)", unit: "mm",
          reference: 1e3 * worst.limit, result: 1e3 * worst.means[standard], allowed: .untold,
          because: "told: it enters the error bar of its zone"),
        Comparison(
          "rest shape, loaded again, misses the face by", unit: "mm", reference: 0,
          result: 1e3 * (results.map(\.rest.roundTripMaximum).max() ?? .nan),
          allowed: .absolute(1e-4),
          because: "both solutions stop at corrections of 1e-5 mm; ten times that"),
      ] + approach(face),
      tables: [table(studies, levels: levels)],
      curves: [curves(studies)],
      files: ["discretization.json": DiscretizationErrors(studies, levels: levels).json])
  }

  /// On three meshes: the second refinement moves the face's mean less than the first.
  private static func approach(_ face: Study) -> [Comparison] {
    guard face.means.count > 2 else { return [] }
    let steps = zip(face.means, face.means.dropFirst()).map { abs($1 - $0) }
    return [
      Comparison(
        "face, change standard to fine over preview to standard", reference: 0.43,
        result: steps[1] / steps[0], allowed: .within(0...0.7),
        because:
          "order 1 gives 0.43 (edges 8, 4.5, 3 mm), order 2 gives 0.26; from 0.70, order 0, on the values do not settle"
      )
    ]
  }

  private static func table(_ studies: [Study], levels: [AtlasLevel]) -> FigureTable {
    func text(_ value: Double, _ digits: Int) -> String {
      String(format: "%.\(digits)f", value)
    }
    let edges = studies[0].edges.map { text(1e3 * $0, 1) + " mm" }
    return FigureTable(
      "Mean displacement of the skin in mm, and relative discretization error",
      columns: ["zone"] + zip(levels, edges).map { "\($0.rawValue), \($1)" }
        + ["extrapolated", "observed order"] + levels.map { "error, \($0.rawValue)" },
      rows: studies.map { study in
        [study.zone] + study.means.map { text(1e3 * $0, 4) } + [text(1e3 * study.limit, 4)]
          + [study.order.map { text($0, 1) } ?? "–"]
          + study.errors.map { text(100 * $0, 1) + " %" }
      })
  }

  /// The whole face and the zones that postures are judged by, of the left side, where the values settle.
  private static func curves(_ studies: [Study]) -> ConvergenceCurves {
    let shown = [
      "face", "cheek.left", "jowl.left", "malar.left", "forehead", "perioral", "neck",
    ]
    return ConvergenceCurves(
      "face-meshes", title: "The face on its meshes", sizeLabel: "mean edge (mm)",
      errorLabel: "relative error of the mean displacement (1)",
      curves: studies.filter { shown.contains($0.zone) && $0.hasLimit }.map {
        .init($0.zone, sizes: $0.edges.map { 1e3 * $0 }, errors: $0.errors)
      }, slopes: [1, 2])
  }
}
