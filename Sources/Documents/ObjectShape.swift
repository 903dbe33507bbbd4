/// A key of an object: what may stand there, what for, and which property of `Root` takes it.
public struct Field<Root> {
  let member: DocumentSchema.Member
  let read: (JSONCursor, inout Root) -> Void
  public var key: String { member.key }

  /// A key whose value goes wherever `store` puts it.
  ///
  /// - Parameters:
  ///   - key: ends in the unit of its number.
  ///   - shape: what may stand there.
  ///   - isRequired: whether the object needs it.
  ///   - help: what it is for.
  ///   - store: takes the value.
  public init<Value>(
    _ key: String, _ shape: Shape<Value>, required isRequired: Bool = false, _ help: String,
    store: @escaping (inout Root, Value) -> Void
  ) {
    member = .init(key: key, help: help, isRequired: isRequired, schema: shape.schema)
    read = { cursor, root in
      if let value = shape.value(at: cursor) { store(&root, value) }
    }
  }

  /// A key whose value is a property.
  public init<Value>(
    _ key: String, _ shape: Shape<Value>, required isRequired: Bool = false, _ help: String,
    _ property: WritableKeyPath<Root, Value>
  ) {
    self.init(key, shape, required: isRequired, help) { $0[keyPath: property] = $1 }
  }

  /// A key whose value is a property that may be absent.
  public init<Value>(
    _ key: String, _ shape: Shape<Value>, required isRequired: Bool = false, _ help: String,
    _ property: WritableKeyPath<Root, Value?>
  ) {
    self.init(key, shape, required: isRequired, help) { $0[keyPath: property] = $1 }
  }

  /// A quantity whose key ends in its unit; the property is in SI units.
  public static func quantity(
    _ key: String, in range: ClosedRange<Double>, required isRequired: Bool = false,
    _ help: String, _ property: WritableKeyPath<Root, Double?>
  ) -> Field {
    guard let unit = QuantityUnit(ofKey: key) else {
      preconditionFailure("the key \(key) does not end in a unit")
    }
    return Field(key, .quantity(unit, in: range), required: isRequired, help, property)
  }

  /// The key `schema` of a whole document; nothing is kept of it.
  ///
  /// - Parameter name: name and version of the format, as in `turgor.scenario/1`.
  /// - Returns: a key that must be there, with this value.
  public static func schema(_ name: String) -> Field {
    Field(
      "schema",
      .constant(name) {
        "\"\($0)\" is not a schema that this version reads; it reads \"\(name)\""
      }, required: true, "Name and version of the format."
    ) { _, _ in }
  }
}

extension Shape {
  /// An object with fixed keys.
  ///
  /// - Parameters:
  ///   - start: the value of an object without keys.
  ///   - fields: what may stand in it, in the order of messages.
  ///   - rules: what the keys have to do with each other.
  /// - Returns: the shape; its value has what could be read, so that reading goes on after a problem.
  public static func object(_ start: Value, _ fields: [Field<Value>], rules: [MemberRule] = [])
    -> Shape
  {
    Shape(.object(fields.map(\.member), rules)) { cursor in
      guard let object = cursor.object(keys: fields.map(\.member.key)) else { return nil }
      for rule in rules { object.check(rule) }
      var value = start
      for field in fields {
        let place =
          field.member.isRequired
          ? object.required(field.member.key) : object[field.member.key]
        if let place { field.read(place, &value) }
      }
      return value
    }
  }
}
