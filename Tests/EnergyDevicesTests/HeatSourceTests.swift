import Foundation
import TestSupport
import Testing

@testable import EnergyDevices

@Suite struct HeatSourceTests {
  private let fat = ThermalTissue(
    conductivity: 0.21, density: 911, heatCapacity: 2348, electricConductivity: 0.03,
    attenuation: 4.4, soundSpeed: 1440, source: "test", confidence: .low)
  private let wet = ThermalTissue(
    conductivity: 0.37, density: 1109, heatCapacity: 3391, electricConductivity: 0.3,
    attenuation: 21, soundSpeed: 1624, source: "test", confidence: .low)

  @Test func `a beam leaves in the layers what it loses on its way`() {
    let slabs = [
      TissueSlab("skin", thickness: 2e-3, tissue: wet),
      TissueSlab("fat", thickness: 6e-3, tissue: fat),
    ]
    let beam = UltrasoundBeam(
      frequency: 4e6, focalDepth: 4.5e-3, fNumber: 1, power: 25, slabs: slabs)
    // Four factors e^(−2αd) by hand: α = 21 · 4^1.1 = 96.5 and 20.2 Np/m.
    let left = 25 * exp(-2 * 21 * pow(4, 1.1) * 2e-3 - 2 * 4.4 * pow(4, 1.1) * 6e-3)
    #expect(abs(beam.power(at: 8e-3) - left) < 1e-9)
    #expect(abs(beam.absorbedPower - (25 - left)) < 1e-9)
    // The mean speed to the focus is 1516 m/s.
    #expect(abs(beam.waist - 1.02 * 1516.4 / 4e6 / (2 * log(2)).squareRoot()) < 1e-7)
    let middle = beam.heat(radius: 0, depth: 4.5e-3, in: fat)
    #expect(abs(beam.heat(radius: beam.waist, depth: 4.5e-3, in: fat) / middle - exp(-2)) < 1e-12)
  }

  @Test func `the grid of a cell holds the beam`() throws {
    let library = try DeviceLibrary.read(in: SharedData.meshes)
    let card = try #require(library["mfu-4MHz-4.5mm"])
    let slabs = library.slabs([.skin: 1.6e-3, .superficialFat: 3e-3, .smas: 1e-3, .deep: 6e-3])
    let settings = try DeviceSettings(card: card)
    let beam = UltrasoundBeam(
      frequency: 4e6, focalDepth: 4.5e-3, fNumber: 1, power: 25, slabs: slabs)
    let cell = DeviceCell(settings: settings, slabs: slabs, air: library.air)
    let outcome = try cell.solved()
    // 6 in 10⁵ leave through the wall; quadrature of the focus in cells of a quarter of its width leaves less than 1 in 10³.
    #expect(abs(outcome.balance.deposited / (0.04 * beam.absorbedPower) - 1) < 1e-3)
  }

  /// Coaxial electrodes of radii 1 and 4 mm, 5 mm long: R = ln 4/(2πσL).
  @Test func `current between cylinders meets the resistance of the closed form`() throws {
    let operators = GridOperators(
      AxisymmetricGrid(radii: evenly(3e-3, 24).map { $0 + 1e-3 }, depths: evenly(5e-3, 4)))
    let grid = operators.grid
    var potentials: [Int: Double] = [:]
    for (i, place) in grid.nodes.enumerated() {
      if place.x < 1e-3 * (1 + 1e-9) { potentials[i] = 1 }
      if place.x > 4e-3 * (1 - 1e-9) { potentials[i] = 0 }
    }
    let field = try ElectrodeField(
      operators, conductivity: [Double](repeating: 0.3, count: 96), potentials: potentials,
      currents: [Double](repeating: 0, count: grid.nodes.count))
    let exact = 2 * .pi * 0.3 * 5e-3 / log(4)
    // Quadratic shapes on 24 cells: the energy is right to the fourth power of an eighth of the radius, over some tens.
    #expect(abs(field.power / exact - 1) < 1e-5, "\(field.power / exact)")
    let heat = field.load(power: 7).reduce(0, +)
    #expect(abs(heat - 7) < 1e-12)
  }

  @Test func `current through layers in series heats the poor conductor`() throws {
    let operators = GridOperators(
      AxisymmetricGrid(radii: [0, 1e-3], depths: [0, 1e-3, 2e-3, 4e-3]))
    let grid = operators.grid
    let entering = operators.surfaceLoad(in: 0...1e-3)
    let area = entering.reduce(0, +)
    let field = try ElectrodeField(
      operators, conductivity: [0.3, 0.3, 0.03],
      potentials: Dictionary(uniqueKeysWithValues: grid.bottomNodes.map { ($0, 0) }),
      currents: entering.map { $0 / area })
    let resistance = (2e-3 / 0.3 + 2e-3 / 0.03) / (.pi * 1e-6)
    #expect(abs(field.power / resistance - 1) < 1e-12)
  }

  /// The threshold of CO₂: 2.6 kJ/cm³ over 595 1/cm.
  @Test func `what a laser pulse does not remove stays as heat`() {
    let column = LaserColumn(
      energy: 15e-3, radius: 60e-6, absorption: 59_500, ablationEnthalpy: 2.6e9)
    #expect(abs(column.threshold - 4.37e4) < 10)
    let axis = column.ablatedDepth(at: 0) * 2.6e9 + column.heat(at: 0, from: 0, to: 1)
    #expect(abs(axis / column.fluence(at: 0) - 1) < 1e-12)
    let rim = column.craterRadius
    #expect(column.ablatedDepth(at: 1.01 * rim) == 0 && column.ablatedDepth(at: 0.99 * rim) > 0)
  }
}
