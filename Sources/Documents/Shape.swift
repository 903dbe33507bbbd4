/// What a value of a document may be, and how it is read: the one declaration of both.
///
/// Shapes are put together from smaller ones. What is declared is read, and nothing else is.
public struct Shape<Value> {
  public let schema: DocumentSchema
  private let read: (JSONCursor) -> Value?

  /// - Parameters:
  ///   - schema: what is allowed.
  ///   - read: the value that stands at a place; nil after a problem was noted there.
  public init(_ schema: DocumentSchema, read: @escaping (JSONCursor) -> Value?) {
    (self.schema, self.read) = (schema, read)
  }

  /// The value at a place; nil where a problem was noted.
  public func value(at cursor: JSONCursor) -> Value? { read(cursor) }

  /// The same shape, its value made into another.
  public func map<Other>(_ transform: @escaping (Value) -> Other?) -> Shape<Other> {
    Shape<Other>(schema) { [read] in read($0).flatMap(transform) }
  }

  /// The same shape with a further check, which notes problems of its own.
  ///
  /// Only for what a JSON Schema cannot say.
  public func checked(_ check: @escaping (Value, JSONCursor) -> Void) -> Shape {
    Shape(schema) { [read] cursor in
      let value = read(cursor)
      if let value { check(value, cursor) }
      return value
    }
  }
}

// MARK: - Single values

extension Shape where Value == String {
  /// A text that is not blank.
  public static var text: Shape { Shape(.text) { $0.string() } }

  /// A name that may be part of the name of a file.
  public static var identifier: Shape {
    Shape(.identifier) { cursor in
      guard let name = cursor.string() else { return nil }
      if !name.isIdentifier {
        cursor.note("\"\(name.short)\" is no id: use at most 64 letters, digits, - and _")
      }
      return name
    }
  }

  /// The one text that is allowed; `complaint` says what is wrong with another.
  public static func constant(_ text: String, complaint: @escaping (String) -> String) -> Shape {
    Shape(.constant(text)) { cursor in
      guard let found = cursor.string() else { return nil }
      if found != text { cursor.note(complaint(found)) }
      return found
    }
  }

  /// One of a few words.
  public static func word(among words: [String]) -> Shape {
    Shape(.choice(words)) { $0.word(among: words) }
  }

  /// One of many names of a kind; the message counts them up as `listed`, shorter than they are.
  public static func name(_ kind: String, among names: [String], listed: String) -> Shape {
    Shape(.choice(names)) { cursor in
      guard let word = cursor.string() else { return nil }
      guard !names.contains(word) else { return word }
      cursor.unknownName(word, kind: kind, among: names, listed: listed)
      return nil
    }
  }
}

extension Shape where Value == Double {
  /// A number in a range, both in `unit`, and so is the value.
  public static func number(in range: ClosedRange<Double>, unit: String = "") -> Shape {
    Shape(.number(range, unit: unit)) { $0.number(in: range, unit: unit) }
  }

  /// A number in a range of a unit; the value is in SI units.
  public static func quantity(_ unit: QuantityUnit, in range: ClosedRange<Double>) -> Shape {
    number(in: range, unit: unit.symbol).map { $0 * unit.factor }
  }
}

extension Shape where Value == Bool {
  /// true or false.
  public static var flag: Shape { Shape(.flag) { $0.boolean() } }
}

extension Shape where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  public static var choice: Shape { choice(refusing: [:]) }

  /// One of the words of an enumeration; `refused` are words that people try, with the reason against them.
  public static func choice(refusing refused: [String: String]) -> Shape {
    Shape(.choice(Value.allCases.map(\.rawValue))) { $0.choice(Value.self, refusing: refused) }
  }
}

// MARK: - Values of several values

extension Shape {
  /// A list of values of one kind, called `what` in messages.
  public static func list<Element>(
    of element: Shape<Element>, _ what: String, atLeast count: Int = 0
  ) -> Shape where Value == [Element] {
    Shape(.list(element.schema, atLeast: count)) { cursor in
      guard let entries = cursor.array(of: what) else { return nil }
      if entries.count < count { cursor.note("needs at least one \(what.dropLast())") }
      return entries.compactMap(element.value)
    }
  }

  /// Entries of one kind under names; the message counts the names up as `listed`.
  public static func entries<Element>(
    _ kind: String, among names: [String], listed: String, of element: Shape<Element>
  ) -> Shape where Value == [String: Element] {
    Shape(.entries(kind: kind, names, element.schema)) { cursor in
      guard let object = cursor.object(of: "\(kind)s by name") else { return nil }
      var found: [String: Element] = [:]
      for (name, entry) in object.all {
        if !names.contains(name) {
          entry.unknownName(name, kind: kind, among: names, listed: listed, isKey: true)
        } else if let value = element.value(at: entry) {
          found[name] = value
        }
      }
      return found
    }
  }

  /// A word, or an object; `expected` says both.
  public static func either(word: Shape, object: Shape, expected: String) -> Shape {
    Shape(.either([word.schema, object.schema])) { cursor in
      if cursor.isString { return word.value(at: cursor) }
      if cursor.isObject { return object.value(at: cursor) }
      cursor.expected(expected)
      return nil
    }
  }

  /// One of several kinds of object, each told by a key that it alone has.
  ///
  /// - Parameter kinds: the key, and the object in which it is required.
  /// - Returns: the shape; its value is that of the kind whose key stands there.
  public static func kinds(_ kinds: [(key: String, object: Shape)]) -> Shape {
    let keys = kinds.map(\.key).joined(separator: ", ")
    return Shape(.either(kinds.map(\.object.schema))) { cursor in
      guard cursor.isObject else {
        cursor.expected("an object with one of the keys \(keys)")
        return nil
      }
      let found = kinds.filter { cursor.member($0.key) != nil }
      guard let kind = found.first else {
        cursor.note("needs one of the keys \(keys)")
        return nil
      }
      for other in found.dropFirst() {
        cursor.member(other.key)?.note(
          "\"\(other.key)\" and \"\(kind.key)\" exclude each other: give one of \(keys)")
      }
      return found.count == 1 ? kind.object.value(at: cursor) : nil
    }
  }

  /// An object, or a value of another kind.
  public static func either(object: Shape, other: Shape) -> Shape {
    Shape(.either([other.schema, object.schema])) { cursor in
      (cursor.isObject ? object : other).value(at: cursor)
    }
  }
}

extension String {
  /// Whether the text may be part of the name of a file.
  fileprivate var isIdentifier: Bool {
    let plain = unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_".unicodeScalars.contains(scalar))
    }
    return plain && count <= 64
  }
}
