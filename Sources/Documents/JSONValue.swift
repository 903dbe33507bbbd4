import CJansson

/// A value of a document, numbered in the order of the text.
struct JSONValue {
  enum Content {
    case object([Member])
    case array([JSONValue])
    case string(String)
    case number(Double)
    case boolean(Bool)
    case null
  }

  struct Member {
    var key: String
    var value: JSONValue
  }

  /// Counts the values that begin before this one.
  let ordinal: Int
  let content: Content

  /// Copies what jansson has read, which keeps members in the order of the text.
  init(copying json: UnsafeMutablePointer<json_t>, ordinal next: inout Int) {
    ordinal = next
    next += 1
    switch json.pointee.type {
    case JSON_OBJECT: content = .object(Self.members(of: json, ordinal: &next))
    case JSON_ARRAY:
      var values: [JSONValue] = []
      values.reserveCapacity(json_array_size(json))
      for i in 0..<json_array_size(json) {
        if let value = json_array_get(json, i) {
          values.append(JSONValue(copying: value, ordinal: &next))
        }
      }
      content = .array(values)
    case JSON_STRING:
      let bytes = UnsafeRawBufferPointer(
        start: json_string_value(json), count: json_string_length(json))
      content = .string(String(decoding: bytes, as: UTF8.self))
    case JSON_INTEGER, JSON_REAL: content = .number(json_number_value(json))
    case JSON_TRUE: content = .boolean(true)
    case JSON_FALSE: content = .boolean(false)
    default: content = .null
    }
  }

  private static func members(
    of json: UnsafeMutablePointer<json_t>, ordinal next: inout Int
  ) -> [Member] {
    var members: [Member] = []
    var iterator = json_object_iter(json)
    while let at = iterator {
      if let key = json_object_iter_key(at), let value = json_object_iter_value(at) {
        let bytes = UnsafeRawBufferPointer(start: key, count: json_object_iter_key_len(at))
        members.append(
          Member(
            key: String(decoding: bytes, as: UTF8.self),
            value: JSONValue(copying: value, ordinal: &next)))
      }
      iterator = json_object_iter_next(json, at)
    }
    return members
  }

  /// What is there, as it is called in messages.
  var kind: String {
    switch content {
    case .object: "an object"
    case .array(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
    case .string(let text): "\"\(text.short)\""
    case .number(let number): shortest(number)
    case .boolean(let value): value ? "true" : "false"
    case .null: "null"
    }
  }
}

/// A number as a person would write it.
func shortest(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
}

extension String {
  /// At most 60 characters, for a message.
  var short: String { utf8.count > 60 && count > 60 ? prefix(60) + "…" : self }
}
