import Anatomy
import Foundation
import SparseAlgebra
import TestSupport
import Testing

@testable import EnergyDevices

extension DeviceCell {
  /// With one thread of the BLAS: some thousand unknowns are too few to share.
  fileprivate func outcome() throws -> CellOutcome { try BLASThreads.withOne { try solved() } }
}

@Suite struct DeviceCellTests {
  private let library: DeviceLibrary

  init() throws { library = try DeviceLibrary.read(in: SharedData.meshes) }

  /// Thicknesses of a cheek, in m.
  private func cell(
    _ name: String, _ overrides: [String: Double] = [:], refinement: Int = 1,
    kinetics: DamageKinetics? = nil
  ) throws -> DeviceCell {
    let card = try #require(library[name])
    return DeviceCell(
      settings: try DeviceSettings(card: card, overrides: overrides),
      slabs: library.slabs([.skin: 1.6e-3, .superficialFat: 3e-3, .smas: 1e-3, .deep: 6e-3]),
      air: library.air, kinetics: kinetics, refinement: refinement)
  }

  static let names = [
    "mfu-4MHz-4.5mm", "mfu-7MHz-4.5mm", "mfu-7MHz-3.0mm", "mfu-10MHz-1.5mm", "rf-monopolar",
    "rf-microneedle", "rf-hyperthermic", "co2-fractional", "er-yag-fractional",
    "laser-nonablative-1550",
  ]

  @Test(arguments: names) func `no heat is lost from the balance`(name: String) throws {
    let outcome = try cell(name).outcome()
    #expect(abs(outcome.balance.relativeResidual) < CellOutcome.largestImbalance)
    // Skin at rest is 32 to 34 °C warm; on a thick block over bone at body temperature a little warmer.
    #expect((32...35).contains(outcome.surfaceBefore))
    #expect(outcome.layers.allSatisfy { (0...1).contains($0.denatured) && $0.peak.isFinite })
  }

  /// Fronts of damage are steep, and the lesion is counted in samples of a sixth of a cell.
  @Test(arguments: ["mfu-4MHz-4.5mm", "rf-microneedle"])
  func `twice as fine a grid changes little`(name: String) throws {
    let (coarse, fine) = (
      try cell(name).outcome(), try cell(name, refinement: 2).outcome()
    )
    #expect(abs(coarse.peak - fine.peak) < 0.02 * (fine.peak - 34))
    let (a, b) = (try #require(coarse.lesion), try #require(fine.lesion))
    #expect(abs(a.volume / b.volume - 1) < 0.05, "\(a) \(b)")
  }

  @Test func `a point of ultrasound lies at its focus and grows with its energy`() throws {
    let outcomes = try [0.1, 0.75, 1.2].map {
      try cell("mfu-4MHz-4.5mm", ["energy_J": $0]).outcome()
    }
    #expect(outcomes[0].lesion == nil)
    let (small, large) = (try #require(outcomes[1].lesion), try #require(outcomes[2].lesion))
    #expect(small.volume < large.volume && large.volume < 1e-9)
    // The focus is 0.4 mm wide and 1.8 mm long; attenuation draws it towards the skin.
    #expect(abs(large.depth - 4.5e-3) < 0.3e-3)
    #expect(large.length > 2 * large.width)
  }

  @Test func `the same cell gives the same bits, and once is enough`() throws {
    let cell = try cell("mfu-7MHz-3.0mm")
    let cache = CellCache()
    let first = try BLASThreads.withOne { try cache.outcome(of: cell) }
    #expect(try cache.outcome(of: cell) == first && cache.count == 1)
    #expect(try cell.outcome() == first)
  }

  @Test func `a focus in the bone and a needle through the tissue are refused`() throws {
    var deep = try cell("mfu-4MHz-4.5mm")
    deep.slabs = library.slabs([.skin: 1.5e-3, .superficialFat: 2e-3])
    #expect(throws: DeviceSettingError.self) { try deep.outcome() }
    var needle = try cell("rf-microneedle")
    needle.slabs = library.slabs([.skin: 1.2e-3])
    #expect(throws: DeviceSettingError.self) { try needle.outcome() }
  }

  @Test func `a held tip settles at its temperature`() throws {
    let outcome = try cell("rf-hyperthermic", ["hold_C": 43]).outcome()
    // Off the tip, warmth from below still rises to the surface, at most as warm as what lies under it.
    #expect(outcome.surfacePeak > 43 - 0.01 && outcome.surfacePeak < 43.6)
    // No set of kinetics denatures more than some per cent: 43 °C for 41 min are Ω = 0.01, and fat is warmer than skin.
    #expect(outcome.layers.allSatisfy { $0.denatured < 0.03 })
  }

  @Test func `a surface above the ceiling is told`() throws {
    let outcome = try cell("rf-monopolar", ["energy_J": 240]).outcome()
    #expect(outcome.warnings.contains { $0.hasSuffix("above the ceiling of 45 °C") })
    #expect(outcome.warnings[0].contains("two to three decades"))
  }
}
