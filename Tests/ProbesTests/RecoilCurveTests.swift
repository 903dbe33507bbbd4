import Foundation
import Probes
import Testing

/// A curve that is known: 0.2 mm at once, 0.1 mm more with a time constant of 1 s; the same way back.
private func made(on: Double = 2, off: Double = 3, cycles: Int = 1) -> RecoilCurve {
  let timing = RecoilCurve.Timing(on: on, off: off, ramp: 0, cycles: cycles)
  func response(_ t: Double) -> Double { t < 0 ? 0 : 2e-4 + 1e-4 * (1 - exp(-t)) }
  let step = 1e-3
  let points = (0...Int((timing.duration / step).rounded())).map { i -> RecoilCurve.Point in
    let t = step * Double(i)
    var excursion = 0.0
    for cycle in 0..<cycles {
      let start = Double(cycle) * (on + off)
      // Loads act just after the time of the point at which they change.
      if t > start + step / 2 { excursion += response(t - start) }
      if t > start + on + step / 2 { excursion -= response(t - start - on) }
    }
    let phase = t.truncatingRemainder(dividingBy: on + off)
    let load = phase > step / 2 && phase < on + step / 2 ? 45e3 : 0
    return RecoilCurve.Point(time: t, load: load, excursion: excursion)
  }
  return RecoilCurve(points, timing: timing)
}

/// What the superposition of the two responses gives, in m.
private func closed(_ t: Double, on: Double) -> Double {
  let rise = { (t: Double) in 2e-4 + 1e-4 * (1 - exp(-t)) }
  return t <= on ? rise(t) : rise(t) - rise(t - on)
}

@Test func `the parameters of a curve are those of their definitions`() {
  let p = made().parameters
  let (ue, uf) = (closed(0.1, on: 2), closed(2, on: 2))
  let (ur, ua) = (uf - closed(2.1, on: 2), uf - closed(5, on: 2))
  // The curve is sampled each millisecond: its jumps are 10⁻³ of a time constant wide.
  let near = { (a: Double, b: Double) in abs(a - b) < 1e-9 }
  #expect(near(p.ue, ue) && near(p.uf, uf) && near(p.uv, uf - ue))
  #expect(near(p.ur, ur) && near(p.ua, ua))
  #expect(near(p.r0, uf) && near(p.r1, uf - ua) && near(p.r8, ua))
  #expect(abs(p.r2 - ua / uf) < 1e-5 && abs(p.r5 - ur / ue) < 1e-5)
  #expect(abs(p.r6 - (uf - ue) / ue) < 1e-5 && abs(p.r7 - ur / uf) < 1e-5)
  #expect(p.r3 == p.r0 && p.r4 == p.r1 && p.r9 == 0)
}

@Test func `cycles add what the first one left`() {
  let p = made(on: 1, off: 1, cycles: 3).parameters
  let cycle = { (n: Double) in closed(n, on: 1) }
  // Superposition: the last release sees the first two cycles 5 and 3 s after they began.
  #expect(abs(p.r3 - (cycle(1) + cycle(3) + cycle(5))) < 1e-9)
  #expect(abs(p.r4 - (cycle(2) + cycle(4) + cycle(6))) < 1e-9)
  #expect(p.r9 > 0)
}

@Test func `recovery times are where the curve falls below its parts`() throws {
  let curve = made()
  let uf = closed(2, on: 2)
  let time = try #require(curve.recoveryTime(to: 0.1))
  #expect(abs(closed(2 + time, on: 2) - 0.1 * uf) < 1e-8)
  #expect(try #require(curve.recoveryTime(to: 1 / M_E)) < 2e-3)
  #expect(curve.recoveryTime(to: 1e-6) == nil)
}

@Test func `an elastic cycle restores its energy and a plastic one nothing`() {
  let timing = RecoilCurve.Timing(on: 1, off: 1, ramp: 1)
  var elastic: [RecoilCurve.Point] = []
  var plastic: [RecoilCurve.Point] = []
  for i in 0...20 {
    let load = Double(i <= 10 ? i : 20 - i)
    let time = 0.1 * Double(i)
    elastic.append(RecoilCurve.Point(time: time, load: load, excursion: 1e-5 * load))
    plastic.append(
      RecoilCurve.Point(time: time, load: load, excursion: i <= 10 ? 1e-5 * load : 1e-4))
  }
  #expect(abs(RecoilCurve(elastic, timing: timing).unrestoredEnergy) < 1e-12)
  #expect(RecoilCurve(plastic, timing: timing).unrestoredEnergy == 1)
}
