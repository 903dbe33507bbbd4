import Anatomy
import Calibration
import Decks
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
  case feb, inp, model, msh, vtu

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
  case .feb:
    document(data, size) { bytes throws(DocumentError) in
      whole(try FEBioReader.read(bytes, file: "fuzz.feb"))
    }
  case .inp:
    document(data, size) { bytes throws(DocumentError) in
      whole(try AbaqusReader.read(bytes, file: "fuzz.inp"))
    }
  case .model:
    document(data, size) { bytes throws(DocumentError) in
      whole(try ModelDocument.read(bytes, file: "fuzz.json"))
    }
  case .msh:
    document(data, size) { bytes throws(DocumentError) in
      whole(try GmshReader.read(bytes, file: "fuzz.msh").mesh)
    }
  case .vtu:
    document(data, size) { bytes throws(DocumentError) in
      whole(try VTUReader.read(bytes, file: "fuzz.vtu").mesh)
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

/// A model whose cells have nodes and materials, and whose supports and loads act on nodes that there are.
private func whole(_ deck: ReadDeck) {
  let model = deck.model
  let nodes = model.positions.indices
  precondition(model.nodeNumbers.count == nodes.count && model.cellCount > 0)
  for block in model.blocks {
    precondition(block.nodes.allSatisfy { nodes.contains(Int($0)) }, "a corner that is no node")
    precondition(model.materials.indices.contains(block.material))
  }
  for support in model.supports { precondition(support.nodes.allSatisfy(nodes.contains)) }
  precondition(!model.steps.isEmpty && model.steps.allSatisfy { $0.stepSize > 0 })
}

/// A mesh whose cells and facets have nodes.
private func whole(_ mesh: DeckMesh) {
  let nodes = mesh.positions.indices
  precondition(!mesh.blocks.isEmpty)
  for block in mesh.blocks { precondition(block.nodes.allSatisfy { nodes.contains(Int($0)) }) }
  for facet in mesh.surfaces.values.joined() {
    precondition(facet.nodes.allSatisfy { nodes.contains(Int($0)) })
  }
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
