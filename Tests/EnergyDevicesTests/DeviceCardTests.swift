import Foundation
import TestSupport
import Testing

@testable import EnergyDevices

@Suite struct DeviceCardTests {
  private func library() throws -> DeviceLibrary { try DeviceLibrary.read(in: SharedData.meshes) }

  private func text() throws -> String {
    try String(
      contentsOf: SharedData.meshes.appending(path: DeviceLibrary.file), encoding: .utf8)
  }

  /// The message that a changed file is refused with.
  private func refusal(_ old: String, _ new: String) throws -> String {
    let text = try text()
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    try #require(changed != text)
    do {
      _ = try DeviceLibrary.read(parsing: Array(changed.utf8), file: "d.json")
      return "read"
    } catch { return "\(error)" }
  }

  @Test func `there are cards of every class, and each has its figures`() throws {
    let cards = try library().cards
    #expect(Set(cards.map(\.deviceClass)) == Set(DeviceClass.allCases))
    #expect(cards.map(\.name).count == 10)
    for card in cards { #expect(Set(card.figures.keys) == Set(card.deviceClass.figures)) }
  }

  @Test func `a setting is refused with its range and source`() throws {
    let card = try #require(try library()["mfu-4MHz-4.5mm"])
    func message(_ overrides: [String: Double]) -> String {
      do {
        _ = try DeviceSettings(card: card, overrides: overrides)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(
      message(["energy_J": 5])
        == "mfu-4MHz-4.5mm: energy_J = 5 is outside 0.1 to 2 (clinical settings for each point, recalled; the range "
        + "is widened to the 0.1 to 2.0 J of a clinical series (Meyer 2021, J Biosci Med 9))")
    #expect(
      message(["frequency_MHz": 5])
        == "mfu-4MHz-4.5mm: frequency_MHz is fixed at 4 and cannot be set")
    #expect(message(["enrgy_J": 1]).hasSuffix("did you mean \"energy_J\"?"))
    #expect(message(["energy_J": .nan]).contains("outside"))
    let settings = try DeviceSettings(card: card, overrides: ["on_time_ms": 30])
    #expect(settings[.onTime] == 0.03 && settings[.frequency] == 4e6)
  }

  @Test func `figures of low confidence are named as assumptions`() throws {
    let card = try #require(try library()["mfu-4MHz-4.5mm"])
    let assumptions = try DeviceSettings(card: card).assumptions
    #expect(assumptions.contains { $0.hasPrefix("f_number = 1 is an assumption: ") })
    #expect(!assumptions.contains { $0.hasPrefix("focal_depth_mm") })
  }

  @Test(arguments: [
    (
      #""frequency_MHz": { "value": 4,"#, #""frequency_MHz": { "value": 4e6,"#,
      "outside 0.1 to 50 MHz"
    ),
    (#""kinetics": "collagen-aksan""#, #""kinetics": "aksan""#, "is not one of"),
    (
      #""class": "focused-ultrasound""#, #""class": "monopolar-radiofrequency""#,
      "power_W is missing"
    ),
    (#""name": "mfu-7MHz-4.5mm""#, #""name": "mfu-4MHz-4.5mm""#, "there is a device"),
    (
      #""default": 1.0, "range": [0.1, 2.0]"#, #""default": 1.0, "range": [1.5, 2.0]"#,
      "within the range"
    ),
    (#""temperature_C": 24"#, #""temperature_C": 240"#, "outside -20 to 45 °C"),
    (
      #""free_shrinkage": { "value": 0.45"#, #""free_shrinkage": { "value": 45"#, "outside 0 to 0.7"
    ),
  ])
  func `a wrong file is refused in place`(old: String, new: String, words: String) throws {
    let message = try refusal(old, new)
    #expect(message.contains(words), "\(message)")
  }

  @Test func `a block has the layers that are there`() throws {
    let slabs = try library().slabs([.deep: 5e-3, .skin: 1e-3, .smas: 0])
    #expect(slabs.map(\.name) == ["skin", "deep"])
    #expect(slabs.map(\.tissue.conductivity) == [0.37, 0.49])
  }
}
