import Anatomy
import Foundation
import Meshes
import Tensors
import TestSupport
import Testing

@Suite struct TensionLinesTests {
  private let atlas: Atlas
  private let lines: TensionLines

  init() throws {
    atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    lines = TensionLines(on: atlas.surface, zoneOfTriangle: atlas.zoneOfTriangle, atlas: atlas)
  }

  private func triangle(nearestTo point: Vector3) throws -> Int {
    try #require(SurfaceIndex(atlas.surface).nearest(to: point)).triangle
  }

  /// |cos| of the angle between the line at a point and a direction.
  private func alignment(at point: Vector3, with direction: Vector3) throws -> Double {
    abs(lines.directions[try triangle(nearestTo: point)].dot(direction.normalized))
  }

  private func mark(_ name: String) throws -> Vector3 { try #require(atlas.landmarks[name]) }

  @Test func `lines are unit vectors in the planes of their triangles`() {
    for (t, direction) in zip(atlas.surface.triangles, lines.directions) {
      let p = (0..<3).map { atlas.surface.positions[Int(t[$0])] }
      let normal = (p[1] - p[0]).cross(p[2] - p[0]).normalized
      #expect(abs(direction.length - 1) < 1e-12 && abs(direction.dot(normal)) < 1e-12)
    }
    #expect(lines.order.allSatisfy { (0...1.0000001).contains($0) })
  }

  /// cos 20° is 0.94: charts are no better than that.
  @Test func `lines run as charts show them`() throws {
    let up = Vector3(0, 1, 0)
    let across = Vector3(1, 0, 0)
    let forehead = (try mark("glabella") + mark("trichion")) / 2
    #expect(try alignment(at: forehead, with: across) > 0.94)
    #expect(try alignment(at: mark("cervical_point"), with: across) > 0.94)
    let upperLip = (try mark("subnasale") + mark("labiale_superius")) / 2
    let alongLip = try mark("labiale_superius") - mark("subnasale")
    #expect(try alignment(at: upperLip, with: alongLip) > 0.94)
    let fold = try mark("cheilion_l") + Vector3(10e-3, -10e-3, 0) - mark("alar_curvature_l")
    let onFold = try mark("alar_curvature_l") + 0.5 * fold
    #expect(try alignment(at: onFold, with: fold) > 0.85)
    let beforeEar = try mark("tragion_l") + Vector3(-6e-3, -20e-3, 18e-3)
    #expect(try alignment(at: beforeEar, with: up) > 0.85)
    let underLid = try mark("palpebrale_inferius_l") + Vector3(0, -4e-3, 0)
    let margin = try mark("exocanthion_l") - mark("endocanthion_l")
    #expect(try alignment(at: underLid, with: margin) > 0.9)
  }

  @Test func `left and right are mirror images`() throws {
    for name in ["cheilion_l", "orbitale_l", "gonion_l", "frontotemporale_l", "zygion_l"] {
      let left = try mark(name)
      let a = lines.directions[try triangle(nearestTo: left)]
      let b = lines.directions[try triangle(nearestTo: Vector3(-1, 1, 1) * left)]
      // Triangles of the halves are not mirror images of each other.
      #expect(abs((Vector3(-1, 1, 1) * a).dot(b)) > 0.97, "\(name)")
    }
  }

  @Test func `lines turn with the face and lean with its stretch`() throws {
    let R = Matrix3(rotationBy: 0.7, about: Vector3(0.2, 1, -0.4).normalized)
    let F = R * Matrix3(diagonal: 1, 1.5, 1)
    var bent = atlas.surface
    bent.positions = bent.positions.map { F * $0 }
    let carried = lines.carried(from: atlas.surface, to: bent)
    for (before, after) in zip(lines.directions, carried.directions) {
      #expect(((F * before).normalized - after).length < 1e-9)
    }
  }
}
