import Foundation
import ReferenceElements
import Tensors
import TestSupport
import Testing

@testable import Anatomy
@testable import Measures
@testable import Scenarios

/// The atlas' face at an edge of 16 mm.
private func atlasFace() throws -> PreparedFace {
  let scenario = Scenario(
    title: "", resolution: .edge(16e-3), steps: [.init(id: "a", posture: .upright)], views: [])
  var clock = StageClock()
  return try PreparedFace(
    scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
}

/// A smooth displacement of a few mm, other on each side.
private func move(_ p: Vector3) -> Vector3 {
  3e-3 * Vector3(Double.sine(31 * p.x + 1), Double.cosine(40 * p.y), Double.sine(25 * p.z + p.x))
}

@Suite struct ZoneStatisticsTests {
  private let prepared: PreparedFace
  private let moves: [Vector3]

  init() throws {
    prepared = try atlasFace()
    moves = prepared.face.tissue.mesh.positions.map(move)
  }

  private var still: [Vector3] { moves.map { _ in .zero } }

  private func rows(_ motion: SkinMotion) -> [ZoneStatistics] {
    prepared.statistics(of: motion, gravity: Vector3(0, -1, 0))
  }

  /// Divergence theorem: what skin, deep surface and rim sweep is what the cells of all layers gain.
  @Test
  func
    `the volume changes of the zones add up to the face, and with the rest of its boundary to the body`()
    throws
  {
    let rows = rows(SkinMotion(to: moves, rest: still))
    let face = try #require(rows.last)
    let sum = rows.dropLast().reduce(0) { $0 + $1.volumeChange }
    #expect(face.zone == "face" && abs(sum - face.volumeChange) < 1e-18)

    let tissue = prepared.face.tissue
    let (before, after) = (tissue.mesh.positions, zip(tissue.mesh.positions, moves).map(+))
    var rest = 0.0
    for block in [tissue.deepFacets] + tissue.rimFacets {
      let swept = SweptVolume(of: block.shape)
      for facet in 0..<block.count {
        let nodes = block.nodes(ofFacet: facet).map { Int($0) }
        rest += swept.volume(from: nodes.map { before[$0] }, to: nodes.map { after[$0] })
      }
    }
    // The skin beyond the rim of the face.
    let swept = SweptVolume(of: .triangle6)
    for t in tissue.sheet.faceTriangles.upperBound..<tissue.sheet.corners.triangles.count {
      let nodes = tissue.skinNodes(ofTriangle: t)
      rest += swept.volume(from: nodes.map { before[$0] }, to: nodes.map { after[$0] })
    }
    let gained = volume(at: after) - volume(at: before)
    // Volumes of 5e-4 m³ from some 4000 cells, and their difference: 1e-16 · √4000 · 5e-4.
    #expect(abs(gained) > 1e-7, "the displacement should change the volume")
    #expect(abs(face.volumeChange + rest - gained) < 1e-16, "\(face.volumeChange + rest - gained)")
  }

  private func volume(at positions: [Vector3]) -> Double {
    let rule = Quadrature.wedge(.degree5, pointsThroughThickness: 3)
    let gradients = rule.points.map { Wedge15.gradients(at: $0) }
    var volume = 0.0
    for block in prepared.face.tissue.mesh.blocks {
      for cell in 0..<block.count {
        let nodes = block.nodes(ofCell: cell).map { positions[Int($0)] }
        for (g, weight) in zip(gradients, rule.weights) {
          let J = zip(nodes, g).reduce(Matrix3.zero) { $0 + Matrix3(outer: $1.0, $1.1) }
          volume += weight * J.determinant
        }
      }
    }
    return volume
  }

  @Test func `a rigid turn neither stretches nor stresses the skin`() {
    let turn = Matrix3(rotationBy: 0.3, about: Vector3(1, 2, -1))
    let turned = prepared.face.tissue.mesh.positions.map { turn * $0 - $0 }
    for row in rows(SkinMotion(to: turned, rest: still)) {
      #expect(abs(row.areaRatio - 1) < 1e-11 && abs(row.largestStretch - 1) < 1e-11, "\(row.zone)")
      #expect(abs(row.tension) < 1e-6, "\(row.zone): \(row.tension) Pa")
    }
  }

  @Test func `a face grown by a tenth has skin stretched by a tenth`() throws {
    let grown = prepared.face.tissue.mesh.positions.map { 0.1 * $0 }
    for row in rows(SkinMotion(to: grown, rest: still)) {
      #expect(abs(row.areaRatio - 1.21) < 1e-11 && abs(row.largestStretch - 1.1) < 1e-11)
      // Without change of shape there is no stress beside the pressure.
      #expect(abs(row.tension) < 1e-6)
    }
  }

  @Test func `a way that begins elsewhere is counted from there`() throws {
    let turn = Matrix3(rotationBy: 0.3, about: Vector3(1, 2, -1))
    let positions = zip(prepared.face.tissue.mesh.positions, moves).map(+)
    let onwards = zip(positions, moves).map { turn * $0 - $0 + $1 }
    for row in rows(SkinMotion(from: moves, to: onwards, rest: still)) {
      #expect(abs(row.areaRatio - 1) < 1e-11 && abs(row.tension) < 1e-6)
      #expect(row.mean > 1e-3)
    }
    let back = rows(SkinMotion(from: moves, to: still, rest: still))
    let there = rows(SkinMotion(to: moves, rest: still))
    for (a, b) in zip(back, there) { #expect(abs(a.volumeChange + b.volumeChange) < 1e-18) }
  }
}
