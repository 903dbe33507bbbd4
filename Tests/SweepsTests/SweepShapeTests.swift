import Documents
import Testing

@testable import Sweeps

struct SweepShapeTests {
  private func problems(_ members: String) throws -> String {
    let text = #"{"schema": "turgor.sweep/1", "title": "t", "scenario": "s.json", \#(members)}"#
    let document = try StrictJSON(parsing: Array(text.utf8), file: "s")
    _ = Sweep.shape.value(at: document.root)
    do {
      try document.finish()
      return ""
    } catch { return error.problems.map { "\($0.path): \($0.message)" }.joined(separator: "\n") }
  }

  @Test func `reads all that a sweep may say`() throws {
    let text = #"""
      {"schema": "turgor.sweep/1", "title": "t", "scenario": "s.json", "resolution": "preview",
       "faces": [{"id": "a"}, {"id": "b", "surface": "b.ply"}],
       "axes": [
         {"pointer": "/steps/1/treat/energy_J", "also": ["/steps/2/treat/energy_J"], "range": {"from": 1, "to": 100, "spacing": "log"}},
         {"id": "who", "pointer": "/steps/1/treat/zones", "values": [["jowl"], ["cheek", "jowl"]]},
         {"id": "m", "pointer": "/tissue/x", "distribution": {"normal": {"mean": 2, "sd": 0.5, "least": 1}}}],
       "sampling": {"sobol": {"count": 16, "seed": 7}}, "constraints": ["energy_J < 50"],
       "table": {"file": "t.csv", "columns": [{"column": "age", "pointer": "/subject/age_years"}]},
       "results": {"zones": ["jowl"], "quantities": ["lift_mean_mm"], "measures": ["jowl-sag"]},
       "limits": {"memory_MB": 900, "time_s": 60}}
      """#
    let document = try StrictJSON(parsing: Array(text.utf8), file: "s")
    let sweep = try #require(Sweep.shape.value(at: document.root))
    try document.finish()
    #expect(sweep.axes.map(\.id) == ["energy_J", "who", "m"])
    #expect(
      sweep.axes[0].pointers.map(\.description) == [
        "/steps/1/treat/energy_J", "/steps/2/treat/energy_J",
      ])
    #expect(
      sweep.axes[2].values
        == .distribution(.normal(mean: 2, deviation: 0.5, within: 1 ... .infinity)))
    #expect(sweep.sampling == .sobol(count: 16, seed: 7))
    #expect(sweep.limits.memory == 900e6)
    #expect(sweep.faces.count == 2)
  }

  @Test(arguments: [
    (
      #""axes": [{"pointer": "steps", "values": [1]}]"#,
      "axes[0].pointer: \"steps\" is no JSON Pointer: it begins with a slash, as in /steps/1/treat/energy_J"
    ),
    (
      #""axes": [{"pointer": "/a", "values": [1]}, {"pointer": "/b/a", "values": [1]}]"#,
      "axes[1]: \"a\" is already the id of axes[0]"
    ),
    (
      #""axes": [{"pointer": "/a", "values": [1], "range": {"from": 1, "to": 2}}]"#,
      "axes[0].range: \"range\" and \"values\" exclude each other: give one of values, range, distribution"
    ),
    (#""axes": [{"pointer": "/a", "values": []}]"#, "axes[0].values: needs at least one value"),
    (
      #""axes": [{"pointer": "/a", "range": {"from": 0, "to": 2, "spacing": "log"}}]"#,
      "axes[0].range.spacing: equal ratios need ends above 0"
    ),
    (
      #""axes": [{"pointer": "/a", "distribution": {"uniform": {"least": 0, "most": 1}}}]"#,
      "axes[0]: a distribution has no end of values: give \"sampling\": {\"sobol\": …}, or \"values\""
    ),
    (
      #""axes": [{"pointer": "/a", "values": [1]}], "constraints": ["b < 1"]"#,
      "constraints[0]: there is no axis \"b\"; there are a; did you mean \"a\"?"
    ),
    (
      #""constraints": ["a is 1"]"#,
      "constraints[0]: \"a is 1\" is no comparison: an axis, one of < <= > >= = !=, and an axis or a number, with blanks between them"
    ),
    (
      #""sampling": {"sobol": {"count": 4}}"#,
      "sampling: there is no axis to be sampled: add \"axes\""
    ),
    (
      #""sampling": {"sobol": {"count": 4.5}}, "axes": [{"pointer": "/a", "values": [1]}]"#,
      "sampling.sobol.count: 4.5 is no whole number"
    ),
  ])
  func `says what is wrong`(members: String, message: String) throws {
    #expect(try problems(members) == message)
  }
}
