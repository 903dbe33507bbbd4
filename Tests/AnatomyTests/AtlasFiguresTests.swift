import Foundation
import Meshes
import Tensors
import Testing

@testable import Anatomy

/// The mean face the atlas is held to; not part of the repository.
private struct MeanFace: Decodable {
  struct Distance: Decodable {
    var between: [String]
    var mean: Double
    var sd: Double
  }
  struct Depth: Decodable {
    var x: [Double]
    var y: [Double]
    /// `[y][x]`; nil where there is no skin.
    var z: [[Double?]]
  }
  var distances: [String: Distance]
  var depth: Depth

  /// `shared/reference/anthropometry.json` beside the package or beside a folder above it.
  static let file: URL? = {
    var folder = atlasFolder.deletingLastPathComponent()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let file = folder.appending(path: "shared/reference/anthropometry.json")
      if FileManager.default.fileExists(atPath: file.path) { return file }
    }
    return nil
  }()

  static func read() throws -> MeanFace {
    try JSONDecoder().decode(MeanFace.self, from: Data(contentsOf: #require(file)))
  }
}

@Suite(
  .enabled(if: MeanFace.file != nil, "no shared/reference/anthropometry.json beside the package"))
struct AtlasFiguresTests {
  @Test func `has the depth of the mean face`() throws {
    let atlas = try AtlasFiles.atlas(in: atlasFolder)
    let depth = try MeanFace.read().depth
    let index = SurfaceIndex(atlas.surface)
    var errors: [Double] = []
    // Both are in the Frankfurt frame with the origin between the tragia: already aligned.
    for (row, y) in zip(depth.z, depth.y) {
      for (z, x) in zip(row, depth.x) {
        let start = Vector3(1e-3 * x, 1e-3 * y, 0.2)
        guard let z, let hit = index.firstHit(from: start, along: Vector3(0, 0, -1)) else {
          continue
        }
        errors.append(abs(1e3 * hit.point.z - z))
      }
    }
    errors.sort()
    #expect(errors.count > 900)
    #expect(errors.reduce(0, +) / Double(errors.count) < 3)
    #expect(errors[errors.count * 95 / 100] < 8)
  }

  @Test func `has the distances of the mean face within one standard deviation`() throws {
    let landmarks = try AtlasFiles.atlas(in: atlasFolder).landmarks
    for (name, distance) in try MeanFace.read().distances {
      let ends = try distance.between.map { try #require(landmarks[$0]) }
      let length = 1e3 * (ends[0] - ends[1]).length
      #expect(abs(length - distance.mean) < distance.sd, "\(name) is \(length) mm")
    }
  }
}
