import Foundation
import TestSupport
import Testing

@testable import TurgorCommands

@Suite struct CalibrateCommandTests {
  private let example = SharedData.meshes.appending(path: "../Examples/cheek.readings.json").path

  @Test func `the how-to page has every key, as the program prints them`() throws {
    let page = SharedData.meshes.appending(path: "../Documentation/how-to/calibrate.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let table = turgor("schema", "readings", "--markdown").output
    #expect(text.contains(table), "paste what `turgor schema readings --markdown` prints")
  }

  @Test func `wrong readings end with 3 and the place, before anything is computed`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try String(contentsOfFile: example, encoding: .utf8)
      .replacing("\"pressure_mbar\"", with: "\"pressure_kPa\"")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let result = turgor("calibrate", file.path, "-o", file.path + ".out")
    #expect(result.code == .badInput)
    #expect(result.error.contains("pressure_kPa") && result.error.contains("pressure_mbar"))
    #expect(!FileManager.default.fileExists(atPath: file.path + ".out"))
  }
}
