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
      "c.landmarks.json", "b.mtl",
    ] {
      try Data().write(to: folder.appending(path: name))
    }
    let pairs = try FacesCommand.scans(in: folder, shown: "x")
    #expect(
      pairs.map { [$0.scan.lastPathComponent, $0.landmarks.lastPathComponent] } == [
        ["b.ply", "b.landmarks.json"], ["b_noisy_2.STL", "b.landmarks.json"],
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
        == "turgor: \(folder): no scan (ply, obj, stl) with NAME.landmarks.json beside it\n")
  }
}
