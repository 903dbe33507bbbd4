import Documents
import Foundation
import Models
import ReferenceElements
import Tensors
import Testing

@testable import Decks

/// The seeds of the fuzzers: one brick, its top as a surface and a corner as a node set, in every form of a format.
private let seeds = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fuzzing/corpus")

@Test(arguments: ["text22", "bytes22", "text41", "bytes41"])
func `a Gmsh mesh has its groups by name in every form`(name: String) throws {
  let (mesh, _) = try MeshFile.read(contentsOf: seeds.appending(path: "msh/\(name).msh").path)
  #expect(mesh.positions.count == 8 && mesh.positions[6] == Vector3(1, 1, 1))
  #expect(mesh.blocks.count == 1 && mesh.regions == ["body"])
  #expect(mesh.blocks[0].shape == .hexahedron8 && mesh.blocks[0].nodes == Array(0..<8))
  #expect(mesh.surfaces == ["top": [Facet(.quadrilateral4, [4, 5, 6, 7])]])
  #expect(mesh.nodeSets == ["tip": [6]])
}

@Test(arguments: ["text", "base64", "zlib"])
func `a VTK grid has its regions in every form`(name: String) throws {
  let (mesh, notes) = try MeshFile.read(contentsOf: seeds.appending(path: "vtu/\(name).vtu").path)
  #expect(mesh.positions.count == 8 && mesh.positions[6] == Vector3(1, 1, 1))
  #expect(mesh.regions == ["1"] && mesh.blocks[0].nodes == Array(0..<8))
  #expect(mesh.surfaces == ["2": [Facet(.quadrilateral4, [4, 5, 6, 7])]])
  #expect(notes.ignored == ["PointData warmth"])
}

/// Each node of ours lies where Gmsh puts it: an edge node between the corners that its manual names.
@Test func `edges of quadratic Gmsh cells are put in our order`() throws {
  // Edges of Gmsh's hexahedron20, prism15 and tetrahedron10, from its manual.
  let edges: [(type: Int, shape: CellShape, edges: [(Int, Int)])] = [
    (
      17, .hexahedron20,
      [
        (0, 1), (0, 3), (0, 4), (1, 2), (1, 5), (2, 3), (2, 6), (3, 7), (4, 5), (4, 7), (5, 6),
        (6, 7),
      ]
    ),
    (
      18, .wedge15,
      [(0, 1), (0, 2), (0, 3), (1, 2), (1, 4), (2, 5), (3, 4), (3, 5), (4, 5)]
    ),
    (11, .tetrahedron10, [(0, 1), (1, 2), (2, 0), (3, 0), (2, 3), (1, 3)]),
  ]
  for (type, shape, edges) in edges {
    let corners = Array(shape.reference.nodes.prefix(shape.linear.nodeCount))
    let nodes = corners + edges.map { (corners[$0.0] + corners[$0.1]) / 2 }
    var text = "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n\(nodes.count)\n"
    for (k, X) in nodes.enumerated() { text += "\(k + 1) \(X.x) \(X.y) \(X.z)\n" }
    text += "$EndNodes\n$Elements\n1\n1 \(type) 2 1 1 "
    text += nodes.indices.map { "\($0 + 1)" }.joined(separator: " ") + "\n$EndElements\n"
    let mesh = try GmshReader.read(Array(text.utf8), file: "a.msh").mesh
    let read = mesh.blocks[0].nodes.map { mesh.positions[Int($0)] }
    #expect(read == shape.reference.nodes)
  }
}

@Test func `what is wrong with a mesh is said with its line`() {
  func problem(_ text: String) -> String {
    do throws(DocumentError) {
      _ = try GmshReader.read(Array(text.utf8), file: "a.msh")
      return "read"
    } catch {
      return error.description
    }
  }
  let head = "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n"
  #expect(
    problem("$MeshFormat\n3.0 0 8\n")
      == "a.msh:2:1: $MeshFormat: version 3.0 is not one of 2.2, 4.1")
  #expect(
    problem(head + "$Nodes\n99999999\n")
      == "a.msh:5:1: $Nodes: 99999999 nodes do not fit into the file")
  #expect(
    problem(head + "$Nodes\n1\n1 0 0 nan\n$EndNodes\n").contains("a number that is not finite"))
  #expect(
    problem(head + "$Elements\n1\n1 14 0 1\n").contains(
      "elements of type 14, which Turgor does not read"))
  #expect(problem(head + "$Partitions\n").contains("Turgor does not understand this section"))
}
