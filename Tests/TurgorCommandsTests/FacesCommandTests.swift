import Foundation
import TestSupport
import Testing

@testable import TurgorCommands

struct FacesCommandTests {
  @Test func `finds each scan with its landmarks, and a variant with those of its name`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in [
      "b.ply", "b_noisy_2.STL", "b.landmarks.json", "a.obj", "c_d.ply", "c_d.landmarks.json",
      "c.landmarks.json", "b.mtl", "b.glb",
    ] {
      try Data().write(to: folder.appending(path: name))
    }
    let pairs = try FacesCommand.scans(in: folder, shown: "x")
    #expect(
      pairs.map { [$0.scan.lastPathComponent, $0.landmarks.lastPathComponent] } == [
        ["b.glb", "b.landmarks.json"], ["b.ply", "b.landmarks.json"],
        ["b_noisy_2.STL", "b.landmarks.json"],
        ["c_d.ply", "c_d.landmarks.json"],
      ])
  }

  @Test func `names a folder that is not there, and one without scans`() throws {
    #expect(
      turgor("faces", "nowhere")
        == (
          .badInput, "", "turgor: nowhere: there is no such folder, or it cannot be read\n"
        ))
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(
      turgor("faces", folder).error
        == "turgor: \(folder): no scan (ply, obj, stl, glb) with NAME.landmarks.json beside it\n")
  }

  @Test(.enabled(if: SharedFaces.areHere))
  func `lays the atlas onto a GLB in metres as onto the same scan in millimetres`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["m50.glb", "m50.ply", "m50.landmarks.json"] {
      try FileManager.default.copyItem(
        at: SharedFaces.file(name), to: folder.appending(path: name))
    }
    let picture = folder.appending(path: "faces.png").path
    let result = turgor("faces", folder.path, "-o", picture, "--width", "64", "--json")
    #expect(result.code == .done, "\(result.error)")
    let rows = try JSONDecoder().decode([Figures].self, from: Data(result.output.utf8))
    #expect(rows.map(\.scan) == ["m50.glb", "m50.ply"])
    #expect(FileManager.default.fileExists(atPath: picture))
    for row in rows {
      #expect(row.median_mm < 0.01 && row.covered_fraction > 0.9, "\(row.scan)")
    }
    // The positions differ by the rounding of single precision, 4·10⁻⁶ mm.
    let difference: Double = abs(rows[0].percentile95_mm - rows[1].percentile95_mm)
    #expect(difference < 1e-3)
  }

  private struct Figures: Decodable {
    var scan: String
    var median_mm, percentile95_mm, covered_fraction: Double
  }
}
