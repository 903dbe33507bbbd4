/// What a value of a document may be, as data: what reader, JSON Schema and reference have in common.
public indirect enum DocumentSchema: Sendable, Equatable {
  /// A text that is not blank.
  case text
  /// A text of at most 64 letters, digits, - and _, fit to be part of a file name.
  case identifier
  case constant(String)
  /// A number in a range, in a unit.
  case number(ClosedRange<Double>, unit: String)
  case choice([String])
  /// true or false.
  case flag
  case list(DocumentSchema, atLeast: Int)
  /// Any JSON: what it may be is checked where it goes.
  case anything
  case object([Member], [MemberRule])
  /// Entries, each under one of the names of a kind, such as `zone`.
  case entries(kind: String, [String], DocumentSchema)
  /// One of several kinds of value.
  case either([DocumentSchema])

  /// A key of an object.
  public struct Member: Sendable, Equatable {
    public var key: String
    /// What it is for, in one or two sentences.
    public var help: String
    public var isRequired: Bool
    public var schema: DocumentSchema

    public init(key: String, help: String, isRequired: Bool, schema: DocumentSchema) {
      (self.key, self.help) = (key, help)
      (self.isRequired, self.schema) = (isRequired, schema)
    }
  }
}

/// What the keys of an object have to do with each other.
public enum MemberRule: Sendable, Equatable {
  /// One of the keys stands in the object, and no other of them.
  case exactlyOne([String])
  /// At most one of two keys stands in the object.
  case notBoth(String, String)
  /// A key makes no sense without another, for the reason that is given.
  case needs(String, with: String, because: String)
}

extension JSONObject {
  /// Notes where the members break a rule.
  func check(_ rule: MemberRule) {
    switch rule {
    case .exactlyOne(let keys):
      let found = members.filter { keys.contains($0.key) }
      if found.isEmpty {
        cursor.note("needs one of the keys \(keys.joined(separator: ", "))")
      }
      for extra in found.dropFirst() {
        self[extra.key]?.note(
          "\"\(extra.key)\" and \"\(found[0].key)\" exclude each other: give one of "
            + keys.joined(separator: ", "))
      }
    case .notBoth(let key, let other):
      if self[key] != nil { self[other]?.note("\"\(other)\" and \"\(key)\" exclude each other") }
    case .needs(let key, let other, let reason):
      if self[other] == nil { self[key]?.note("\(reason): add \"\(other)\"") }
    }
  }
}
