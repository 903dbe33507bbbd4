/// The members of an object.
public struct JSONObject {
  let cursor: JSONCursor
  let members: [JSONValue.Member]

  /// The value of `key`; nil where there is none.
  public subscript(key: String) -> JSONCursor? {
    members.first { $0.key == key }.map(cursor.member)
  }

  /// The value of `key`; a problem where there is none.
  public func required(_ key: String) -> JSONCursor? {
    if let found = self[key] { return found }
    cursor.note("the key \"\(key)\" is missing")
    return nil
  }

  /// Notes every member whose key is none of `keys`.
  public func rejectUnknown(_ keys: [String]) {
    let known = Set(keys)
    for member in members where !known.contains(member.key) {
      cursor.member(member).unknownKey(member.key, allowed: keys)
    }
  }

  /// All members, in the order of the text.
  public var all: [(key: String, value: JSONCursor)] {
    members.map { ($0.key, cursor.member($0)) }
  }

  /// A number with its unit, in SI units; nil where there is none.
  ///
  /// - Parameters:
  ///   - key: ends in its unit, as in `edge_mm`.
  ///   - range: what is allowed, in the unit of the key.
  /// - Returns: the number in the SI unit of its kind; ages stay in years.
  public func quantity(_ key: String, in range: ClosedRange<Double>) -> Double? {
    guard let unit = QuantityUnit(ofKey: key) else {
      preconditionFailure("the key \(key) does not end in a unit")
    }
    return self[key]?.number(in: range, unit: unit.symbol).map { $0 * unit.factor }
  }

  /// A number with its unit, in SI units; a problem where there is none.
  public func requiredQuantity(_ key: String, in range: ClosedRange<Double>) -> Double? {
    _ = required(key)
    return quantity(key, in: range)
  }
}

extension JSONCursor {
  /// The members of an object, which may have no keys but `keys`.
  public func object(keys: [String]) -> JSONObject? {
    guard let object = object(of: "the keys \(keys.joined(separator: ", "))") else { return nil }
    object.rejectUnknown(keys)
    return object
  }

  /// The members of an object that may have any keys; `what` they are goes into the message.
  public func object(of what: @autoclosure () -> String) -> JSONObject? {
    guard case .object(let members) = value.content else {
      expected("an object with \(what())")
      return nil
    }
    return JSONObject(cursor: self, members: members)
  }

  fileprivate func member(_ member: JSONValue.Member) -> JSONCursor {
    let key = member.key.short
    return JSONCursor(
      document: document, value: member.value, path: path.isEmpty ? key : "\(path).\(key)")
  }
}
