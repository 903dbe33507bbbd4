import Foundation
import Meshes
import ReferenceElements
import Tensors
import TestSupport
import Testing

/// The bytes of a data array: what follows its eight bytes of length, which must be right.
private func array(_ name: String, in text: String) throws -> Data {
  let start = try #require(text.range(of: "Name=\"\(name)\""))
  let open = try #require(text.range(of: ">", range: start.upperBound..<text.endIndex))
  let close = try #require(text.range(of: "</DataArray>", range: open.upperBound..<text.endIndex))
  let base64 = text[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace }
  let data = try #require(Data(base64Encoded: String(base64)))
  let length = data.prefix(8).enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
  #expect(length == data.count - 8)
  return data.dropFirst(8)
}

@Test func `a grid is written with positions in mm and every field whole`() throws {
  let mesh = wedgeBox(cells: SIMD3(1, 1, 1), size: Vector3(0.001, 0.002, 0.003))
  let u = mesh.positions.indices.map { Vector3(Double($0), 0, -1) }
  let writer = VTUWriter(
    mesh: mesh,
    fields: [.nodeVectors(name: "u", u), .cellNumbers(name: "layer", [3, 4])])
  let text = String(decoding: writer.data(), as: UTF8.self)
  #expect(text.contains("NumberOfPoints=\"\(mesh.positions.count)\" NumberOfCells=\"2\""))
  let points = try array("Points", in: text).withUnsafeBytes { raw in
    (0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) }
  }
  #expect(points.count == 3 * mesh.positions.count)
  #expect(abs((points.max() ?? 0) - 3) < 1e-12)
  #expect(try array("u", in: text).count == 24 * mesh.positions.count)
  #expect(Array(try array("layer", in: text)) == [3, 4])
  #expect(Array(try array("types", in: text)) == [26, 26])
  #expect(try array("connectivity", in: text).count == 4 * 30)
  // XML that a parser accepts.
  #expect(XMLCheck().isWellFormed(text))
}

/// Counts tags: as many are closed as opened.
private struct XMLCheck {
  func isWellFormed(_ text: String) -> Bool {
    [
      "VTKFile", "UnstructuredGrid", "Piece", "Points", "Cells", "PointData", "CellData",
      "DataArray",
    ]
    .allSatisfy { tag in
      let opened = text.components(separatedBy: "<\(tag)").count
      return opened == text.components(separatedBy: "</\(tag)>").count && opened > 1
    }
  }
}
