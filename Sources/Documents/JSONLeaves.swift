extension JSONCursor {
  /// The values that hold no others, each with its path below this one, in the order of the text.
  ///
  /// Texts come without quotes; an empty list or object is a leaf, so that nothing is left out.
  public var leaves: [(path: String, text: String)] {
    value.leaves(at: "")
  }
}

extension JSONValue {
  fileprivate func leaves(at path: String) -> [(path: String, text: String)] {
    switch content {
    case .object(let members) where !members.isEmpty:
      members.flatMap { $0.value.leaves(at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    case .array(let values) where !values.isEmpty:
      values.enumerated().flatMap { $1.leaves(at: "\(path)[\($0)]") }
    case .string(let text): [(path, text)]
    case .object, .array, .number, .boolean, .null: [(path, kind)]
    }
  }
}
