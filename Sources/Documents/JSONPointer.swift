/// A place in a JSON document, as in `/steps/1/treat/energy_J`: members by name, elements by number from 0.
///
/// - Source: RFC 6901, *JavaScript Object Notation (JSON) Pointer* (2013).
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  let tokens: [String]

  /// Nil for a text that does not begin with a slash.
  ///
  /// - Parameter text: empty for the whole document, else each step after a slash; `~1` is a slash in a name, `~0` a tilde.
  public init?(_ text: String) {
    guard text.isEmpty || text.hasPrefix("/") else { return nil }
    tokens = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0.replacing("~1", with: "/").replacing("~0", with: "~"))
    }
  }

  public var description: String {
    tokens.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
  }

  /// The last name on the way; empty for the whole document.
  public var last: String { tokens.last ?? "" }
}

/// A pointer that leads nowhere.
public struct JSONPointerError: Error, Equatable, CustomStringConvertible {
  public var pointer: JSONPointer
  /// What is wrong with it.
  public var reason: String

  public var description: String { "\"\(pointer)\" leads nowhere: \(reason)" }
}

extension JSONTree {
  /// The value at a place.
  ///
  /// - Throws: `JSONPointerError` where there is none.
  public func value(at pointer: JSONPointer) throws(JSONPointerError) -> JSONTree {
    var value = self
    for (depth, token) in pointer.tokens.enumerated() {
      value = try value.child(token, depth: depth, of: pointer)
    }
    return value
  }

  /// The same with another value at a place; the last name of the way may be new to its object.
  ///
  /// - Throws: `JSONPointerError` where the way ends before.
  public func replacing(at pointer: JSONPointer, with value: JSONTree) throws(JSONPointerError)
    -> JSONTree
  {
    try replacing(pointer, depth: 0, with: value)
  }

  private func replacing(_ pointer: JSONPointer, depth: Int, with value: JSONTree)
    throws(JSONPointerError) -> JSONTree
  {
    guard depth < pointer.tokens.count else { return value }
    let token = pointer.tokens[depth]
    if case .object(var members) = self, depth + 1 == pointer.tokens.count {
      members[token] = value
      return .object(members)
    }
    let child = try child(token, depth: depth, of: pointer)
      .replacing(pointer, depth: depth + 1, with: value)
    switch self {
    case .object(var members):
      members[token] = child
      return .object(members)
    case .array(var values):
      if let index = Int(token) { values[index] = child }
      return .array(values)
    case .string, .number, .boolean, .null: return self
    }
  }

  private func child(_ token: String, depth: Int, of pointer: JSONPointer)
    throws(JSONPointerError) -> JSONTree
  {
    let above = pointer.tokens.prefix(depth).map { "/" + $0 }.joined()
    let place = above.isEmpty ? "the document" : above
    switch self {
    case .object(let members):
      if let value = members[token] { return value }
      let keys = members.keys.sorted()
      throw JSONPointerError(
        pointer: pointer,
        reason: "\(place) has no \"\(token.short)\"; it has \(allowedWords(keys, near: token))")
    case .array(let values):
      if let index = Int(token), values.indices.contains(index) { return values[index] }
      throw JSONPointerError(
        pointer: pointer,
        reason:
          "\(place) is a list of \(values.count), counted from 0, and has no \"\(token.short)\"")
    case .string, .number, .boolean, .null:
      throw JSONPointerError(
        pointer: pointer, reason: "\(place) is a single value and has no \"\(token.short)\" in it")
    }
  }
}

extension Shape where Value == JSONPointer {
  /// The text of a pointer; it leads somewhere in another document.
  public static var pointer: Shape {
    Shape(.text) { cursor in
      guard let text = cursor.string() else { return nil }
      guard let pointer = JSONPointer(text), !text.isEmpty else {
        cursor.note(
          "\"\(text)\" is no JSON Pointer: it begins with a slash, as in /steps/1/treat/energy_J")
        return nil
      }
      return pointer
    }
  }
}
