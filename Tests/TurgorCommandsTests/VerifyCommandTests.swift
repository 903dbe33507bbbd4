import Foundation
import Testing

@testable import TurgorCommands

@Suite struct VerifyCommandTests {
  @Test func `prints a table as data and progress as notes`() {
    let result = turgor("verify", "--only", "B4")
    #expect(result.code == .done)
    #expect(result.output.contains("B4  Simple shear, γ = 0.4  [pass]"))
    #expect(result.output.contains("A9  ") && !result.output.contains("B5  "))
    #expect(result.error.contains("2 results pass, 0 fail"))
  }

  @Test func `writes report, JSON and plots`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "verify-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(turgor("verify", "--only", "locking", "-o", folder.path).code == .done)
    let report = try String(contentsOf: folder.appending(path: "report.md"), encoding: .utf8)
    #expect(report.contains("| wedge15/thickness |"))
    let json = try Data(contentsOf: folder.appending(path: "report.json"))
    let object = try JSONSerialization.jsonObject(with: json) as? [String: Any]
    #expect(object?["schema"] as? String == "turgor.verification/1")
    #expect(object?["passes"] as? Bool == true)
  }

  @Test func `an unknown case is answered with the known ones`() {
    let result = turgor("verify", "--only", "B99")
    #expect(result.code == .usage)
    #expect(
      result.error.hasPrefix("turgor: --only: \"B99\" is not one of patch, rigid, manufactured, B1")
    )
    #expect(turgor("verify", "--quick", "--full").code == .usage)
  }
}
