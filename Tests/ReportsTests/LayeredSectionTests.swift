import Anatomy
import Foundation
import Scenarios
import Tensors
import TestSupport
import Testing

@testable import Reports

@Suite struct LayeredSectionTests {
  /// The atlas at 16 mm.
  private static let tissue: TissueMesh? = {
    let scenario = Scenario(
      title: "", resolution: .edge(16e-3), steps: [.init(id: "upright", posture: .upright)])
    var clock = StageClock()
    return try? PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock
    ).face.tissue
  }()

  private func area(_ section: LayeredSection, _ region: LayeredSection.Region) -> Double {
    section.surface.triangles.filter { section.regions[Int($0.x)] == region }.reduce(0) { sum, t in
      let p = (0..<3).map { section.surface.positions[Int(t[$0])] }
      return sum + (p[1] - p[0]).cross(p[2] - p[0]).length / 2
    }
  }

  /// Cavalieri: the areas of parallel cuts add up to the volume.
  ///
  /// The trapezoidal rule over slices of 4 mm misses the rounded ends of a body of 150 mm by less than a
  /// hundredth; sides of cells that are not flat leave as much again.
  @Test func `the cuts of a layer add up to its volume`() throws {
    let tissue = try #require(Self.tissue)
    let under = tissue.underFace().mesh
    let width = 4e-3
    let cuts = stride(from: -0.11, through: 0.11, by: width).map { LayeredSection(tissue, x: $0) }
    for (layer, block) in under.blocks.enumerated() {
      let region = try #require(LayeredSection.Region(rawValue: layer))
      let ofCuts = cuts.reduce(0) { $0 + width * area($1, region) }
      var volume = 0.0
      for cell in 0..<block.count {
        let p = block.nodes(ofCell: cell).map { under.positions[Int($0)] }
        volume += FineWedge.all(of: p).reduce(0) { $0 + wedgeVolume($1.bottom + $1.top) }
      }
      #expect(abs(ofCuts - volume) < 0.02 * volume, "\(region): \(ofCuts) and \(volume) m³")
    }
  }

  /// Of a wedge with flat sides.
  private func wedgeVolume(_ p: [Vector3]) -> Double {
    func tetrahedron(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Double {
      (p[b] - p[a]).cross(p[c] - p[a]).dot(p[d] - p[a]) / 6
    }
    return tetrahedron(0, 1, 2, 5) + tetrahedron(0, 1, 5, 4) + tetrahedron(0, 4, 5, 3)
  }

  @Test func `nothing is left beyond the cut, and the cut faces the side that is away`() throws {
    let section = LayeredSection(try #require(Self.tissue), x: 0.02)
    let isCut: [LayeredSection.Region] = [.deep, .smas, .superficialFat, .skin]
    for (point, region) in zip(section.surface.positions, section.regions) where region != .line {
      #expect(point.x <= 0.02 + 1e-12)
      if isCut.contains(region) { #expect(abs(point.x - 0.02) < 1e-12) }
    }
    for t in section.surface.triangles where isCut.contains(section.regions[Int(t.x)]) {
      let p = (0..<3).map { section.surface.positions[Int(t[$0])] }
      #expect((p[1] - p[0]).cross(p[2] - p[0]).x >= -1e-15)
    }
  }
}
