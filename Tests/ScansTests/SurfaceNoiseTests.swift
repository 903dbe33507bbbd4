import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct SurfaceNoiseTests {
  /// A cap of a sphere of 100 mm with edges of 1.4 mm, its vertices moved along the normal.
  private func cap(levels: Int = 7, _ height: (Int, Vector3) -> Double = { _, _ in 0 })
    -> RepairedScan
  {
    var surface = SphereCap.surface(levels: levels, angle: 0.6)
    surface.positions = surface.positions.enumerated().map { i, p in
      p + height(i, p) * p.normalized
    }
    let count = surface.triangles.count
    return RepairedScan(
      surface: surface, unit: .metres, report: RepairReport(), original: surface,
      filled: count..<count)
  }

  private func rms(_ scan: RepairedScan) -> Double {
    let samples = SurfaceNoise.samples(of: scan)
    let mean = samples.reduce(0) { $0 + $1.variance } / Double(max(samples.count, 1))
    return mean.squareRoot()
  }

  @Test func `takes no curvature for noise`() {
    // The terms of fourth order of a sphere: r⁴/8R³ = 8·10⁻⁸ m at the edge of the neighbourhood.
    #expect(rms(cap()) < 0.1e-6)
  }

  @Test func `measures white noise`() {
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    // The sum of twelve uniform numbers has variance 1.
    let noise = cap { _, _ in 0.1e-3 * ((0..<12).reduce(-6) { sum, _ in sum + uniform() }) }
    // Some 6000 vertices: the standard error of a standard deviation is 1/√(2 · 6000) = 0.9 %.
    #expect(abs(rms(noise) - 0.1e-3) < 0.003e-3)
  }

  @Test func `does not see waves longer than its neighbourhood`() {
    let waves = cap { _, p in 0.1e-3 * .sine(2 * .pi * p.x / 0.04) }
    // Of a wave of 40 mm a cubic over 10 mm leaves the term (2π·5/40)⁴/24 = 1.6 % at the edge.
    #expect(rms(waves) < 0.0016e-3)
  }

  @Test func `is silent about a mesh too coarse to tell`() {
    #expect(SurfaceNoise.samples(of: cap(levels: 4)).isEmpty)
  }
}
