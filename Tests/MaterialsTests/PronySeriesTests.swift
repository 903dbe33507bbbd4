import Foundation
import Materials
import Testing

private func series() throws -> PronySeries {
  try PronySeries([.init(share: 0.3, time: 1), .init(share: 0.2, time: 10)])
}

@Test func `a series says what is at once, in the end and between`() throws {
  let series = try series()
  #expect(abs(series.instantaneousFactor - 2) < 1e-15)
  #expect(abs(series.relaxation(at: 0) - 2) < 1e-15)
  #expect(abs(series.relaxation(at: 1) - 2 * 0.791331) < 1e-5)
  #expect(series.relaxation(at: 1e6) == 1)
}

@Test
func `a series that leaves nothing, or has impossible terms, is refused with what is allowed`() {
  #expect(throws: PronyError.noTerms) { try PronySeries([]) }
  #expect(throws: PronyError.share(term: 2, found: -0.1)) {
    try PronySeries([.init(share: 0.3, time: 1), .init(share: -0.1, time: 1)])
  }
  #expect(throws: PronyError.time(term: 1, found: 0)) {
    try PronySeries([.init(share: 0.3, time: 0)])
  }
  #expect {
    try PronySeries([.init(share: 0.7, time: 1), .init(share: 0.5, time: 2)])
  } throws: { "\($0)".hasPrefix("the shares add up to 1.2; give less than 1") }
}

@Test func `a step at once stiffens fully, a step for ever not at all`() throws {
  let series = try series()
  let (now, ever) = (
    PronyStep(series, duration: 0), PronyStep(series, duration: .infinity)
  )
  #expect(abs(now.stiffness - 2) < 1e-15 && now.decays == [1, 1] && now.errorFactor == 0)
  #expect(ever.stiffness == 1 && ever.decays == [0, 0])
}

@Test(arguments: [1e-6, 1e-3, 0.0199, 0.0201, 0.5, 3, 40])
func `the error factor is what a straight line misses of a parabola`(duration: Double) throws {
  let series = try series()
  // S = t²/2, so that S̈ = 1: Q exact by parts, Q of the step from the slope Δt/2.
  let exact = zip(series.terms, series.ratios).reduce(0.0) { sum, part in
    let (tau, x) = (part.0.time, duration / part.0.time)
    return sum + part.1 * tau * tau * (x + expm1(-x))
  }
  let step = PronyStep(series, duration: duration)
  let stepped = step.gains.reduce(0, +) * duration * duration / 2
  let scale = exact * max(1e-9, 1e-13 / duration)
  #expect(abs(exact - stepped - step.errorFactor) < scale)
}
