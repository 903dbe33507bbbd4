import CZlib
import Documents
import Models
import ReferenceElements
import Tensors

/// Reads VTK unstructured grids (`.vtu`) as meshes: text or base64, plain or compressed by zlib.
///
/// Solid cells make regions, flat ones surfaces. Their names are the values of a whole-number array on the cells, `region`,
/// `zone` or `gmsh:physical`; without one all solids are the region `body` and all facets the surface `surface`.
///
/// - Source: *The VTK User's Guide*, "VTK file formats", XML UnstructuredGrid.
public struct VTUReader {
  private let root: XMLElement
  private let headerSize: Int
  private let isCompressed: Bool
  private var notes = DeckNotes()

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  /// - Returns: the mesh and what was left out.
  /// - Throws: `DocumentError`.
  public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> (
    mesh: DeckMesh, notes: DeckNotes
  ) {
    do throws(DocumentError.Problem) {
      var reader = try VTUReader(root: try XMLScanner.read(bytes))
      let mesh = try reader.mesh()
      return (mesh, reader.notes)
    } catch {
      throw DocumentError(file: file, problems: [error])
    }
  }

  private init(root: XMLElement) throws(DocumentError.Problem) {
    self.root = root
    guard root.name == "VTKFile", root.attribute("type") == "UnstructuredGrid" else {
      throw root.problem("is no <VTKFile type=\"UnstructuredGrid\">")
    }
    if root.attribute("byte_order") == "BigEndian" {
      throw root.problem("bytes are in the order of another machine")
    }
    headerSize = root.attribute("header_type") == "UInt64" ? 8 : 4
    let compressor = root.attribute("compressor")
    guard compressor == nil || compressor == "vtkZLibDataCompressor" else {
      throw root.problem("compressor \(compressor ?? ""); Turgor reads vtkZLibDataCompressor")
    }
    isCompressed = compressor != nil
    if root.children.contains(where: { $0.name == "AppendedData" }) {
      throw root.problem("data are appended; write them as ascii or binary within the file")
    }
  }

  private mutating func mesh() throws(DocumentError.Problem) -> DeckMesh {
    let grid = try root.required("UnstructuredGrid")
    let pieces = grid.all("Piece")
    guard pieces.count == 1 else { throw grid.problem("has \(pieces.count) pieces; one is read") }
    let piece = pieces[0]
    let points = try array(try piece.required("Points").required("DataArray"))
    guard points.count.isMultiple(of: 3), points.allSatisfy(\.isFinite) else {
      throw piece.problem("points are no triples of finite numbers")
    }
    var mesh = DeckMesh()
    for k in stride(from: 0, to: points.count, by: 3) {
      mesh.positions.append(Vector3(points[k], points[k + 1], points[k + 2]))
      mesh.nodeNumbers.append(mesh.nodeNumbers.count + 1)
    }
    let cells = try piece.required("Cells")
    let connectivity = try integers("connectivity", in: cells)
    let offsets = try integers("offsets", in: cells)
    let types = try integers("types", in: cells)
    guard offsets.count == types.count else {
      throw cells.problem("has \(offsets.count) offsets and \(types.count) types")
    }
    let names = try regionNames(of: piece, count: types.count)
    var start = 0
    for (cell, (end, type)) in zip(offsets, types).enumerated() {
      guard end >= start, end <= connectivity.count else {
        throw cells.problem("offset \(end) is out of order")
      }
      let nodes = connectivity[start..<end]
      start = end
      guard let shape = Self.shapes[type] else {
        throw cells.problem("cells of type \(type), which Turgor does not read")
      }
      guard nodes.count == shape.nodeCount,
        nodes.allSatisfy({ mesh.positions.indices.contains($0) })
      else { throw cells.problem("cell \(cell + 1) has wrong nodes") }
      let indices = nodes.map { Int32($0) }
      if shape.dimension == 3 {
        mesh.add(shape, region: names?[cell] ?? "body", number: cell + 1, nodes: indices)
      } else {
        mesh.surfaces[names?[cell] ?? "surface", default: []].append(Facet(shape, indices))
      }
    }
    guard !mesh.blocks.isEmpty else { throw cells.problem("has no cells that are solids") }
    return mesh
  }

  /// VTK's numbers of the cells that are read; their nodes are in our order.
  private static let shapes: [Int: CellShape] = [
    5: .triangle3, 9: .quadrilateral4, 10: .tetrahedron4, 12: .hexahedron8, 13: .wedge6,
    14: .pyramid5,
    22: .triangle6, 23: .quadrilateral8, 24: .tetrahedron10, 25: .hexahedron20, 26: .wedge15,
    28: .quadrilateral9, 29: .hexahedron27, 34: .triangle7,
  ]

