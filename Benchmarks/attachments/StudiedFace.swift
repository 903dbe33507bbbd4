import Anatomy
import Foundation
import Meshes
import Scenarios
import Tensors

/// The atlas face, and how far it moves with other attachments.
struct StudiedFace {
  private let scenario: Scenario
  private let prepared: PreparedFace
  private let level: TriangleSurface
  private let anatomy: DeepAnatomy
  var ligaments: [Ligament] { prepared.ligaments }

  /// What one case gave.
  struct Moved {
    var result: ScenarioResult
    var figures: [Figure]
  }

  init(folder: URL, edge: Double?) throws {
    scenario = Scenario(
      title: "From upright to supine", resolution: edge.map { .edge($0) } ?? .preview,
      steps: [.init(id: "upright", posture: .upright), .init(id: "supine", posture: .supine)],
      views: [])
    var clock = StageClock()
    prepared = try PreparedFace(scenario, folder: folder, meshes: folder, clock: &clock)
    anatomy = try DeepAnatomy.read(in: folder)
    level =
      if let edge {
        try AtlasFiles.surface(meanEdge: edge, of: prepared.atlas, in: folder)
      } else {
        try AtlasFiles.surface(.preview, in: folder)
      }
  }

  func moved(_ attachments: Attachments) throws -> Moved {
    let result = try run(attachments, on: level)
    return Moved(result: result, figures: zoneMeans(result) + targets(result))
  }

  private func run(_ attachments: Attachments, on level: TriangleSurface) throws -> ScenarioResult {
    var changed = prepared
    changed.face = try solid(attachments, on: level)
    return try scenario.run(on: changed, threads: 2, clock: StageClock())
  }

  private func solid(_ attachments: Attachments, on level: TriangleSurface) throws -> FaceSolid {
    let atlas = prepared.atlas
    var preset = prepared.tissue.preset
    for (zone, factor) in attachments.backing {
      guard let support = prepared.tissue.preset.zones[zone]?.support else { continue }
      preset.zones[zone]?.support = support.scaled(by: factor)
    }
    for (layer, modulus) in attachments.moduli { preset.setShearModulus(modulus, of: layer) }
    let zones = try preset.figures(of: atlas)
    let sheet = SkinSheet(
      level: level, atlas: atlas, bent: atlas.surface, beyondRim: attachments.beyondRim)
    return FaceSolid(
      tissue: TissueMesh(sheet: sheet, zones: zones, sex: nil), zones: zones,
      layers: preset.layers, rimLength: FaceSolid.rimLength / attachments.rim,
      ligaments: Ligament.addedModuli(attachments.ligaments, on: sheet.undeformed, factor: 1),
      deepAnatomy: attachments.deepAnatomy(of: anatomy))
  }

  // MARK: - What is looked at

  /// The left side stands for both.
  private func zoneMeans(_ result: ScenarioResult) -> [Figure] {
    result.changes[0].zones.filter { !$0.zone.hasSuffix(".right") }.map {
      Figure(name: "\($0.zone) mm", value: 1e3 * $0.mean)
    }
  }

  private func targets(_ result: ScenarioResult) -> [Figure] {
    let field = result.changes[0].displacements
    let moves = result.prepared.landmarkPlaces.mapValues {
      1e3 * result.prepared.value(of: field, at: $0).length
    }
    let windows = ["malar", "tear-trough", "lower-lid", "nasolabial-fold", "jowl"].map { zone in
      Figure(
        name: "\(zone) mL",
        value: 1e6 * result.prepared.volumeGained(by: field, inWindow: "\(zone).left"))
    }
    return [
      Figure(name: "largest landmark mm", value: moves.values.max() ?? .nan),
      Figure(name: "zygion mm", value: moves["zygion_l"] ?? .nan),
      Figure(name: "cheilion mm", value: moves["cheilion_l"] ?? .nan),
      Figure(name: "unknowns", value: Double(result.degreesOfFreedom)),
    ] + windows
  }

  // MARK: - The rim moved inwards

  /// Zone means over the triangles that are left when two rings of triangles are cut off, before and after.
  func zoneMeansWithRimMovedInwards(_ reference: Moved) throws -> ([Figure], [Figure]) {
    let kept = trianglesInside(rings: 2)
    var cut = level
    let inside = Set(kept)
    cut.removeTriangles(level.triangles.indices.map { !inside.contains($0) })
    cut.removeUnreferencedVertices()
    let after = try run(Attachments(), on: cut)
    return (means(reference.result, over: kept), means(after, over: Array(kept.indices)))
  }

  /// Triangles that are left after rings of triangles along the border have been taken off.
  private func trianglesInside(rings: Int) -> [Int] {
    var kept = Array(level.triangles.indices)
    for _ in 0..<rings {
      var left = level
      left.triangles = kept.map { level.triangles[$0] }
      let border = Set(SurfaceBorder(of: left, cornerCosine: -1).loops.flatMap { $0 })
      kept = kept.filter { t in (0..<3).allSatisfy { !border.contains(Int(level.triangles[t][$0])) }
      }
    }
    return kept
  }

  private func means(_ result: ScenarioResult, over triangles: [Int]) -> [Figure] {
    let (tissue, atlas) = (result.prepared.face.tissue, result.prepared.atlas)
    var (sums, areas) = ([String: Double](), [String: Double]())
    for t in triangles {
      let zone = atlas.zones[tissue.sheet.zoneOfTriangle[t]].name
      let p = (0..<3).map {
        tissue.sheet.corners.positions[Int(tissue.sheet.corners.triangles[t][$0])]
      }
      let area = (p[1] - p[0]).cross(p[2] - p[0]).length
      let move = tissue.skinValue(
        of: result.changes[0].displacements, triangle: t,
        barycentrics: Vector3(repeating: 1.0 / 3))
      sums[zone, default: 0] += area * move.length
      areas[zone, default: 0] += area
    }
    return sums.keys.sorted().filter { !$0.hasSuffix(".right") }.map {
      Figure(name: "\($0) mm", value: 1e3 * (sums[$0] ?? 0) / (areas[$0] ?? 1))
    }
  }
}
