import Anatomy
import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans
@testable import Scenarios

@Suite struct ShapeMisfitTests {
  /// Two squares of 1 and 3 m², each a zone, with the given residuals on the six vertices.
  static func misfits(_ residuals: [Double]) throws -> [String: ShapeMisfit] {
    let surface = TriangleSurface(
      positions: [0, 1, 4].flatMap { x in [Vector3(x, 0, 0), Vector3(x, 1, 0)] },
      triangles: [SIMD3(0, 2, 3), SIMD3(0, 3, 1), SIMD3(2, 4, 5), SIMD3(2, 5, 3)])
    let zones = Array(try AtlasFiles.atlas(in: SharedData.meshes).zones.prefix(2))
    let atlas = Atlas(
      surface: surface, landmarks: [:], zones: zones, zoneOfTriangle: [0, 0, 1, 1])
    let registration = Registration(
      surface: surface, residuals: residuals, similarity: .identity, stages: [],
      landmarkDistances: [:], unusedLandmarks: [],
      quality: SurfaceQuality(of: surface, topology: SurfaceTopology(surface)), newFolds: [],
      selfIntersections: [])
    let found = ShapeMisfit.byZone(of: registration, atlas: atlas)
    #expect(found.map(\.zone) == zones.map(\.name).sorted() + ["face"])
    return Dictionary(
      uniqueKeysWithValues: found.map { misfit in
        let number = zones.firstIndex { $0.name == misfit.zone }
        return (number.map { "\($0)" } ?? "face", misfit)
      })
  }

  @Test func `is the distance where that is the same everywhere`() throws {
    for misfit in try Self.misfits(Array(repeating: 2e-3, count: 6)).values {
      #expect(misfit.median == 2e-3 && misfit.percentile95 == 2e-3 && misfit.covered == 1)
      #expect(abs(misfit.rootMeanSquare - 2e-3) < 1e-15)
    }
  }

  @Test func `weights by area and leaves out what the scan does not cover`() throws {
    // Zone 0: corners 0–3, each triangle ½ m². Vertex 0 and 3 belong to two triangles.
    let misfits = try Self.misfits([1, 1, .nan, 4, .nan, .nan])
    let first = try #require(misfits["0"])
    // Covered: vertex 0 by 2/6, 1 by 1/6, 3 by 2/6 m²; vertex 2 (1/6) is not.
    #expect(abs(first.covered - 5.0 / 6) < 1e-12)
    #expect(abs(first.rootMeanSquare - ((3 * 1 + 2 * 16) / 5.0).squareRoot()) < 1e-12)
    #expect(first.median == 1 && first.percentile95 == 4)
    let face = try #require(misfits["face"])
    // Vertex 3 has another 1.5/3 m² in zone 1.
    #expect(abs(face.covered - (5.0 / 6 + 0.5) / 4) < 1e-12)
  }

  @Test func `is not a number where the scan says nothing`() throws {
    let misfit = try #require(try Self.misfits([1, 1, .nan, .nan, .nan, .nan])["1"])
    #expect(misfit.covered == 0)
    #expect(misfit.rootMeanSquare.isNaN && misfit.median.isNaN && misfit.percentile95.isNaN)
  }
}
