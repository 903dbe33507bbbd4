import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct DrawableSurfaceTests {
  @Test func `rounds a coarse sphere when it splits triangles`() {
    let coarse = FaceRendererTests.sphere(levels: 3)
    let drawn = DrawableSurface(coarse)
    #expect(drawn.surface.triangles.count == 256 * coarse.triangles.count)
    func worst(_ surface: TriangleSurface) -> Double {
      surface.triangles.map { t in
        let middle =
          (surface.positions[Int(t.x)] + surface.positions[Int(t.y)] + surface.positions[Int(t.z)])
          / 3
        return abs(middle.length - 0.08)
      }.max() ?? 0
    }
    // Flat triangles sink below the sphere by the sagitta; the lifted ones by a tenth of it.
    #expect(worst(drawn.surface) < 0.15 * worst(coarse))
    for (p, n) in zip(drawn.surface.positions, drawn.normals) {
      #expect(n.dot(p.normalized) > 0.999)
    }
  }

  @Test func `carries numbers linearly to new vertices`() {
    let wall = FaceRendererTests.wall(from: -0.1)
    let drawn = DrawableSurface(wall)
    let values = drawn.spread(wall.positions.map { 3 * $0.x - 2 * $0.y })
    for (value, p) in zip(values, drawn.surface.positions) {
      #expect(abs(value - (3 * p.x - 2 * p.y)) < 1e-12)
    }
  }

  @Test func `caps a small opening and leaves a large one`() {
    var surface = FaceRendererTests.sphere(levels: 5)
    let whole = surface.triangles.count
    func reach(_ t: SIMD3<Int32>, _ axis: Vector3) -> Double {
      (0..<3).map { surface.positions[Int(t[$0])].dot(axis) }.max() ?? 0
    }
    let kept = surface.triangles.filter {
      reach($0, Vector3(0, 0, 1)) < 0.0785 && reach($0, Vector3(0, 0, -1)) < 0.05
    }
    surface.triangles = kept
    #expect(kept.count < whole)
    let drawn = DrawableSurface(surface)
    let caps = drawn.surface.triangles[drawn.firstCap...]
    #expect(!caps.isEmpty)
    for t in caps {
      let p = drawn.surface.positions[Int(t.x)]
      #expect(p.z > 0.07, "only the opening of 35 mm in front is capped")
      let (a, b, c) = (
        p, drawn.surface.positions[Int(t.y)], drawn.surface.positions[Int(t.z)]
      )
      #expect((b - a).cross(c - a).z > 0, "caps face outwards")
    }
    #expect(drawn.normals.count == drawn.surface.positions.count)
    #expect(drawn.spread(surface.positions.map(\.x)).last?.isNaN == true)
  }

  @Test func `spreads light with the standard deviation asked for`() {
    let n = 61
    let h = 0.0015
    var sheet = TriangleSurface()
    for j in 0..<n {
      for i in 0..<n { sheet.positions.append(Vector3(Double(i), Double(j), 0) * h) }
    }
    for j in 0..<(n - 1) {
      for i in 0..<(n - 1) {
        let a = Int32(j * n + i)
        sheet.triangles += [
          SIMD3(a, a + 1, a + Int32(n) + 1), SIMD3(a, a + Int32(n) + 1, a + Int32(n)),
        ]
      }
    }
    var spike = [Double](repeating: 0, count: n * n)
    spike[(n / 2) * n + n / 2] = 1
    let spread = LightDiffusion(sheet).spread(spike, radius: 0.003)
    let total = spread.reduce(0, +)
    let middle = sheet.positions[(n / 2) * n + n / 2]
    let variance = zip(spread, sheet.positions).reduce(0) {
      $0 + $1.0 * ($1.1 - middle).dot($1.1 - middle) / 2
    }
    // Border vertices have shorter edges in the mean; they shift the step by less than 2 %.
    #expect(abs(total - 1) < 1e-9)
    #expect(abs(variance.squareRoot() / 0.003 - 1) < 0.03)
  }
}
