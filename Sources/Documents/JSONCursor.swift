/// A value of a document, at its path.
///
/// Every accessor that does not find what it asks for notes a problem in the document and returns
/// nil; reading goes on, so that the user learns of everything at once. `StrictJSON.finish` throws.
public struct JSONCursor {
  let document: StrictJSON
  let value: JSONValue
  /// As in `steps[1].posture`; empty for the document itself.
  public let path: String

  /// Notes that what stands here is wrong.
  public func note(_ message: @autoclosure () -> String) {
    document.note(message(), with: value, at: path)
  }

  /// Notes that something else was expected here.
  public func expected(_ what: @autoclosure () -> String) {
    note("expected \(what()), found \(value.kind)")
  }

  /// Notes that the key of this value is none of those allowed.
  public func unknownKey(_ key: String, allowed keys: [String]) {
    document.note(
      "unknown key \"\(key.short)\"; allowed here: \(allowedKeys(keys, near: key))",
      with: value, at: path, key: true)
  }

  /// Notes that a name is none of many; `listed` counts them up.
  func unknownName(
    _ name: String, kind: String, among names: [String], listed: String, isKey: Bool = false
  ) {
    let near = nearestSpelling(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    document.note(
      "\"\(name.short)\" is no \(kind); there are \(listed)\(near)", with: value, at: path,
      key: isKey)
  }

  /// The value of a key, where an object with that key stands here.
  public func member(_ key: String) -> JSONCursor? {
    guard case .object(let members) = value.content else { return nil }
    return JSONObject(cursor: self, members: members)[key]
  }

  // MARK: - Lists

  /// The elements of a list.
  public func array(of what: String) -> [JSONCursor]? {
    guard case .array(let values) = value.content else {
      expected("a list of \(what)")
      return nil
    }
    return values.enumerated().map { index, value in
      JSONCursor(document: document, value: value, path: "\(path)[\(index)]")
    }
  }

  /// A list of numbers in `range`, exactly `count` if that is given; in `unit`, as the result.
  public func numbers(
    _ count: Int? = nil, in range: ClosedRange<Double>, unit: String
  ) -> [Double]? {
    guard case .array(let values) = value.content, count == nil || values.count == count else {
      expected("a list of \(count.map { "\($0) " } ?? "")numbers")
      return nil
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      if case .number(let number) = value.content, range.contains(number) {
        numbers.append(number)
      } else {
        let element = JSONCursor(document: document, value: value, path: "\(path)[\(index)]")
        _ = element.number(in: range, unit: unit)
      }
    }
    return numbers.count == values.count ? numbers : nil
  }

  // MARK: - Single values

  /// A text that is not empty.
  public func string() -> String? {
    guard case .string(let text) = value.content else {
      expected("a text in quotes")
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      note("is empty")
      return nil
    }
    return text
  }

  /// True or false.
  public func boolean() -> Bool? {
    guard case .boolean(let truth) = value.content else {
      expected("true or false")
      return nil
    }
    return truth
  }

  /// A number in `range`; both are in `unit`, and so is the result.
  public func number(in range: ClosedRange<Double>, unit: String) -> Double? {
    let suffix = unit.isEmpty ? "" : " \(unit)"
    func allowed() -> String {
      "\(shortest(range.lowerBound)) to \(shortest(range.upperBound))\(suffix)"
    }
    guard case .number(let number) = value.content else {
      expected("a number from \(allowed())")
      return nil
    }
    guard range.contains(number) else {
      note("\(shortest(number))\(suffix) is outside \(allowed())")
      return nil
    }
    return number
  }

  /// One of the words of an enumeration; `refused` are other words, with the reason against them.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _: Choice.Type, refusing refused: [String: String] = [:]
  ) -> Choice? where Choice.RawValue == String {
    word(among: Choice.allCases.map(\.rawValue), refusing: refused).flatMap(Choice.init)
  }

  /// One of several words; `refused` are others, with the reason against them.
  public func word(among words: [String], refusing refused: [String: String] = [:]) -> String? {
    guard case .string(let word) = value.content else {
      expected("one of \(words.joined(separator: ", "))")
      return nil
    }
    if words.contains(word) { return word }
    if let reason = refused[word] {
      note("\"\(word)\" cannot be used: \(reason)")
      return nil
    }
    note("\"\(word.short)\" is not one of \(allowedWords(words, near: word))")
    return nil
  }

  /// Whether a text stands here.
  public var isString: Bool {
    if case .string = value.content { return true }
    return false
  }

  /// Whether an object stands here.
  public var isObject: Bool {
    if case .object = value.content { return true }
    return false
  }
}
