import Meshes
import Tensors

extension EllipsoidShell {
  /// Rings of triangles of about 1 mm around the tip.
  static func denseSkin() -> TriangleSurface {
    let rings = 110
    let end = Double.angle(sine: (1 - (8.0 / 85) * (8.0 / 85)).squareRoot(), cosine: 8.0 / 85)
    func point(_ t: Double, _ phi: Double) -> Vector3 {
      let (s, c) = (Double.sine(t), Double.cosine(t))
      let (x, y) = (72 * s * .cosine(phi), 100 * s * .sine(phi))
      let nose = 14 * Double.exponential(-(x * x + (y + 5) * (y + 5)) / 500)
      let chin = 8 * Double.exponential(-(x * x + (y + 60) * (y + 60)) / 600)
      return 1e-3 * Vector3(x, y, 85 * c + nose + chin)
    }
    var surface = TriangleSurface(positions: [point(0, 0)])
    func index(_ ring: Int, _ k: Int) -> Int32 {
      ring == 0 ? 0 : Int32(1 + 3 * ring * (ring - 1) + k % (6 * ring))
    }
    for ring in 1...rings {
      for k in 0..<6 * ring {
        surface.positions.append(
          point(end * Double(ring) / Double(rings), 2 * Double.pi * Double(k) / Double(6 * ring)))
      }
      for side in 0..<6 {
        for k in 0..<ring {
          let (outer, inner) = (side * ring + k, side * (ring - 1) + k)
          surface.triangles.append(
            SIMD3(index(ring, outer), index(ring, outer + 1), index(ring - 1, inner)))
          if k < ring - 1 {
            surface.triangles.append(
              SIMD3(index(ring - 1, inner), index(ring, outer + 1), index(ring - 1, inner + 1)))
          }
        }
      }
    }
    return surface
  }

  static func smoothedNormals(of surface: TriangleSurface) -> [Vector3] {
    var normals = [Vector3](repeating: .zero, count: surface.positions.count)
    for t in surface.triangles {
      let (a, b, c) = (
        surface.positions[Int(t.x)], surface.positions[Int(t.y)], surface.positions[Int(t.z)]
      )
      for k in 0..<3 { normals[Int(t[k])] += (b - a).cross(c - a) }
    }
    normals = normals.map { $0.normalized }
    for _ in 0..<2 {
      var sums = normals
      for t in surface.triangles {
        for k in 0..<3 { sums[Int(t[k])] += normals[Int(t[(k + 1) % 3])] }
      }
      normals = sums.map { $0.normalized }
    }
    return normals
  }
}
