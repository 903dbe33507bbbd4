/// A JSON value as data: what a document says, without places and comments.
public indirect enum JSONTree: Sendable, Equatable {
  case object([String: JSONTree])
  case array([JSONTree])
  case string(String)
  case number(Double)
  case boolean(Bool)
  case null

  /// The value of a key, where this is an object; setting nil removes the key.
  ///
  /// What is not an object becomes one when a key is set.
  public subscript(key: String) -> JSONTree? {
    get {
      guard case .object(let members) = self else { return nil }
      return members[key]
    }
    set {
      var members: [String: JSONTree] = [:]
      if case .object(let known) = self { members = known }
      members[key] = newValue
      self = .object(members)
    }
  }
}

extension JSONTree {
  init(_ value: JSONValue) {
    switch value.content {
    case .object(let members):
      self = .object(
        Dictionary(members.map { ($0.key, JSONTree($0.value)) }, uniquingKeysWith: { $1 }))
    case .array(let values): self = .array(values.map { JSONTree($0) })
    case .string(let text): self = .string(text)
    case .number(let number): self = .number(number)
    case .boolean(let flag): self = .boolean(flag)
    case .null: self = .null
    }
  }
}

extension JSONTree: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .array(let values): try container.encode(values)
    case .string(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .boolean(let flag): try container.encode(flag)
    case .null: try container.encodeNil()
    }
  }
}

extension JSONCursor {
  /// What stands here, without its comments.
  public var tree: JSONTree { JSONTree(value) }
}

extension StrictJSON {
  /// What the document says, without its comments.
  public var tree: JSONTree { JSONTree(root.value) }
}
