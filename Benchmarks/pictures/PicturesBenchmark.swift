import Anatomy
import Foundation
import Meshes
import Rendering
import Scenarios

/// Where a picture spends its time: the surface, the light on it, the rays through the pixels, the file.
///
/// Draws the atlas at 1.35 mm edge (about 60 000 triangles) from the front at 900 × 1200 in every quality, with one
/// and two threads. Prints a row per repetition: `triangles,quality,threads,part,wall_s,cpu_s`.
@main struct PicturesBenchmark {
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "meshes")
    let face = try AtlasFiles.surface(
      meanEdge: 1.35e-3, of: try AtlasFiles.atlas(in: folder), in: folder)
    print("triangles,quality,threads,part,wall_s,cpu_s")
    for round in 0..<6 {
      for quality in PictureQuality.allCases {
        for threads in [2, 1] {
          let stages = try drawn(face, quality: quality, threads: threads)
          // The first round warms memory and caches.
          guard round > 0 else { continue }
          for stage in stages {
            let label = "\(face.triangles.count),\(quality.rawValue),\(threads),\(stage.name)"
            print(label + String(format: ",%.4f,%.4f", stage.wall, stage.cpu))
          }
        }
      }
    }
  }

  /// The stages of one picture.
  static func drawn(_ face: TriangleSurface, quality: PictureQuality, threads: Int) throws
    -> [StageClock.Stage]
  {
    var clock = StageClock()
    let renderer = clock.time("surface") {
      FaceRenderer(surface: face, threads: threads, quality: quality)
    }
    let lit = clock.time("light") { renderer.lit(from: .front) }
    let picture = clock.time("rays") { lit.render() }
    _ = try clock.time("file") { try picture.encodedAsPNG() }
    return clock.stages
  }
}