  private mutating func regionNames(of piece: XMLElement, count: Int)
    throws(DocumentError.Problem) -> [String]?
  {
    let arrays = try piece.child("CellData")?.all("DataArray") ?? []
    var found: [String]?
    for element in arrays {
      let name = element.attribute("Name") ?? ""
      guard found == nil, ["region", "zone", "gmsh:physical"].contains(name) else {
        notes.ignore("CellData \(name)")
        continue
      }
      let values = try array(element)
      guard values.count == count, values.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e9 }) else {
        throw element.problem("is not one whole number for each cell")
      }
      found = values.map { "\(Int($0))" }
    }
    for element in try piece.child("PointData")?.all("DataArray") ?? [] {
      notes.ignore("PointData \(element.attribute("Name") ?? "")")
    }
    return found
  }

  private func integers(_ name: String, in cells: XMLElement) throws(DocumentError.Problem) -> [Int]
  {
    guard let element = cells.all("DataArray").first(where: { $0.attribute("Name") == name }) else {
      throw cells.problem("needs the array \(name)")
    }
    var found: [Int] = []
    for value in try array(element) {
      guard value == value.rounded(), abs(value) < 1e15 else {
        throw element.problem("\(value) is no whole number")
      }
      found.append(Int(value))
    }
    return found
  }

  // MARK: - Arrays

  /// The numbers of an array, whatever they are stored as.
  private func array(_ element: XMLElement) throws(DocumentError.Problem) -> [Double] {
    let type = try element.requiredAttribute("type")
    guard let number = VTKNumber(rawValue: type) else {
      throw element.problem("type \(type) is no number that is read")
    }
    switch element.attribute("format") ?? "ascii" {
    case "ascii": return try element.plainNumbers()
    case "binary":
      guard let data = decodedBase64(element.text) else {
        throw element.problem("is no base64")
      }
      guard let bytes = isCompressed ? inflated(data) : counted(data),
        bytes.count.isMultiple(of: number.size)
      else { throw element.problem("its length is not what it says") }
      return stride(from: 0, to: bytes.count, by: number.size).map { number.value(bytes, at: $0) }
    case let format:
      throw element.problem("format \(format); Turgor reads ascii and binary")
    }
  }

  private func header(_ data: [UInt8], _ index: Int) -> Int? {
    let start = index * headerSize
    guard start + headerSize <= data.count else { return nil }
    let value = (0..<headerSize).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(data[start + $1]) }
    return Int(exactly: value)
  }

  /// The bytes after a count of bytes.
  private func counted(_ data: [UInt8]) -> [UInt8]? {
    guard let count = header(data, 0), count == data.count - headerSize else { return nil }
    return Array(data.dropFirst(headerSize))
  }

  /// The bytes of blocks that zlib has compressed: number, size, size of the last, then their compressed sizes.
  private func inflated(_ data: [UInt8]) -> [UInt8]? {
    guard let blocks = header(data, 0), let size = header(data, 1), let last = header(data, 2),
      blocks >= 0, blocks < data.count, size >= 0, size <= 1 << 28, last <= size || size == 0
    else { return nil }
    var (result, start) = ([UInt8](), (3 + blocks) * headerSize)
    for block in 0..<blocks {
      guard let length = header(data, 3 + block), length >= 0, start + length <= data.count else {
        return nil
      }
      let expected = block == blocks - 1 && last > 0 ? last : size
      // Deflate shrinks to no less than a thousandth.
      guard expected <= 1100 * (length + 16) else { return nil }
      var bytes = [UInt8](repeating: 0, count: expected)
      var written = uLongf(expected)
      let status = data[start..<start + length].withUnsafeBufferPointer {
        uncompress(&bytes, &written, $0.baseAddress, uLong(length))
      }
      guard status == Z_OK, Int(written) == expected else { return nil }
      result += bytes
      start += length
    }
    return result
  }
}

extension XMLElement {
  /// Numbers between blanks, in an array of text.
  fileprivate func plainNumbers() throws(DocumentError.Problem) -> [Double] {
    var found: [Double] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      guard let value = Double(word) else { throw problem("\"\(word)\" is no number") }
      found.append(value)
    }
    return found
  }
}

/// The number types of VTK.
private enum VTKNumber: String {
  case Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float32, Float64

  var size: Int {
    switch self {
    case .Int8, .UInt8: 1
    case .Int16, .UInt16: 2
    case .Int32, .UInt32, .Float32: 4
    case .Int64, .UInt64, .Float64: 8
    }
  }

  func value(_ bytes: [Swift.UInt8], at start: Int) -> Double {
    let raw = (0..<size).reversed().reduce(Swift.UInt64(0)) {
      $0 << 8 | Swift.UInt64(bytes[start + $1])
    }
    switch self {
    case .Float64: return Double(bitPattern: raw)
    case .Float32: return Double(Float(bitPattern: Swift.UInt32(truncatingIfNeeded: raw)))
    case .UInt8, .UInt16, .UInt32, .UInt64: return Double(raw)
    case .Int8: return Double(Swift.Int8(truncatingIfNeeded: raw))
    case .Int16: return Double(Swift.Int16(truncatingIfNeeded: raw))
    case .Int32: return Double(Swift.Int32(truncatingIfNeeded: raw))
    case .Int64: return Double(Swift.Int64(truncatingIfNeeded: raw))
    }
  }
}

/// The bytes of base64; a new piece may begin after padding, as VTK encodes a header apart.
private func decodedBase64(_ text: String) -> [UInt8]? {
  var (result, quartet, padding) = ([UInt8](), [UInt32](), 0)
  for byte in text.utf8 {
    let value: UInt32
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    case UInt8(ascii: "="):
      value = 0
      padding += 1
    case 0x20, 0x09, 0x0A, 0x0D: continue
    default: return nil
    }
    quartet.append(value)
    guard quartet.count == 4 else { continue }
    guard padding <= 2 else { return nil }
    let whole = quartet.reduce(0) { $0 << 6 | $1 }
    for k in 0..<3 - padding {
      result.append(UInt8(truncatingIfNeeded: whole >> (16 - 8 * UInt32(k))))
    }
    (quartet, padding) = ([], 0)
  }
  return quartet.isEmpty ? result : nil
}
