import Anatomy
import Foundation
import Materials
import Probes
import Testing

@Suite struct ProbePathTests {
  private func tissue(_ factor: Double) throws -> LayeredTissue {
    let series = try PronySeries([.init(share: 0.3, time: 0.2), .init(share: 0.2, time: 3)])
    return LayeredTissue(layers: [
      .init(
        "deep", thickness: 6e-3, material: .neoHookean(shearModulus: 800, bulkModulus: 4e5)),
      .init(
        "skin", thickness: 1.5e-3,
        material: .neoHookean(shearModulus: 12e3 * factor, bulkModulus: 6e6), relaxation: series),
    ])
  }

  @Test func `a run beside another takes its steps and finds the same with fewer corrections`()
    throws
  {
    let test = SuctionTest(
      SuctionProbe(diameter: 6e-3), pressure: 4e3,
      timing: RecoilCurve.Timing(on: 1, off: 1, ramp: SuctionTest.ramp))
    let schedule = ProbeSchedule(times: [0.5], growth: 0.5)
    func run(_ factor: Double, near: ProbePath? = nil) throws -> ProbeRun {
      try test.run(on: tissue(factor), cells: 3, schedule: schedule, near: near)
    }
    let (first, alone) = (try run(1), try run(1.1))
    let beside = try run(1.1, near: first.path)
    #expect(beside.iterations < alone.iterations)
    // Sums of the same steps, to round-off.
    #expect(
      zip(beside.curve.points, first.curve.points).allSatisfy { abs($0.time - $1.time) < 1e-9 })
    #expect(beside.curve.points.count == first.curve.points.count)
    // The tolerance of Newton's method is 10⁻⁹ m a step; steps that a cut first one adds change the rest by what time
    // is resolved to, less than a thousandth.
    for time in [0.1, 0.5, 1, 1.1, 2] {
      #expect(
        abs(beside.curve.excursion(at: time) - alone.curve.excursion(at: time))
          < 1e-3 * alone.curve.maximum)
    }
  }
}
