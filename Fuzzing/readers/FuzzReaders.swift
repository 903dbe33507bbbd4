import Anatomy
import Calibration
import Documents
import Foundation
import Glibc
import Measures
import Meshes
import Rendering
import Scans
import Scenarios
import Tensors

/// One target for each reader; `TURGOR_FUZZ_READER` says which.
///
/// A new reader needs a case here, its check below, and seeds in `Fuzzing/corpus`.
enum Reader: String, CaseIterable, Sendable {
  case ply, obj, stl, glb, mtl, png, json, readings, landmarks, tissue, norms

  static let chosen: Reader = {
    let name = getenv("TURGOR_FUZZ_READER").map { String(cString: $0) } ?? ""
    guard let reader = Reader(rawValue: name) else {
      fatalError("TURGOR_FUZZ_READER is not one of \(allCases.map(\.rawValue))")
    }
    return reader
  }()
}

/// What libFuzzer calls with every input it thinks of (LLVM, FuzzerInterface.h).
///
/// A reader either gives an error or something whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  switch Reader.chosen {
  case .ply: surface(data, size, begins: isPLY)
  case .obj: surface(data, size, begins: isOBJ)
  case .stl: surface(data, size, begins: isSTL)
  case .glb: surface(data, size, begins: isGLB)
  case .mtl: materials(data, size)
  case .png: picture(data, size)
  case .json:
    document(data, size) { bytes throws(DocumentError) in
      let scenario = try Scenario(parsing: bytes, file: "fuzz.json")
      precondition(!scenario.steps.isEmpty, "a scenario without steps")
    }
  case .readings:
    document(data, size) { bytes throws(DocumentError) in
      let readings = try Readings(parsing: bytes, file: "fuzz.json")
      precondition(!readings.parameters.isEmpty, "nothing to fit")
      precondition(readings.readings.allSatisfy { $0.points.allSatisfy { $0.deviation > 0 } })
    }
  case .landmarks:
    document(data, size) { bytes throws(DocumentError) in
      let marks = try ScanLandmarks.read(Data(bytes), file: "fuzz.json").landmarks
      precondition(marks.count >= 6 && marks.values.allSatisfy(\.position.isFinite))
    }
  case .tissue:
    document(data, size) { bytes throws(DocumentError) in
      let preset = try TissuePreset(parsing: bytes, file: "fuzz.json")
      precondition(preset.layers.count == 4 && preset.zones.values.allSatisfy { $0.depth > 0 })
    }
  case .norms:
    document(data, size) { bytes throws(DocumentError) in
      let norms = try Norm.read(parsing: bytes, file: "fuzz.json")
      precondition(norms.allSatisfy { $0.standardDeviation > 0 && $0.mean.isFinite })
    }
  }
}

private func isPLY(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "ply".utf8) }
private func isGLB(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "glTF".utf8) }
private func isSTL(_ bytes: [UInt8]) -> Bool { !isPLY(bytes) }
private func isOBJ(_ bytes: [UInt8]) -> Bool {
  !isPLY(bytes) && !bytes.starts(with: "solid".utf8)
}

/// Reads a surface; -1 keeps an input of another format out of the corpus.
private func surface(
  _ data: UnsafePointer<UInt8>?, _ size: Int, begins isOfFormat: ([UInt8]) -> Bool
) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard isOfFormat(bytes) else { return -1 }
  guard let surface = try? SurfaceReader.read(bytes, file: "fuzz") else { return 0 }
  let vertices = Int32(surface.positions.count)
  precondition(!surface.triangles.isEmpty)
  for t in surface.triangles {
    for c in 0..<3 { precondition((0..<vertices).contains(t[c]), "a corner that is no vertex") }
  }
  precondition(surface.colours.isEmpty || surface.colours.count == surface.positions.count)
  return 0
}

/// Reads a document, which either gives something whole or problems with words.
private func document(
  _ data: UnsafePointer<UInt8>?, _ size: Int, _ read: ([UInt8]) throws(DocumentError) -> Void
) -> CInt {
  do throws(DocumentError) {
    try read(Array(UnsafeBufferPointer(start: data, count: size)))
  } catch {
    precondition(!error.description.isEmpty, "a problem without words")
  }
  return 0
}

/// Reads a triangle whose materials are in a library of these bytes.
private func materials(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Data(UnsafeBufferPointer(start: data, count: size))
  guard (try? bytes.write(to: ScratchFolder.url.appending(path: "a.mtl"))) != nil else { return -1 }
  let text = "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nusemtl m\nf 1/1 2/1 3/1\n"
  let file = try? SurfaceReader.readUnrepaired(
    Array(text.utf8), file: "a.obj", folder: ScanFolder(ScratchFolder.url))
  precondition(file?.surface.triangles.count == 1, "a material spoils the shape")
  return 0
}

private enum ScratchFolder {
  /// A folder of this process with one picture.
  static let url: URL = {
    let url = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid())")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let signature = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    try? signature.write(to: url.appending(path: "skin.png"))
    return url
  }()
}

/// Decodes a picture.
private func picture(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let picture = try? Picture(png: bytes) else { return 0 }
  precondition(picture.width > 0 && picture.height > 0)
  return 0
}
