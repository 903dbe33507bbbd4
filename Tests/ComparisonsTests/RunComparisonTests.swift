import Documents
import Foundation
import Reports
import Testing

@testable import Comparisons

@Suite struct RunComparisonTests {
  private static let bars = ["displacement_mean_mm_95", "normal_mean_mm_95"]

  private func run(_ path: String) throws -> RunRecord { try RunRecord(path: path) }

  /// The sentence with which a folder is refused.
  private func refusal(_ path: String) -> String {
    do {
      _ = try RunRecord(path: path)
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test func `differences are B minus A, and what was asked for comes first`() throws {
    let a = try WrittenRun(zones: [WrittenRun.row("supine", "cheek.left", mean: 2)])
    let b = try WrittenRun(
      title: "Firm", cheekModulus: 15, zones: [WrittenRun.row("supine", "cheek.left", mean: 1.4)])
    let comparison = try RunComparison(run(a.path), run(b.path))
    #expect(
      comparison.differences == [
        "title: Test in A, Firm in B",
        "stiffness of skin: 10 kPa in A, 15 kPa in B (cheek.left)",
      ])
    let cheek = try #require(comparison.zones.first)
    let difference = try #require(cheek.number.difference)
    // Decimals of one digit: round-off alone.
    #expect(abs(difference + 0.6) < 1e-12)
    #expect(cheek.number.bar == nil && cheek.number.isDistinguishable == nil)
    #expect(comparison.errorBars == .none)
    let text = comparison.text.joined(separator: "\n")
    #expect(text.contains("no error bars in these runs"))
    #expect(text.contains("cheek.left        2.00  1.40  -0.60"))
    let measure = try #require(comparison.measures.first)
    #expect(measure.measure == "brow-height" && measure.number.difference == 5)
  }

  @Test func `error bars add as squares and decide what is told apart`() throws {
    let a = try WrittenRun(
      scan: 1,
      zones: [
        WrittenRun.row("supine", "chin", mean: 2, bars: [0.3, 1]),
        WrittenRun.row("supine", "nose", mean: 2, bars: [0.3, 1]),
      ], bars: Self.bars)
    let b = try WrittenRun(
      scan: 2,
      zones: [
        WrittenRun.row("supine", "chin", mean: 2.6, bars: [0.4, 1]),
        WrittenRun.row("supine", "nose", mean: 2.4, bars: [0.4, 1]),
      ], bars: Self.bars)
    let comparison = try RunComparison(run(a.path), run(b.path))
    let means = comparison.zones.filter { $0.quantity == "displacement_mean_mm" }.map(\.number)
    #expect(comparison.errorBars == .independent && !comparison.isSameFace)
    #expect(means.allSatisfy { abs(($0.bar ?? 0) - 0.5) < 1e-12 })
    #expect(means.map(\.isDistinguishable) == [true, false])
    let again = try RunComparison(run(a.path), run(a.path))
    #expect(again.errorBars == .oneFace && again.differences.isEmpty)
  }

  @Test func `steps without a partner are named, and none in common is an error`() throws {
    let rows = ["supine", "prone", "tilt"].map { WrittenRun.row($0, "chin", mean: 1) }
    let a = try WrittenRun(steps: ["supine", "prone"], zones: Array(rows[...1]))
    let b = try WrittenRun(steps: ["tilt", "supine"], zones: [rows[0], rows[2]])
    let comparison = try RunComparison(run(a.path), run(b.path))
    #expect(comparison.steps == ["supine"])
    #expect(comparison.unmatched.a == ["prone"] && comparison.unmatched.b == ["tilt"])
    #expect(Set(comparison.zones.map(\.step)) == ["supine"])
    let c = try WrittenRun(steps: ["other"], zones: [])
    #expect(throws: DocumentError.self) { try RunComparison(run(a.path), run(c.path)) }
  }

  @Test func `what is no finished run of this version is refused with the reason`() throws {
    #expect(refusal("/nowhere/at/all") == "/nowhere/at/all: there is no such folder")
    let empty = try WrittenRun()
    try FileManager.default.removeItem(atPath: empty.path + "/manifest.json")
    #expect(refusal(empty.path).contains("holds no manifest.json, which a run writes last"))
    let other = try WrittenRun(schema: "turgor.manifest/9")
    #expect(
      refusal(other.path).hasSuffix(
        "schema: \"turgor.manifest/9\" is not turgor.manifest/1, which this version reads; run the "
          + "scenario again"))
    let lacking = try WrittenRun()
    try FileManager.default.removeItem(atPath: lacking.path + "/zones.csv")
    #expect(refusal(lacking.path).contains("zones.csv: cannot be read"))
    let torn = try WrittenRun(zones: ["supine,chin,1,2"])
    #expect(refusal(torn.path).contains("zones.csv:2:1: has 4 cells, and the table has 16 columns"))
    let words = try WrittenRun(zones: [WrittenRun.row("supine", "chin", mean: .nan)])
    let broken = try run(words.path)
    #expect(throws: DocumentError.self) { try RunComparison(broken, broken) }
  }

  @Test func `files appear with their manifest, and a comparison is known as one`() throws {
    let a = try WrittenRun(zones: [WrittenRun.row("supine", "chin", mean: 1)])
    let out = a.path + "/out"
    var warnings: [String] = []
    try RunSetComparison(run(a.path), [run(a.path)]).write(
      to: RunFolder(path: out), quantities: [.lift], views: [.front], width: 64, typeface: nil,
      threads: 1
    ) { warnings.append($0) }
    // A run of an earlier version has left no skin.
    #expect(warnings.count == 1 && warnings[0].hasPrefix("no pictures: "))
    let table = try String(contentsOfFile: out + "/comparison.csv", encoding: .utf8)
    #expect(
      table.hasPrefix(
        "step,zone,quantity,a,b,difference,difference_95,distinguishable\n"
          + "supine,chin,displacement_mean_mm,1.00000,1.00000,0.00000,,\n"))
    let measures = try String(contentsOfFile: out + "/measures-comparison.csv", encoding: .utf8)
    #expect(measures.hasSuffix("\nsupine,brow-height,left,mm,10.00000,10.00000,0.00000,,\n"))
    #expect(ComparisonFolder.holdsOne(out) && !ComparisonFolder.holdsOne(a.path))
    #expect(refusal(out).contains("\"turgor.comparison/1\" is not turgor.manifest/1"))
  }
}
