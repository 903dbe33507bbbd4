import Meshes
import Tensors
import Testing

@testable import Scenarios

@Suite struct ScanDetailTests {
  /// A sheet over −50…50 mm, curved with a radius of 100 mm, `raised` by a function of place.
  static func sheet(steps: Int, half: Double = 0.05, raised: (Double, Double) -> Double)
    -> TriangleSurface
  {
    var surface = TriangleSurface()
    for j in 0...steps {
      for i in 0...steps {
        let x = half * (2 * Double(i) / Double(steps) - 1)
        let y = half * (2 * Double(j) / Double(steps) - 1)
        surface.positions.append(Vector3(x, y, -5 * (x * x + y * y) + raised(x, y)))
      }
    }
    let row = Int32(steps + 1)
    for j in 0..<Int32(steps) {
      for i in 0..<Int32(steps) {
        let a = j * row + i
        surface.triangles += [SIMD3(a, a + 1, a + row + 1), SIMD3(a, a + row + 1, a + row)]
      }
    }
    return surface
  }

  static let atlas = sheet(steps: 20) { _, _ in 0 }

  /// Finer than the atlas, with wrinkles of 1 mm.
  static let scan: TriangleSurface = {
    var scan = sheet(steps: 47, half: 0.046) { x, y in 1e-3 * .sine(900 * x) * .cosine(700 * y) }
    scan.colours = scan.positions.indices.map { SIMD3(UInt8($0 % 251), 7, 9) }
    let corners = scan.triangles.indices.map {
      SurfaceTexture.Corners(
        SIMD2(Float($0), 0), SIMD2(0, Float($0)), SIMD2(0.5, 0.5), image: Int32($0 % 2))
    }
    scan.texture = SurfaceTexture(images: [], corners: corners)
    return scan
  }()

  static func detail(_ scan: TriangleSurface) -> ScanDetail {
    ScanDetail(scan, filled: scan.triangles.count..<scan.triangles.count, on: atlas)
  }

  @Test func `returns the scan bit by bit without displacement`() {
    let detail = Self.detail(Self.scan)
    let still = atlasField { _ in .zero }
    let isSame = detail.positions(displacedBy: still) == Self.scan.positions
    #expect(isSame)
    let isUntouched = detail.surface == Self.scan
    #expect(isUntouched, "triangles, colours and places in pictures stay")
  }

  @Test func `moves as the atlas when that moves rigidly`() {
    let detail = Self.detail(Self.scan)
    #expect(detail.places.allSatisfy { $0?.weight == 1 })
    let turn = Matrix3(rotationBy: 0.9, about: Vector3(1, 2, -1))
    let shift = Vector3(0.03, -0.01, 0.02)
    let moved = detail.positions(displacedBy: atlasField { turn * $0 + shift - $0 })
    for (p, q) in zip(Self.scan.positions, moved) {
      #expect((turn * p + shift - q).length < 1e-9)
    }
  }

  @Test func `turns detail with the surface that it stands on`() {
    // Along x the sheet falls as −5x²; bent, as −6x². At x = 20 mm the slope goes from −0.2 to −0.24.
    let detail = Self.detail(
      TriangleSurface(
        positions: [Vector3(0.02, 0, -0.002), Vector3(0.021, 0, 0.003)], triangles: []))
    let moved = detail.positions(displacedBy: atlasField { Vector3(0, 0, -$0.x * $0.x) })
    let before = detail.surface.positions[1] - detail.surface.positions[0]
    let after = moved[1] - moved[0]
    let angle = Double.angle(between: before, after)
    let expected: Double = .angle(sine: 0.24, cosine: 1) - .angle(sine: 0.2, cosine: 1)
    // The slope is averaged over the triangles of 5 mm at a vertex: by symmetry good to second order, and
    // linear in between; the offset is tied 0.02 mm beside x = 20 mm.
    #expect(abs(angle - expected) < 0.05 * expected)
  }

  @Test func `lets displacement fade beyond the border without a crack`() {
    // The scan goes on to 120 mm; the atlas ends at 50 mm.
    let wide = Self.sheet(steps: 120, half: 0.12) { _, _ in 0 }
    let detail = Self.detail(wide)
    let shift = Vector3(0.001, 0.002, -0.003)
    let moved = detail.positions(displacedBy: atlasField { _ in shift })
    let way = zip(wide.positions, moved).map { ($1 - $0).length / shift.length }
    for (p, part) in zip(wide.positions, way) {
      let beyond = max(abs(p.x), abs(p.y)) - 0.05
      if beyond < -1e-6 { #expect(abs(part - 1) < 1e-12) }
      if beyond > 0.045 { #expect(part == 0) }
    }
    // 3/2 per `decay` is the steepest slope of the weight; sides are 2 mm, diagonals 2.9, longer on the curve.
    var steepest = 0.0
    for t in wide.triangles {
      for c in 0..<3 {
        let (a, b) = (Int(t[c]), Int(t[(c + 1) % 3]))
        let distance = (wide.positions[a] - wide.positions[b]).length
        steepest = max(steepest, abs(way[a] - way[b]) / distance)
      }
    }
    #expect(steepest < 1.05 * 1.5 / ScanDetail.decay)
    #expect(steepest > 0.8 * 1.5 / ScanDetail.decay, "the way down is seen")
  }

  @Test func `knows which vertices lie over the face, and carries numbers to them`() {
    let wide = Self.sheet(steps: 60, half: 0.12) { _, _ in 0 }
    let detail = Self.detail(wide)
    let numbers = detail.values(of: Self.atlas.positions.map { 3 * $0.x - $0.y })
    for (i, p) in wide.positions.enumerated() {
      let beyond = max(abs(p.x), abs(p.y)) - 0.05
      #expect((detail.excesses[i] <= 0) == (beyond < 1e-3), "\(p)")
      // Nearest points lie up to 0.05 mm beside p, where the sheet bends between the atlas' vertices.
      if beyond < 0 { #expect(abs(numbers[i] - (3 * p.x - p.y)) < 4e-4) }
    }
    #expect(numbers.contains { $0.isNaN }, "nothing is near the far corners")
  }

  private func atlasField(_ field: (Vector3) -> Vector3) -> [Vector3] {
    Self.atlas.positions.map(field)
  }
}
