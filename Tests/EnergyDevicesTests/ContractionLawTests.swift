import Anatomy
import Foundation
import TestSupport
import Testing

@testable import EnergyDevices

@Suite struct ContractionLawTests {
  private let law: ContractionLaw

  init() throws { law = try DeviceLibrary.read(in: SharedData.meshes).contraction }

  /// An outcome of which only the skin counts.
  private func outcome(denatured: Double, warmed: Double = 0) -> CellOutcome {
    CellOutcome(
      profile: [],
      layers: [
        CellOutcome.Layer(
          name: "skin", layer: .skin, thickness: 1e-3, peak: 60, denatured: denatured, removed: 0,
          warmed: warmed)
      ],
      peak: 60, peakDepth: 0, surfaceBefore: 33, surfacePeak: 33, delivered: 1,
      balance: HeatBalance(), area: 1, duration: 1, warnings: [], assumptions: [])
  }

  @Test func `skin contracts by free shrinkage times what is denatured`() {
    let found = law.contractions(of: outcome(denatured: 0.1), TreatmentExtent())[0]
    #expect(abs(found.areaFactor - 0.955 * 0.955) < 1e-12)
    #expect(abs(found.areaFactor * found.thicknessFactor - 1) < 1e-12)
    #expect(abs(found.stiffnessFactor - 0.93) < 1e-12)
  }

  @Test func `passes overlap at random and sessions multiply`() {
    let extent = TreatmentExtent(share: 0.5, passes: 3, sessions: 2)
    let found = law.contractions(of: outcome(denatured: 0.2, warmed: 0.5), extent)[0]
    let denatured = 0.5 * (1 - 0.8 * 0.8 * 0.8)
    #expect(abs(found.denatured - denatured) < 1e-12)
    #expect(abs(found.areaFactor - pow(1 - 0.45 * denatured, 4)) < 1e-12)
    #expect(abs(found.stimulus - 0.5 * (1 - 0.125)) < 1e-12)
  }

  @Test func `calibration scales and never passes the free shrinkage`() {
    let half = law.contractions(of: outcome(denatured: 0.1), TreatmentExtent(calibration: 0.5))[0]
    #expect(abs(half.areaFactor.squareRoot() - (1 - 0.0225)) < 1e-12)
    let much = law.contractions(of: outcome(denatured: 0.9), TreatmentExtent(calibration: 5))[0]
    #expect(abs(much.areaFactor.squareRoot() - 0.55) < 1e-12)
  }
}
