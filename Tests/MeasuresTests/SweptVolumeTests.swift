import Meshes
import ReferenceElements
import Tensors
import TestSupport
import Testing

@testable import Measures

@Suite struct SweptVolumeTests {
  /// A curved triangle in the plane z = 0 whose area is ½ + what its bent side holds.
  static let flat: [Vector3] = {
    var nodes = Triangle6.nodes
    nodes[3] = Vector3(0.5, -0.1, 0)
    nodes[4] = Vector3(0.55, 0.5, 0)
    return nodes
  }()
  /// ½, and two thirds of base times height under each parabola: 1 · 0.1, and the move across the diagonal.
  static let area = 0.5 + 2.0 / 3 * 0.1 + 2.0 / 3 * 2.0.squareRoot() * (0.05 / 2.0.squareRoot())

  @Test func `is area times offset where a patch moves along its normal`() {
    let moved = Self.flat.map { $0 + Vector3(0, 0, 0.3) }
    let volume = SweptVolume(of: .triangle6).volume(from: Self.flat, to: moved)
    #expect(abs(volume - 0.3 * Self.area) < 1e-14)
  }

  @Test func `is nothing where a patch moves in its plane`() {
    var random = SplitMix(seed: 1)
    let moved = Self.flat.map { $0 + Vector3(random.next() - 0.5, random.next() - 0.5, 0) }
    #expect(abs(SweptVolume(of: .triangle6).volume(from: Self.flat, to: moved)) < 1e-15)
  }

  @Test func `changes sign with the direction of the way and with that of the patch`() {
    var random = SplitMix(seed: 2)
    let moved = Self.flat.map { $0 + 0.2 * Vector3(random.next(), random.next(), random.next()) }
    let swept = SweptVolume(of: .triangle6)
    func turned(_ nodes: [Vector3]) -> [Vector3] { [0, 2, 1, 5, 4, 3].map { nodes[$0] } }
    let volume = swept.volume(from: Self.flat, to: moved)
    #expect(abs(volume + swept.volume(from: moved, to: Self.flat)) < 1e-15)
    #expect(abs(volume + swept.volume(from: turned(Self.flat), to: turned(moved))) < 1e-15)
  }

  /// The divergence theorem: what all facets sweep is what the cells gain, ∫ det(∂x/∂ξ) after less before.
  @Test func `of the whole boundary is the change of the volume of the body`() {
    let mesh = wedgeBox(cells: SIMD3(3, 2, 2), size: Vector3(3, 2, 1), distortion: 0.3)
    var random = SplitMix(seed: 3)
    let moved = mesh.positions.map {
      $0 + 0.1 * Vector3(random.next() - 0.3, random.next() - 0.5, random.next() - 0.7)
    }
    let faces = boundaryFaces(of: mesh)
    let swept = faces.reduce(0.0) { sum, face in
      sum
        + SweptVolume(of: face.shape).volume(
          from: face.nodes.map { mesh.positions[$0] }, to: face.nodes.map { moved[$0] })
    }
    let gained = volume(of: mesh, at: moved) - volume(of: mesh, at: mesh.positions)
    #expect(abs(gained) > 0.01)
    // Some 150 facets and 24 cells of volumes below 1: round-off of about 1e-14.
    #expect(abs(swept - gained) < 1e-13)
  }

  /// The faces that belong to one cell only.
  private func boundaryFaces(of mesh: VolumeMesh) -> [(shape: CellShape, nodes: [Int])] {
    let block = mesh.blocks[0]
    var faces: [(shape: CellShape, nodes: [Int])] = []
    var count: [Set<Int>: Int] = [:]
    for cell in 0..<block.count {
      let nodes = Array(block.nodes(ofCell: cell))
      for face in block.shape.faces {
        faces.append((face.shape, face.nodes.map { Int(nodes[$0]) }))
        count[Set(faces[faces.count - 1].nodes), default: 0] += 1
      }
    }
    return faces.filter { count[Set($0.nodes)] == 1 }
  }

  /// ∫ det(∂x/∂ξ): of degree 4 in (ξ, η) and 5 in ζ, integrated exactly.
  private func volume(of mesh: VolumeMesh, at positions: [Vector3]) -> Double {
    let block = mesh.blocks[0]
    let rule = Quadrature.wedge(.degree5, pointsThroughThickness: 3)
    var volume = 0.0
    for cell in 0..<block.count {
      for (point, weight) in zip(rule.points, rule.weights) {
        var J = Matrix3.zero
        for (node, g) in zip(block.nodes(ofCell: cell), Wedge15.gradients(at: point)) {
          J = J + Matrix3(outer: positions[Int(node)], g)
        }
        volume += weight * J.determinant
      }
    }
    return volume
  }
}
