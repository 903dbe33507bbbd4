/// A value of a document, at its path.
///
/// Every accessor that does not find what it asks for notes a problem in the document and returns
/// nil; reading goes on, so that the user learns of everything at once. `StrictJSON.finish` throws.
public struct JSONCursor {
  let document: StrictJSON
  let value: StrictJSON.Value
  /// As in `steps[1].posture`; empty for the document itself.
  public let path: String

  /// The path of a member of the object at `path`.
  static func path(_ path: String, key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  /// Notes that what stands here is wrong.
  public func note(_ message: String) { document.note(message, at: path) }

  /// Notes that something else was expected here.
  func expected(_ what: String) { note("expected \(what), found \(value.kind)") }

  // MARK: - Objects

  /// The members of an object, which may have no keys but `keys`.
  public func object(keys: [String]) -> JSONObject? {
    guard case .object(let members) = value else {
      expected("an object with the keys \(keys.joined(separator: ", "))")
      return nil
    }
    for member in members where !keys.contains(member.key) {
      let place = Self.path(path, key: member.key)
      var message = "unknown key \"\(member.key)\"; allowed here: \(keys.joined(separator: ", "))"
      if let near = nearestSpelling(to: member.key, among: keys) {
        message += "; did you mean \"\(near)\"?"
      }
      document.note(message, at: place, key: true)
    }
    return JSONObject(cursor: self, members: members)
  }

  // MARK: - Other values

  /// The elements of a list.
  public func array(of what: String) -> [JSONCursor]? {
    guard case .array(let values) = value else {
      expected("a list of \(what)")
      return nil
    }
    return values.enumerated().map { index, value in
      JSONCursor(document: document, value: value, path: "\(path)[\(index)]")
    }
  }

  /// A text that is not empty.
  public func string() -> String? {
    guard case .string(let text) = value else {
      expected("a text in quotes")
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      note("is empty")
      return nil
    }
    return text
  }

  /// A number in `range`; both are in `unit`, and so is the result.
  public func number(in range: ClosedRange<Double>, unit: String) -> Double? {
    let suffix = unit.isEmpty ? "" : " \(unit)"
    let allowed = "\(shortest(range.lowerBound)) to \(shortest(range.upperBound))\(suffix)"
    guard case .number(let number) = value else {
      expected("a number from \(allowed)")
      return nil
    }
    guard range.contains(number) else {
      note("\(shortest(number))\(suffix) is outside \(allowed)")
      return nil
    }
    return number
  }

  /// One of the words of an enumeration.
  public func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    let list = words.joined(separator: ", ")
    guard case .string(let word) = value else {
      expected("one of \(list)")
      return nil
    }
    if let choice = Choice(rawValue: word) { return choice }
    var message = "\"\(word)\" is not one of \(list)"
    if let near = nearestSpelling(to: word, among: words) {
      message += "; did you mean \"\(near)\"?"
    }
    note(message)
    return nil
  }

  /// Whether a text stands here.
  public var isString: Bool {
    if case .string = value { return true }
    return false
  }
}

/// The members of an object.
public struct JSONObject {
  let cursor: JSONCursor
  let members: [(key: String, value: StrictJSON.Value)]

  /// The value of `key`; nil where there is none.
  public subscript(key: String) -> JSONCursor? {
    guard let member = members.first(where: { $0.key == key }) else { return nil }
    return JSONCursor(
      document: cursor.document, value: member.value,
      path: JSONCursor.path(cursor.path, key: key))
  }

  /// The value of `key`; a problem where there is none.
  public func required(_ key: String) -> JSONCursor? {
    if let found = self[key] { return found }
    cursor.note("the key \"\(key)\" is missing")
    return nil
  }

  /// A number with its unit, in SI units; nil where there is none.
  ///
  /// - Parameters:
  ///   - key: ends in its unit, as in `edge_mm`.
  ///   - range: what is allowed, in the unit of the key.
  /// - Returns: the number in the SI unit of its kind; ages stay in years.
  public func quantity(_ key: String, in range: ClosedRange<Double>) -> Double? {
    guard let unit = ScenarioUnit(ofKey: key) else {
      preconditionFailure("the key \(key) does not end in a unit")
    }
    return self[key]?.number(in: range, unit: unit.symbol).map { $0 * unit.factor }
  }
}
