import Testing

@testable import Documents

struct JSONPointerTests {
  private let tree = JSONTree.object([
    "steps": .array([
      .object(["id": .string("a")]), .object(["treat": .object(["energy_J": .number(1)])]),
    ]),
    "a/b": .number(8), "m~n": .number(9),
  ])

  private func pointer(_ text: String) throws -> JSONPointer { try #require(JSONPointer(text)) }

  @Test func `finds members and elements, slashes and tildes in names too`() throws {
    #expect(try tree.value(at: pointer("/steps/1/treat/energy_J")) == .number(1))
    #expect(try tree.value(at: pointer("/a~1b")) == .number(8))
    #expect(try tree.value(at: pointer("/m~0n")) == .number(9))
    #expect(try tree.value(at: pointer("")) == tree)
    #expect(JSONPointer("steps") == nil)
    #expect(try pointer("/a~1b/m~0n").description == "/a~1b/m~0n")
  }

  @Test func `puts a value in a place, also a new one in an object`() throws {
    let place = try pointer("/steps/1/treat/energy_J")
    #expect(try tree.replacing(at: place, with: .number(2)).value(at: place) == .number(2))
    let new = try pointer("/steps/0/lasts_s")
    let changed = try tree.replacing(at: new, with: .number(5))
    #expect(try changed.value(at: new) == .number(5))
    #expect(try changed.value(at: place) == .number(1))
  }

  @Test(arguments: [
    (
      "/steps/2/treat",
      "\"/steps/2/treat\" leads nowhere: /steps is a list of 2, counted from 0, and has no \"2\""
    ),
    (
      "/step/1/treat",
      "\"/step/1/treat\" leads nowhere: the document has no \"step\"; it has a/b, m~n, steps; did you mean \"steps\"?"
    ),
    ("/m~0n/x", "\"/m~0n/x\" leads nowhere: /m~n is a single value and has no \"x\" in it"),
  ])
  func `says where the way ends`(text: String, message: String) throws {
    let place = try pointer(text)
    do {
      _ = try tree.replacing(at: place, with: .null)
      Issue.record("a way that is not there")
    } catch { #expect("\(error)" == message) }
  }
}
