import Testing

@testable import ConstitutiveModels

@Test func `a load curve is interpolated and extended as it says`() throws {
  let points = [SIMD2(0.0, 0.0), SIMD2(1.0, 2.0), SIMD2(3.0, 1.0)]
  func value(_ kind: LoadCurve.Interpolation, _ end: LoadCurve.Extension, _ time: Double) throws
    -> Double
  {
    try #require(LoadCurve(points: points, interpolation: kind, extending: end)).value(at: time)
  }
  #expect(try value(.linear, .constant, 0.25) == 0.5)
  #expect(try value(.linear, .constant, 9) == 1)
  #expect(try value(.step, .constant, 0.5) == 2)
  #expect(try value(.step, .constant, 1) == 2)
  #expect(try value(.linear, .extrapolate, 4) == 0.5)
  #expect(try value(.linear, .repeat, 3.5) == 1)
  #expect(try value(.linear, .repeatOffset, 3.5) == 2)
  for (time, expected) in [(0.0, 0.0), (1.0, 2.0), (3.0, 1.0)] {
    #expect(abs(try value(.smooth, .constant, time) - expected) < 1e-14)
  }
  #expect(LoadCurve(points: [SIMD2(1, 0), SIMD2(1, 1)]) == nil)
  #expect(LoadCurve(points: []) == nil)
}
