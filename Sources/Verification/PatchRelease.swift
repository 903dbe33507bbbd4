import Anatomy
import Assembly
import Foundation
import ReferenceElements
import Scenarios
import Solvers
import Tensors

/// A10: patches of facial skin that are cut free of the skin around them.
///
/// The atlas face without weight, its skin under the tension of its preset. The cut goes around a patch through skin and
/// superficial fat, which stays attached below; then its edges are let go.
public enum PatchRelease {
  /// A round patch: name, middle and radius in m.
  private struct Patch {
    var name: String
    var middle: Vector3
    var radius: Double
  }

  /// The level that a depth asks for.
  private static func face(_ meshes: URL, _ depth: Depth) throws -> PreparedFace {
    var tissue = Scenario.Tissue()
    tissue.skinTensionFactor = 1
    let scenario = Scenario(
      title: "Patches of skin", tissue: tissue, resolution: depth == .quick ? .preview : .standard,
      steps: [.init(id: "weightless", posture: .weightless)], views: [])
    var clock = StageClock()
    return try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
  }

  /// Half-way from the corner of the mouth to the ear for the cheek, the middle of the upper lip for the lip.
  private static func patches(_ atlas: Atlas) -> [Patch] {
    let marks = atlas.landmarks
    let (mouth, ear) = (marks["cheilion_l"] ?? .zero, marks["tragion_l"] ?? .zero)
    return [
      Patch(name: "cheek", middle: (mouth + ear) / 2, radius: 15e-3),
      Patch(name: "lip", middle: marks["labiale_superius"] ?? .zero, radius: 8e-3),
    ]
  }

  /// Triangles of the skin whose middle lies in the patch.
  private static func triangles(_ patch: Patch, of face: PreparedFace) -> Set<Int> {
    let skin = face.face.tissue.sheet.corners
    func middle(_ t: Int) -> Vector3 {
      (0..<3).reduce(Vector3.zero) { $0 + skin.positions[Int(skin.triangles[t][$1])] } / 3
    }
    let center = skin.triangles.indices.map(middle).min {
      ($0 - patch.middle).length < ($1 - patch.middle).length
    }
    return Set(
      skin.triangles.indices.filter { (middle($0) - (center ?? .zero)).length < patch.radius })
  }

  /// Both sides of some cells of the skin, at the points of a rule: area vectors times weights, in m².
  private static func sides(of cells: Set<Int>, nodes: [Int32], positions: [Vector3])
    -> [(cell: Int, area: Vector3)]
  {
    let rule = Quadrature.triangle(.degree4)
    let gradients = rule.points.map { Triangle6.gradients(at: $0) }
    return cells.sorted().flatMap { cell in
      Wedge15.faces.prefix(2).flatMap { face in
        let corners = face.nodes.map { nodes[cell * Wedge15.nodes.count + $0] }
        return zip(rule.weights, gradients).map { weight, dN in
          (cell, weight * areaVector(nodes: corners, positions: positions, gradients: dN))
        }
      }
    }
  }

  /// What a patch loses of its area, the mean of both sides, when it is cut free, and what it would lose if nothing
  /// held it below.
  private static func comparison(_ patch: Patch, on face: PreparedFace) throws -> Comparison {
    let (body, skin) = (face.face.solid, face.face.skinBlock)
    let cells = triangles(patch, of: face)
    let held = try Assembler(solid: body, threads: 2).holdingForces()
    let layers: Set<String> = [TissueLayer.skin.rawValue, TissueLayer.superficialFat.rawValue]
    let cut = SolidCut(
      body, around: body.mesh.blocks.map { layers.contains($0.region) ? cells : [] })
    let u = try cut.released(from: held).state.displacements
    let (X, nodes) = (cut.solid.mesh.positions, cut.solid.mesh.blocks[skin].nodes)
    let before = sides(of: cells, nodes: nodes, positions: X)
    let after = sides(of: cells, nodes: nodes, positions: zip(X, u).map { $0 + $1 })
    let whole = before.reduce(0) { $0 + $1.area.length }
    let left = after.reduce(0) { $0 + $1.area.length }
    // Nanson's formula for the growth of each cell: da = cof(Fg) dA.
    let free = before.reduce(0) { sum, piece in
      let growth = body.regions[skin].material(ofCell: piece.cell).growth ?? .identity
      return sum + (growth.cofactor * piece.area).length
    }
    return Comparison(
      "\(patch.name): part of its area that a patch of \(Int(1e3 * patch.radius)) mm radius loses",
      reference: 1 - free / whole, result: 1 - left / whole,
      allowed: .within(0...1 - free / whole),
      because: "released skin retracts, by less than if nothing held it below (the reference)")
  }

  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A10", "Patches of skin cut free of the skin around them", kind: .validation,
      source:
        "Flynn 2018, Lect Notes Bioeng pp. 43-55: tension of 7 (lips) to 53 kPa (central cheek)",
      isLong: true
    ) { depth in
      let face = try face(meshes, depth)
      let found = try patches(face.atlas).map { try comparison($0, on: face) }
      return CaseOutcome(
        found + [
          Comparison(
            "cheek over lip", reference: 1, result: found[0].result / found[1].result,
            allowed: .within(1...100), because: "the cheek is under more tension than the lip")
        ])
    }
  }
}
