import Foundation
import ReferenceElements
import Tensors

/// Writes volume meshes with fields as VTK unstructured grids (`.vtu`), base64 inside XML.
///
/// ParaView, VTK and meshio read it. Positions and displacements are written in mm.
///
/// - Source: *The VTK User's Guide*, "VTK file formats", XML UnstructuredGrid.
public struct VTUWriter {
  /// A field on the nodes or cells.
  public enum Field {
    /// A vector per node.
    case nodeVectors(name: String, [Vector3])
    /// A number per node.
    case nodeNumbers(name: String, [Double])
    /// A whole number per node.
    case nodeLabels(name: String, [UInt8])
    /// A whole number per cell, block after block.
    case cellNumbers(name: String, [UInt8])
    /// As many numbers per cell as there are components, cell after cell.
    case cellValues(name: String, components: Int, [Double])

    fileprivate var isOnNodes: Bool {
      switch self {
      case .nodeVectors, .nodeNumbers, .nodeLabels: true
      case .cellNumbers, .cellValues: false
      }
    }
  }

  private let mesh: VolumeMesh
  private let scale: Double
  private let fields: [Field]

  /// - Parameters:
  ///   - mesh: positions in m.
  ///   - scale: from the unit of `mesh` to that of the file; 1000 for mm.
  ///   - fields: as they are to be written, in the unit of the file.
  public init(mesh: VolumeMesh, scale: Double = 1e3, fields: [Field]) {
    (self.mesh, self.scale, self.fields) = (mesh, scale, fields)
  }

  /// The bytes of the file.
  public func data() -> Data {
    var connectivity: [Int32] = []
    var offsets: [Int32] = []
    var types: [UInt8] = []
    for block in mesh.blocks {
      let written = block.shape == .tetrahedron15 ? 10 : block.shape.nodeCount
      for cell in 0..<block.count {
        connectivity += block.nodes(ofCell: cell).prefix(written)
        offsets.append((offsets.last ?? 0) + Int32(written))
        types.append(Self.type(of: block.shape))
      }
    }
    var text = """
      <?xml version="1.0"?>
      <VTKFile type="UnstructuredGrid" version="1.0" byte_order="LittleEndian" header_type="UInt64">
      <UnstructuredGrid><Piece NumberOfPoints="\(mesh.positions.count)" \
      NumberOfCells="\(types.count)">
      <Points>
      \(vectors("Points", mesh.positions.map { $0 * scale }))
      </Points>
      <Cells>
      \(array("connectivity", "Int32", connectivity))
      \(array("offsets", "Int32", offsets))
      \(array("types", "UInt8", types))
      </Cells>
      <PointData>

      """
    text += fields.filter(\.isOnNodes).map(array).joined()
    text += "</PointData>\n<CellData>\n"
    text += fields.filter { !$0.isOnNodes }.map(array).joined()
    text += "</CellData>\n</Piece></UnstructuredGrid>\n</VTKFile>\n"
    return Data(text.utf8)
  }

  /// VTK's number of a cell type.
  private static func type(of shape: CellShape) -> UInt8 {
    switch shape {
    case .triangle3: 5
    case .triangle6: 22
    case .triangle7: 34
    case .quadrilateral4: 9
    case .quadrilateral8: 23
    case .quadrilateral9: 28
    case .tetrahedron4: 10
    // VTK has no tetrahedron with bubbles; its first ten nodes are written.
    case .tetrahedron10, .tetrahedron15: 24
    case .hexahedron8: 12
    case .hexahedron20: 25
    case .hexahedron27: 29
    case .wedge6: 13
    case .wedge15: 26
    case .pyramid5: 14
    // VTK has no pairs; the outline is that of a hexahedron.
    case .wedgePair8: 12
    }
  }

  private func array(_ field: Field) -> String {
    let text =
      switch field {
      case .nodeVectors(let name, let values): vectors(name, values)
      case .nodeNumbers(let name, let values): array(name, "Float64", values)
      case .nodeLabels(let name, let values), .cellNumbers(let name, let values):
        array(name, "UInt8", values)
      case .cellValues(let name, let components, let values):
        array(name, "Float64", values, components: components)
      }
    return text + "\n"
  }

  private func vectors(_ name: String, _ values: [Vector3]) -> String {
    array(name, "Float64", values.flatMap { [$0.x, $0.y, $0.z] }, components: 3)
  }

  /// A data array: its length in bytes and its bytes, in base64.
  private func array<T>(_ name: String, _ type: String, _ values: [T], components: Int = 1)
    -> String
  {
    let bytes = values.withUnsafeBytes { Data($0) }
    let header = withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Data($0) }
    return """
      <DataArray type="\(type)" Name="\(name)" NumberOfComponents="\(components)" format="binary">
      \((header + bytes).base64EncodedString())
      </DataArray>
      """
  }
}
