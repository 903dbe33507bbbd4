import Glibc
import Meshes
import Scenarios
import Tensors

/// One target for each reader; `TURGOR_FUZZ_READER` says which.
///
/// A new reader needs a case here, its check below, and seeds in `Fuzzing/corpus`.
enum Reader: String, CaseIterable, Sendable {
  case ply, obj, stl, json

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
  case .json: scenario(data, size)
  }
}

private func isPLY(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "ply".utf8) }
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

/// Reads a scenario.
private func scenario(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  do throws(ScenarioError) {
    let scenario = try Scenario(parsing: bytes, file: "fuzz.json")
    precondition(!scenario.steps.isEmpty, "a scenario without steps")
  } catch {
    precondition(!error.description.isEmpty, "a problem without words")
  }
  return 0
}
