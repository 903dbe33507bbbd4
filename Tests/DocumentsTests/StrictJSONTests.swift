import Foundation
import Testing

@testable import Documents

@Suite struct StrictJSONTests {
  func document(_ text: String) throws(DocumentError) -> StrictJSON {
    try StrictJSON(parsing: Array(text.utf8), file: "f.json")
  }

  /// The complaints about a document that `read` has looked through.
  func complaints(_ text: String, _ read: (JSONCursor) -> Void) -> [String] {
    do throws(DocumentError) {
      let document = try document(text)
      read(document.root)
      try document.finish()
      return []
    } catch { return error.description.split(separator: "\n").map(String.init) }
  }

  @Test func `knows where keys and values stand, in characters`() {
    let text = "{ \"é\": 1,\n  \"list\": [true, {\"x\\ny\\\"\": \"z\"}, [ ]] }"
    // In the order of the text: the document, é, list, true, the object, x, the empty list.
    let places = JSONPlaces(of: Set(0..<7), in: Array(text.utf8))
    #expect(places.keys[1] == TextPlace(line: 1, column: 3))
    #expect(places.values[1] == TextPlace(line: 1, column: 8))
    #expect(places.values[2] == TextPlace(line: 2, column: 11))
    #expect(places.values[3] == TextPlace(line: 2, column: 12))
    #expect(places.keys[5] == TextPlace(line: 2, column: 19))
    #expect(places.values[6] == TextPlace(line: 2, column: 35))
    #expect(JSONPlaces(of: [2], in: Array(text.utf8)).values.count == 1)
  }

  @Test func `refuses a doubled key where it stands`() {
    #expect(
      complaints("{\"a\": 1,\n \"a\": 2}") { _ in }
        == ["f.json:2:4: not JSON: duplicate object key near '\"a\"'"])
  }

  @Test func `says of every kind of value what was found and what is allowed`() {
    let text = """
      {"word": "ture", "count": 12, "list": [1, 2], "truth": 1, "wide": [0, 7, "x"], "lsit": []}
      """
    let found = complaints(text) { root in
      let object = root.object(keys: ["word", "count", "list", "truth", "wide"])
      _ = object?["word"]?.choice(Truth.self)
      _ = object?["count"]?.number(in: 0...10, unit: "mm")
      _ = object?["list"]?.numbers(3, in: 0...10, unit: "mm")
      _ = object?["truth"]?.boolean()
      _ = object?["wide"]?.numbers(in: 0...5, unit: "mm")
      _ = object?.required("none")
    }
    #expect(
      found == [
        "f.json:1:1: the key \"none\" is missing",
        "f.json:1:10: word: \"ture\" is not one of true, false; did you mean \"true\"?",
        "f.json:1:27: count: 12 mm is outside 0 to 10 mm",
        "f.json:1:39: list: expected a list of 3 numbers, found a list of 2",
        "f.json:1:56: truth: expected true or false, found 1",
        "f.json:1:71: wide[1]: 7 mm is outside 0 to 5 mm",
        "f.json:1:74: wide[2]: expected a number from 0 to 5 mm, found \"x\"",
        "f.json:1:80: lsit: unknown key \"lsit\"; allowed here: word, count, list, truth, wide;"
          + " did you mean \"list\"?",
      ])
  }

  private enum Truth: String, CaseIterable {
    case yes = "true"
    case no = "false"
  }

  @Test func `names twenty problems and counts the rest`() {
    let keys = (0..<25).map { "\"k\($0)\": 0" }.joined(separator: ", ")
    let found = complaints("{\(keys)}") { _ = $0.object(keys: ["a"]) }
    #expect(found.count == 21 && found.last == "f.json: and 5 more of the kind")
  }

  @Test func `ends with an error, at once, on what is deep, long, or wide`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let long = String(repeating: " ", count: StrictJSON.largestFile + 1)
    let key = String(repeating: "k", count: 1_000_000)
    for text in [deep, "{\"a\": " + deep, long, "{\"\(key)\": \"\(key)\"}", "[1e999]", "[NaN]", ""]
    {
      let found = complaints(text) { _ = $0.object(keys: ["key", "number"]) }
      #expect(!found.isEmpty && found.allSatisfy { $0.count < 300 })
    }
    let wide = (0..<200_000).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(complaints("{\(wide)}") { _ = $0.object(keys: ["a"]) }.count == 21)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    // 1 GB, of which nothing is on the disk.
    #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 1 << 30)
    try handle.close()
    #expect { try StrictJSON(contentsOf: file) } throws: {
      "\($0)".hasSuffix(".json: is longer than 4 MB, which no file of this kind is")
    }
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
      throws: DocumentError(
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
