import Testing

@testable import Scenarios

@Suite struct StrictJSONTests {
  @Test func `knows where keys and values stand, in characters`() {
    let text = "{ \"é\": 1,\n  \"list\": [true, {\"x\\ny\": \"z\"}, [ ]] }"
    let places = JSONPlaces(scanning: Array(text.utf8))
    #expect(places.keys["é"] == TextPlace(line: 1, column: 3))
    #expect(places.values["é"] == TextPlace(line: 1, column: 8))
    #expect(places.values["list"] == TextPlace(line: 2, column: 11))
    #expect(places.values["list[0]"] == TextPlace(line: 2, column: 12))
    #expect(places.keys["list[1].x\ny"] == TextPlace(line: 2, column: 19))
    #expect(places.values["list[2]"] == TextPlace(line: 2, column: 33))
  }

  @Test func `keeps what looks like a comment inside a text`() throws {
    let document = try StrictJSON(
      parsing: Array(#"{"a": "x // y /* z */ \" // w"} // end"#.utf8), file: "a")
    #expect(document.root.object(keys: ["a"])?["a"]?.string() == #"x // y /* z */ " // w"#)
  }

  @Test func `keeps columns behind a comment of several bytes a character`() throws {
    let document = try StrictJSON(parsing: Array(#"{/* äöü */ "a": 1, "b": 2}"#.utf8), file: "f")
    _ = document.root.object(keys: ["a"])
    #expect(
      throws: ScenarioError(
        file: "f",
        problems: [
          .init(
            place: TextPlace(line: 1, column: 20), path: "b",
            message: #"unknown key "b"; allowed here: a; did you mean "a"?"#)
        ])
    ) { try document.finish() }
  }

  @Test(
    arguments: [
      ("standart", "standard"), ("STANDARD", "standard"), ("fornt", "front"), ("xyz", nil),
      ("prevew", "preview"), ("", nil),
    ] as [(String, String?)])
  func `guesses what was meant`(word: String, meant: String?) {
    #expect(nearestSpelling(to: word, among: ["preview", "standard", "front"]) == meant)
  }

  @Test func `converts units by the end of the key`() throws {
    let document = try StrictJSON(
      parsing: Array(
        #"{"edge_mm": 5, "shear_kPa": 2, "volume_mL": 3, "tilt_deg": 180, "age_years": 40}"#.utf8),
      file: "a")
    let keys = ["edge_mm", "shear_kPa", "volume_mL", "tilt_deg", "age_years"]
    let object = try #require(document.root.object(keys: keys))
    let values = keys.map { object.quantity($0, in: 0...1000) ?? .nan }
    for (value, expected) in zip(values, [5e-3, 2e3, 3e-6, .pi, 40]) {
      #expect(abs(value / expected - 1) < 1e-15)
    }
    #expect(object.quantity("none_mm", in: 0...1) == nil)
    try document.finish()
  }
}
