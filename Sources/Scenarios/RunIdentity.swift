import Documents
import Foundation
import Provenance

/// What decides every byte of a run's results but its times: inputs, scenario, program and libraries.
public struct RunIdentity: Sendable {
  public let inputs: RunInputs
  /// The scenario as it is run.
  public let scenario: JSONTree
  public let libraries: LibraryVersions
  /// The content of the program file.
  public let program: SHA256Digest?
  /// What results call the person.
  public let caseCode: String
  /// The digest of all of the above and of what else was asked for: equal keys, equal results.
  public let key: SHA256Digest

  private struct Keyed: Encodable {
    var inputs: [RunInputs.Entry]
    var scenario: JSONTree
    var build: Build
    var program: SHA256Digest?
    var libraries: LibraryVersions
    var outputs: [String]
  }

  /// - Parameters:
  ///   - inputs: of the run.
  ///   - file: the scenario file.
  ///   - scenario: as it is run.
  ///   - outputs: that were asked for beside those of the scenario.
  /// - Throws: `EncodingError`, for a number that JSON cannot say; a document has none.
  public init(inputs: RunInputs, file: ScenarioFile, scenario: Scenario, outputs: [String]) throws {
    self.inputs = inputs
    self.scenario = file.record(of: scenario)
    (libraries, program) = (.loaded, Build.program)
    caseCode = scenario.caseCode ?? Scenario.caseCode(ofScan: inputs.scan)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // The bytes of the scenario file may differ in comments and blanks alone.
    let keyed = Keyed(
      inputs: inputs.entries.filter { $0.role != "scenario" }, scenario: self.scenario,
      build: .current, program: program, libraries: libraries, outputs: outputs)
    key = SHA256Digest(of: try encoder.encode(keyed))
  }
}
