import Testing

@testable import Documents

@Test func `leaves are all values that hold no others, in the order of the text`() throws {
  let text = "{\"b\": [1, {\"x\": \"two\"}], \"a\": null, \"c\": {}, \"d\": true, \"e\": []}"
  let leaves = try StrictJSON(parsing: Array(text.utf8), file: "f").root.leaves
  #expect(leaves.map(\.path) == ["b[0]", "b[1].x", "a", "c", "d", "e"])
  #expect(leaves.map(\.text) == ["1", "two", "null", "an object", "true", "an empty list"])
}
