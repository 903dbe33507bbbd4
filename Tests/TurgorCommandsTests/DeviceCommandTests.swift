import Foundation
import Testing

@testable import TurgorCommands

@Suite struct DeviceCommandTests {
  @Test func `lists the devices with what can be set`() {
    let result = turgor("device")
    #expect(result.code == .done && result.error.isEmpty)
    #expect(
      result.output.contains("| rf-hyperthermic | held-radiofrequency | ")
        && result.output.contains("energy_J 1 (0.1 to 2)"))
  }

  @Test func `prints a point as table and as JSON`() throws {
    let text = turgor("device", "mfu-4MHz-4.5mm", "--set", "energy_J=0.5", "--fat", "4")
    #expect(text.code == .done)
    #expect(text.output.contains("no lesion") && text.output.contains("| superficial-fat | 4 | "))
    #expect(text.error.contains("two to three decades"))
    let json = turgor("device", "mfu-4MHz-4.5mm", "--json").output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((object["settings"] as? [String: Double])?["energy_J"] == 1)
    #expect((object["layers"] as? [[String: Any]])?.count == 4)
  }

  @Test(arguments: [
    (["device", "mfu"], ExitCode.usage, "there is no device mfu; there are mfu-4MHz-4.5mm, "),
    (["device", "rf-monopolar", "--set", "energy_J"], .usage, "expected KEY=VALUE"),
    (["device", "rf-monopolar", "--set", "power_W=1000"], .badInput, "is outside 50 to 400"),
    (["device", "rf-monopolar", "--skin", "-1"], .usage, "from 0 to 50 mm"),
    (["device", "mfu-4MHz-4.5mm", "--fat", "1", "--deep", "0"], .badInput, "in the bone"),
  ])
  func `refuses what cannot be`(words: [String], code: ExitCode, message: String) {
    let result = turgor(words: words)
    #expect(result.code == code && result.output.isEmpty)
    #expect(result.error.contains(message), "\(result.error)")
  }
}
