import Tensors
import Testing

@testable import Measures

@Suite struct SkinProfileTests {
  @Test func `a convex curve has no hollow`() {
    let arch = (-10...10).map { i -> SIMD2<Double> in
      let x = Double(i) / 10
      return SIMD2(x, -x * x)
    }
    #expect(SkinProfile(points: arch).deepestHollow == 0)
  }

  @Test func `a notch is as deep as its distance from the line that bridges it`() {
    // Between (0, 0) and (4, 3) the point (2, 0.25) lies 1.25 below, 1.25 · 0.8 = 1 from the line.
    let notch: [SIMD2<Double>] = [SIMD2(0, 0), SIMD2(2, 0.25), SIMD2(4, 3)]
    #expect(abs(SkinProfile(points: notch).deepestHollow - 1) < 1e-15)
    #expect(abs(SkinProfile(points: notch.reversed()).deepestHollow - 1) < 1e-15)
  }

  @Test func `the deeper of two notches counts`() {
    let notches: [SIMD2<Double>] = [
      SIMD2(0, 0), SIMD2(1, -1), SIMD2(2, 0), SIMD2(3, -3), SIMD2(4, 0),
    ]
    #expect(SkinProfile(points: notches).deepestHollow == 3)
  }

  @Test func `the area is counted along the direction, whichever way the curve runs`() {
    let triangle: [SIMD2<Double>] = [SIMD2(0, 0), SIMD2(1, 2), SIMD2(3, 0)]
    #expect(SkinProfile(points: triangle).area == 3)
    #expect(SkinProfile(points: triangle.reversed()).area == 3)
  }

  @Test func `a curve is cut off at the ends of the range`() throws {
    let line = (0...10).map { Vector3(Double($0), 2 * Double($0), 0) }
    let profile = try #require(
      SkinProfile(
        [line], near: Vector3(5, 10, 1), origin: .zero, along: Vector3(1, 0, 0),
        outward: Vector3(0, 1, 0), within: 3.5...6.25))
    #expect(profile.points.first == SIMD2(3.5, 7) && profile.points.last == SIMD2(6.25, 12.5))
    #expect(profile.points.count == 5)
  }
}
