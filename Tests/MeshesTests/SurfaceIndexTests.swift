import Tensors
import Testing

@testable import Meshes

@Suite struct SurfaceIndexTests {
  /// A box of 200 × 100 × 60 mm around `center`, two triangles a side, normals outward.
  static func box(center: Vector3) -> TriangleSurface {
    let half = Vector3(0.1, 0.05, 0.03)
    let positions = (0..<8).map { i in
      center
        + half * Vector3(i & 1 == 0 ? -1 : 1, i & 2 == 0 ? -1 : 1, i & 4 == 0 ? -1 : 1)
    }
    let quads: [[Int32]] = [
      [0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6],
    ]
    let triangles = quads.flatMap {
      [SIMD3($0[0], $0[1], $0[2]), SIMD3($0[0], $0[2], $0[3])]
    }
    return TriangleSurface(positions: positions, triangles: triangles)
  }

  /// A sphere of latitude and longitude; its facets lie at most r (1 − cos(π/n)) · 2 inside.
  static func sphere(radius: Double, center: Vector3, rings n: Int) -> TriangleSurface {
    var positions: [Vector3] = []
    for i in 0...n {
      for j in 0..<(2 * n) {
        let (theta, phi) = (Double.pi * Double(i) / Double(n), Double.pi * Double(j) / Double(n))
        positions.append(
          center + radius
            * Vector3(
              .sine(theta) * .cosine(phi), .cosine(theta), .sine(theta) * .sine(phi)))
      }
    }
    var triangles: [SIMD3<Int32>] = []
    for i in 0..<n {
      for j in 0..<(2 * n) {
        let k = (j + 1) % (2 * n)
        let (a, b) = (Int32(2 * n * i + j), Int32(2 * n * i + k))
        let (c, d) = (Int32(2 * n * (i + 1) + j), Int32(2 * n * (i + 1) + k))
        if i > 0 { triangles.append(SIMD3(a, b, c)) }
        if i < n - 1 { triangles.append(SIMD3(b, d, c)) }
      }
    }
    return TriangleSurface(positions: positions, triangles: triangles)
  }

  /// A fixed sequence of points in a cube of edge `size`.
  static func points(_ count: Int, size: Double) -> [Vector3] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 11) / 0x1p53 - 0.5) * size
    }
    return (0..<count).map { _ in Vector3(next(), next(), next()) }
  }

  @Test func `finds faces, edges and corners of a box far from the origin`() throws {
    let center = Vector3(3, -2, 5)
    let index = SurfaceIndex(Self.box(center: center))
    let half = Vector3(0.1, 0.05, 0.03)
    for offset in Self.points(500, size: 0.5) {
      let clamped = offset.clamped(lowerBound: -half, upperBound: half)
      let outside = (offset - clamped).length
      let inside = (0..<3).map { half[$0] - abs(offset[$0]) }.min() ?? 0
      let nearest = try #require(index.nearest(to: center + offset))
      // Both distances come from positions near 6, whose last digit is 9e-16.
      #expect(abs(nearest.distance - (outside > 0 ? outside : inside)) < 1e-14)
      if outside > 0 { #expect((nearest.point - center - clamped).length < 1e-14) }
      #expect(abs(nearest.barycentrics.sum() - 1) < 1e-15)
    }
  }

  @Test func `agrees with a search through all triangles, ties included`() throws {
    let surface = Self.sphere(radius: 0.1, center: Vector3(0.02, 0.4, -0.1), rings: 12)
    let index = SurfaceIndex(surface)
    // Vertices are the worst ties: up to 24 triangles share a pole.
    for point in surface.positions + Self.points(300, size: 0.4) {
      var best = (distance: Double.infinity, triangle: -1)
      for (i, t) in surface.triangles.enumerated() {
        let (a, b, c) = (
          surface.positions[Int(t.x)], surface.positions[Int(t.y)], surface.positions[Int(t.z)]
        )
        let w = nearestBarycentrics(to: point, a: a, b: b, c: c)
        let distance = (a * w.x + b * w.y + c * w.z - point).length
        if distance < best.distance { best = (distance, i) }
      }
      let nearest = try #require(index.nearest(to: point))
      #expect(nearest.triangle == best.triangle)
      #expect(nearest.distance == best.distance)
    }
  }

  @Test func `respects the maximum distance`() throws {
    let index = SurfaceIndex(Self.box(center: .zero))
    let point = Vector3(0.15, 0, 0)
    #expect(index.nearest(to: point, within: 0.049) == nil)
    let found = try #require(index.nearest(to: point, within: 0.051))
    #expect(abs(found.distance - 0.05) < 1e-15)
  }

  @Test func `meets a sphere where the closed form says`() throws {
    let (radius, rings) = (0.1, 200)
    let index = SurfaceIndex(Self.sphere(radius: radius, center: .zero, rings: rings))
    // A facet lies inside the sphere by at most the sagitta of its two curved directions.
    let sagitta = 2 * radius * (1 - Double.cosine(.pi / Double(2 * rings)))
    for offset in Self.points(200, size: 0.1) {
      let origin = Vector3(offset.x, offset.y, 1)
      let depth = (radius * radius - offset.x * offset.x - offset.y * offset.y).squareRoot()
      let hit = try #require(index.firstHit(from: origin, along: Vector3(0, 0, -2)))
      let slope = depth / radius
      #expect(abs(hit.distance - (1 - depth)) < sagitta / slope)
      #expect((hit.normal - hit.point.normalized).length < 0.03)
      #expect((hit.point - origin - Vector3(0, 0, -hit.distance)).length < 1e-15)
      let corners = index.surface.triangles[hit.triangle]
      let rebuilt =
        index.surface.positions[Int(corners.x)] * hit.barycentrics.x
        + index.surface.positions[Int(corners.y)] * hit.barycentrics.y
        + index.surface.positions[Int(corners.z)] * hit.barycentrics.z
      #expect((rebuilt - hit.point).length < 1e-14)
    }
  }

  @Test func `tells occluded from free rays`() {
    let index = SurfaceIndex(Self.box(center: .zero))
    let inside = Vector3(0.01, 0.02, 0)
    #expect(index.isOccluded(from: inside, along: Vector3(0, 0, 1)))
    #expect(!index.isOccluded(from: inside, along: Vector3(0, 0, 1), within: 0...0.029))
    #expect(!index.isOccluded(from: Vector3(0, 0, 0.031), along: Vector3(0, 0, 1)))
    #expect(index.firstHit(from: Vector3(0, 0, 0.031), along: Vector3(0, 0, 1)) == nil)
  }

  @Test func `finds nothing on an empty surface and skips triangles that are not finite`() throws {
    #expect(SurfaceIndex(TriangleSurface()).nearest(to: .zero) == nil)
    var broken = Self.box(center: .zero)
    broken.positions.append(Vector3(.nan, 0, 0))
    broken.triangles.insert(SIMD3(8, 0, 1), at: 0)
    let found = try #require(SurfaceIndex(broken).nearest(to: Vector3(0, 0, 0.04)))
    #expect(found.triangle > 0)
    #expect(abs(found.distance - 0.01) < 1e-15)
  }

  @Test func `treats a triangle without area as its edges`() {
    let (a, b, c) = (Vector3(0, 0, 0), Vector3(1, 0, 0), Vector3(0.25, 0, 0))
    let w = nearestBarycentrics(to: Vector3(0.5, 1, 0), a: a, b: b, c: c)
    #expect((a * w.x + b * w.y + c * w.z - Vector3(0.5, 0, 0)).length < 1e-15)
  }
}
