import Foundation

extension DocumentSchema {
  /// The JSON Schema (draft 2020-12) of a document, as editors use it for completion.
  ///
  /// - Parameters:
  ///   - title: of the document.
  ///   - identifier: its `$id`.
  /// - Returns: JSON with sorted keys.
  public func jsonSchema(title: String, identifier: String) -> String {
    var root = jsonObject
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    root["$id"] = identifier
    root["title"] = title
    root["allowComments"] = true
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    guard let data = try? JSONSerialization.data(withJSONObject: root, options: options) else {
      preconditionFailure("a schema that is no JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private var jsonObject: [String: Any] {
    switch self {
    case .text: ["type": "string", "pattern": "\\S"]
    case .identifier: ["type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"]
    case .constant(let text): ["const": text]
    case .number(let range, let unit):
      [
        "type": "number", "minimum": range.lowerBound, "maximum": range.upperBound,
        "description": "\(shortest(range.lowerBound)) to \(shortest(range.upperBound)) \(unit)",
      ]
    case .choice(let words): ["type": "string", "enum": words]
    case .flag: ["type": "boolean"]
    case .anything: [:]
    case .list(let element, let count):
      ["type": "array", "items": element.jsonObject, "minItems": count]
    case .entries(_, let names, let element):
      [
        "type": "object", "propertyNames": ["enum": names],
        "additionalProperties": element.jsonObject,
      ]
    case .either(let kinds): ["anyOf": kinds.map(\.jsonObject)]
    case .object(let members, let rules): Self.jsonObject(of: members, rules)
    }
  }

  private static func jsonObject(of members: [Member], _ rules: [MemberRule]) -> [String: Any] {
    var object: [String: Any] = ["type": "object", "additionalProperties": false]
    object["properties"] = Dictionary(
      uniqueKeysWithValues: members.map { member in
        var property = member.schema.jsonObject
        let range = property["description"].map { ". \($0)" } ?? ""
        property["description"] = member.help + range
        return (member.key, property)
      })
    object["required"] = members.filter(\.isRequired).map(\.key)
    for rule in rules {
      switch rule {
      case .exactlyOne(let keys): object["oneOf"] = keys.map { ["required": [$0]] }
      case .notBoth(let key, let other): object["not"] = ["required": [key, other]]
      case .needs(let key, let other, _):
        var needed = object["dependentRequired"] as? [String: [String]] ?? [:]
        needed[key, default: []].append(other)
        object["dependentRequired"] = needed
      }
    }
    return object
  }
}
