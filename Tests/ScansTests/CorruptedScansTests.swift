import Foundation
import Meshes
import TestSupport
import Testing

@testable import Scans

/// Bytes of scans that are not what they should be, all the way from the reader through the repair.
@Suite struct CorruptedScansTests {
  /// Part of a sphere of 0.1 m radius, of a few triangles.
  static let files = SmallScans.all(of: SphereCap.surface(levels: 1, angle: 1.2))

  @Test func `takes the small files as they are`() throws {
    for (file, bytes) in Self.files {
      let read = try SurfaceReader.readUnrepaired(bytes, file: file)
      let scan = try ScanRepair.repair(read.surface, unit: .metres, file: file)
      #expect(scan.surface.triangles.count >= read.surface.triangles.count, "\(file)")
    }
  }

  @Test(arguments: files.indices)
  func `repairs or refuses every scan with one wrong byte, or cut short`(index: Int) {
    let (file, bytes) = Self.files[index]
    for broken in CorruptedBytes.all(of: bytes) {
      guard let read = try? SurfaceReader.readUnrepaired(broken, file: file) else { continue }
      // Every vertex and every triangle takes a byte or more.
      let size = max(read.surface.positions.count, read.surface.triangles.count)
      #expect(size <= broken.count)
      guard let scan = try? ScanRepair.repair(read.surface, unit: read.unit, file: file) else {
        continue
      }
      let vertices = Int32(scan.surface.positions.count)
      let isValid = scan.surface.triangles.allSatisfy { $0.min() >= 0 && $0.max() < vertices }
      #expect(isValid && scan.surface.positions.allSatisfy(\.isFinite))
      #expect(scan.surface.triangles.count <= 100 * broken.count)
    }
  }

  @Test func `keeps the shape whatever a library of materials says`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mtl-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      .write(to: folder.appending(path: "s.png"))
    let obj = Array(
      "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nusemtl m\nf 1/1 2/1 3/1\n".utf8)
    let library = Array("newmtl m\nKd 1 1 1\nmap_Kd -s 1 1 1 s.png\n".utf8)
    for broken in [library] + Array(CorruptedBytes.all(of: library)) {
      try Data(broken).write(to: folder.appending(path: "a.mtl"))
      let read = try SurfaceReader.readUnrepaired(obj, file: "a.obj", folder: ScanFolder(folder))
      #expect(read.surface.triangles.count == 1)
      let images = read.surface.texture?.images.count ?? 0
      #expect(broken == library ? images == 1 : images <= 1)
    }
  }
}
