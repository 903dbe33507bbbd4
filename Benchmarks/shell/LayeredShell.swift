import Meshes
import Tensors

/// A shell of the size of a face: the front of an ellipsoid with a nose and a chin, in four layers.
///
/// The surface is z = 85 √(1 − (x/72)² − (y/100)²) + b(x, y) where the ellipsoid is more than 8 mm high, in mm, with
/// b = 14 e^(−(x² + (y + 5)²)/500) + 8 e^(−(x² + (y + 60)²)/600); the layers lie along its inward normals. The inner
/// face is held, the rim is free. Triangles lie in rings around the pole, 5k to the k-th, which keeps their sides within a
/// third of each other; sides are straight.
struct LayeredShell {
  /// A layer, from the inside out.
  struct Layer {
    var name: String
    /// In mm.
    var thickness: Double
    /// μ in Pa.
    var shearModulus: Double
    /// In kg/m³.
    var density: Double
  }

  /// Fat and muscle, fascia, fat and skin: round numbers of the size that faces have.
  static let layers = [
    Layer(name: "DEEP", thickness: 5, shearModulus: 300, density: 950),
    Layer(name: "SMAS", thickness: 1.5, shearModulus: 3000, density: 1050),
    Layer(name: "FAT", thickness: 2.5, shearModulus: 300, density: 950),
    Layer(name: "SKIN", thickness: 1.5, shearModulus: 10_000, density: 1100),
  ]
  /// K/μ.
  static let bulkOverShear = 500.0
  private static let axes = Vector3(72, 100, 85)
  private static let rimHeight = 8.0

  /// In mm, one block for each layer.
  let mesh: VolumeMesh
  /// Nodes of the inner face.
  let held: [Int]
  /// Middles of the sides of each outer triangle, and its corners.
  let outer: [(middles: [Int], corners: [Int])]

  /// - Parameters:
  ///   - rings: of triangles from the pole to the rim.
  ///   - split: cells through each layer.
  init(rings: Int, split: Int = 1) {
    let directions = Self.directions(rings: rings)
    let triangles = Self.triangles(rings: rings)
    let n = directions.count
    let skin = directions.map(Self.skin)
    var depths = [0.0]
    for layer in Self.layers.reversed() {
      for _ in 0..<split {
        depths.append(depths[depths.count - 1] + layer.thickness / Double(split))
      }
    }
    depths.reverse()
    let positions = depths.flatMap { depth in
      skin.map { $0.position - depth * $0.normal }
    }
    var blocks: [CellBlock] = []
    for (index, layer) in Self.layers.enumerated() {
      var nodes: [Int32] = []
      for cell in index * split..<(index + 1) * split {
        for t in triangles {
          nodes += t.map { Int32(cell * n + $0) } + t.map { Int32((cell + 1) * n + $0) }
        }
      }
      blocks.append(CellBlock(region: layer.name, shape: .wedge6, nodes: nodes))
    }
    mesh = VolumeMesh(positions: positions, blocks: blocks).elevated { _ in .wedge15 }
    let (first, last) = (mesh.blocks[0], mesh.blocks[Self.layers.count - 1])
    held = Array(
      Set(
        (0..<triangles.count).flatMap { cell in
          let nodes = Array(first.nodes(ofCell: cell))
          return ([0, 1, 2, 6, 7, 8] as [Int]).map { Int(nodes[$0]) }
        })
    ).sorted()
    outer = (last.count - triangles.count..<last.count).map { cell in
      let nodes = last.nodes(ofCell: cell).map(Int.init)
      return (Array(nodes[9...11]), Array(nodes[3...5]))
    }
  }

  /// Displacements that are unknown.
  var unknownCount: Int { 3 * (mesh.positions.count - held.count) }

  /// Azimuth and polar angle of the corners on the unit sphere, the pole first.
  private static func directions(rings: Int) -> [(azimuth: Double, polar: Double)] {
    let cosine = rimHeight / axes.z
    let last = Double.angle(sine: (1 - cosine * cosine).squareRoot(), cosine: cosine)
    var directions: [(azimuth: Double, polar: Double)] = [(0, 0)]
    for k in 1...rings {
      let polar = last * Double(k) / Double(rings)
      for i in 0..<5 * k { directions.append((2 * .pi * Double(i) / Double(5 * k), polar)) }
    }
    return directions
  }

  /// Five sectors of k² triangles each, counter-clockwise seen from outside.
  private static func triangles(rings: Int) -> [[Int]] {
    func node(_ ring: Int, _ sector: Int, _ place: Int) -> Int {
      ring == 0 ? 0 : 1 + 5 * ring * (ring - 1) / 2 + (sector * ring + place) % (5 * ring)
    }
    var triangles: [[Int]] = []
    for ring in 1...rings {
      for sector in 0..<5 {
        for i in 0..<ring {
          triangles.append([
            node(ring, sector, i), node(ring, sector, i + 1), node(ring - 1, sector, i),
          ])
          guard i + 1 < ring else { continue }
          triangles.append([
            node(ring - 1, sector, i), node(ring, sector, i + 1), node(ring - 1, sector, i + 1),
          ])
        }
      }
    }
    return triangles
  }

  /// A point of the surface and its outward normal.
  private static func skin(_ direction: (azimuth: Double, polar: Double)) -> (
    position: Vector3, normal: Vector3
  ) {
    let (sine, cosine) = (Double.sine(direction.polar), Double.cosine(direction.polar))
    let x = axes.x * sine * Double.cosine(direction.azimuth)
    let y = axes.y * sine * Double.sine(direction.azimuth)
    let z = axes.z * cosine
    let nose = 14 * Double.exponential(-(x * x + (y + 5) * (y + 5)) / 500)
    let chin = 8 * Double.exponential(-(x * x + (y + 60) * (y + 60)) / 600)
    // The gradient of (x/a)² + (y/b)² + ((z − b)/c)².
    let slopeX = -2 * x * (nose / 500 + chin / 600)
    let slopeY = -2 * ((y + 5) * nose / 500 + (y + 60) * chin / 600)
    let up = z / (axes.z * axes.z)
    let normal = Vector3(
      x / (axes.x * axes.x) - up * slopeX, y / (axes.y * axes.y) - up * slopeY, up)
    return (Vector3(x, y, z + nose + chin), normal.normalized)
  }
}
