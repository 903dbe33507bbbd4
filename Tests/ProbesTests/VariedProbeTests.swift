import Anatomy
import Foundation
import Materials
import Probes
import TestSupport
import Testing

@Suite struct VariedProbeTests {
  /// Two layers; skin of a modulus and a strength and speed of its relaxation, as factors.
  private func tissue(_ x: [Double]) throws -> LayeredTissue {
    let series = try PronySeries([.init(share: 0.3, time: 0.2), .init(share: 0.2, time: 3)])
    return LayeredTissue(layers: [
      .init(
        "deep", thickness: 6e-3,
        material: .neoHookean(shearModulus: 800 * exp(x[1]), bulkModulus: 4e5)),
      .init(
        "skin", thickness: 1.5e-3,
        material: .neoHookean(shearModulus: 12e3 * exp(x[0]), bulkModulus: 6e6),
        relaxation: series.changed(strength: exp(x[2]), slowness: exp(x[3]))),
    ])
  }

  private let schedule = ProbeSchedule(times: [], growth: 0.5)

  private func varied(_ step: Double) throws -> [VariedTissue] {
    try (0..<4).map { i in
      var x = [0.0, 0, 0, 0]
      x[i] = step
      return VariedTissue(try tissue(x), step: step)
    }
  }

  private func expectSlopes(
    _ run: (LayeredTissue, [VariedTissue]) throws -> ProbeRun, _ value: (ProbeRun, Int) -> Double,
    _ slope: (RecoilSlope) -> Double, at times: [Double], within part: Double
  ) throws {
    let base = try run(try tissue([0, 0, 0, 0]), try varied(1e-4))
    // Points that every run has: a tenth of a second after a change, and at the end of each half.
    func at(_ run: ProbeRun, _ time: Double) -> Int {
      run.curve.points.firstIndex { abs($0.time - time) < 1e-9 } ?? 0
    }
    let h = 0.02
    for parameter in 0..<4 {
      var (up, down) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0])
      (up[parameter], down[parameter]) = (h, -h)
      let (more, less) = (try run(try tissue(up), []), try run(try tissue(down), []))
      let largest =
        [1.0, 2].map { time in
          abs(slope(base.slopes[parameter][at(base, time)]))
        }.max() ?? 0
      #expect(largest > 0)
      for time in times {
        let difference = (value(more, at(more, time)) - value(less, at(less, time))) / (2 * h)
        let found = slope(base.slopes[parameter][at(base, time)])
        // The central difference is off by h²/6 of third derivatives, the slope by 10⁻⁴ of second ones.
        #expect(
          abs(found - difference) < part * largest,
          "parameter \(parameter), \(time) s: \(found), \(difference)")
      }
    }
  }

  /// Half a minute: `TURGOR_LONG_TESTS=1`; those of an indenter are tested always.
  @Test(.enabled(if: areLongTestsAsked))
  func `the slopes of an uplift are those of two whole runs`() throws {
    let test = SuctionTest(
      SuctionProbe(diameter: 4e-3), pressure: 8e3, timing: .init(on: 1, off: 1, ramp: 0.05))
    try expectSlopes(
      { try test.run(on: $0, cells: 3, variations: $1, schedule: schedule, threads: 1) },
      { $0.curve.points[$1].excursion }, \.excursion, at: [0.1, 1, 2], within: 2e-3)
  }

  /// In whole runs the penalty of the contact follows the stiffest layer, in slopes it stays: the skin enters the ball by
  /// up to 0.5 % of the depth (`ProbedBody.contactRatio`), and by so much forces differ.
  @Test func `the slopes of the force of an indenter are those of two whole runs`() throws {
    let test = IndentationTest(
      Indenter(.sphere, radius: 4e-3), .depth(1e-3), timing: .init(on: 2, off: 1, ramp: 0.05))
    try expectSlopes(
      { try test.run(on: $0, cells: 3, variations: $1, schedule: schedule, threads: 1) },
      { $0.curve.points[$1].load }, \.load, at: [0.1, 2], within: 1e-2)
  }
}
