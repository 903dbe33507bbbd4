import Foundation
import Testing

@testable import EnergyDevices

@Suite struct DamageKineticsTests {
  /// As listed in the reference, each rounded to the digits that stand here.
  @Test(arguments: [
    (DamageKinetics.collagenPearce, 60.0, 590.0), (.collagenPearce, 65, 115),
    (.collagenPearce, 70, 23.6), (.collagenPearce, 75, 5.1), (.skinBurn, 60, 0.94),
    (.skinBurn, 65, 0.033), (.skinBurn, 70, 1.3e-3),
  ])
  func `the time to Ω = 1 is the listed one`(
    kinetics: DamageKinetics, temperature: Double, time: Double
  ) {
    // Half a unit of the second digit is 5 % at most.
    #expect(abs(kinetics.time(at: temperature) / time - 1) < 0.05)
  }

  /// The reference lists 130, 6.5, 0.35 and 0.021 s, which A = 10⁸⁶ /s would give; its own A = 1.14 · 10⁸⁶ gives 1.14 times less.
  @Test(arguments: [(60.0, 130.0), (65, 6.5), (70, 0.35), (75, 0.021)])
  func `listed times of the steep set are 1.14 times too long`(temperature: Double, time: Double) {
    let found = DamageKinetics.collagenAksan.time(at: temperature)
    #expect(abs(1.14 * found / time - 1) < 0.05)
  }

  /// ∫ k₀ e^{st} dt = k₀ (e^{sh} − 1)/s.
  @Test(arguments: [-40.0, -1, -1e-4, 0, 1e-4, 1, 40])
  func `a rate that grows exponentially is integrated exactly`(growth: Double) {
    let exact = growth == 0 ? 3.0 : 3 * expm1(growth) / growth
    let found = DamageKinetics.damage(from: 0, to: growth, duration: 3)
    #expect(abs(found / exact - 1) < 1e-10)
  }

  /// A ramp from 40 to 80 °C in one step against ten thousand.
  @Test func `a step of forty kelvin is integrated to some per cent`() {
    let kinetics = DamageKinetics.collagenAksan
    func damage(steps: Int) -> Double {
      (0..<steps).reduce(0) { sum, i in
        func rate(_ k: Int) -> Double {
          kinetics.logarithmicRate(at: 40 + 40 * Double(k) / Double(steps))
        }
        return sum
          + DamageKinetics.damage(from: rate(i), to: rate(i + 1), duration: 1 / Double(steps))
      }
    }
    // ln k bends by E/R ΔT²/T³: 0.33 of it, 8 % of the steep end.
    #expect(abs(damage(steps: 1) / damage(steps: 10_000) - 1) < 0.15)
  }
}
