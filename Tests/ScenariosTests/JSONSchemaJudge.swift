import Foundation
import Testing

/// Judges documents by a JSON Schema, as far as the schemas of this program go.
///
/// A keyword that it does not know fails the test: an ignored one would allow anything.
struct JSONSchemaJudge {
  private let root: [String: Any]
  private static let words: Set<String> = [
    "$schema", "$id", "title", "description", "allowComments", "type", "enum", "const", "pattern",
    "minimum", "maximum", "items", "minItems", "properties", "additionalProperties", "required",
    "propertyNames", "anyOf", "oneOf", "not", "dependentRequired",
  ]

  init(_ text: String) throws {
    root = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  func accepts(_ document: Any) -> Bool { accepts(document, root) }

  private func accepts(_ value: Any, _ schema: [String: Any]) -> Bool {
    let unknown = Set(schema.keys).subtracting(Self.words)
    #expect(unknown.isEmpty, "the judge does not know \(unknown)")
    if let kinds = schema["anyOf"] as? [[String: Any]] {
      return kinds.contains { accepts(value, $0) }
    }
    if let text = schema["const"] as? String { return value as? String == text }
    switch schema["type"] as? String {
    case "string": return (value as? String).map { acceptsText($0, schema) } ?? false
    case "number":
      return (value as? NSNumber).map { acceptsNumber($0.doubleValue, schema) } ?? false
    case "array": return (value as? [Any]).map { acceptsList($0, schema) } ?? false
    case "object": return (value as? [String: Any]).map { acceptsObject($0, schema) } ?? false
    default:
      Issue.record("a schema without a type: \(schema)")
      return false
    }
  }

  private func acceptsText(_ text: String, _ schema: [String: Any]) -> Bool {
    if let words = schema["enum"] as? [String] { return words.contains(text) }
    guard let pattern = schema["pattern"] as? String else { return true }
    return text.range(of: pattern, options: .regularExpression) != nil
  }

  private func acceptsNumber(_ number: Double, _ schema: [String: Any]) -> Bool {
    let low = (schema["minimum"] as? NSNumber)?.doubleValue ?? -.infinity
    let high = (schema["maximum"] as? NSNumber)?.doubleValue ?? .infinity
    return (low...high).contains(number)
  }

  private func acceptsList(_ list: [Any], _ schema: [String: Any]) -> Bool {
    let items = schema["items"] as? [String: Any] ?? [:]
    return list.count >= (schema["minItems"] as? NSNumber)?.intValue ?? 0
      && list.allSatisfy { accepts($0, items) }
  }

  private func acceptsObject(_ object: [String: Any], _ schema: [String: Any]) -> Bool {
    func has(_ keys: Any?) -> Bool { (keys as? [String] ?? []).allSatisfy { object[$0] != nil } }
    guard has(schema["required"]) else { return false }
    if let names = (schema["propertyNames"] as? [String: Any])?["enum"] as? [String],
      !object.keys.allSatisfy(names.contains)
    {
      return false
    }
    if let one = schema["oneOf"] as? [[String: Any]],
      one.count(where: { has($0["required"]) }) != 1
    {
      return false
    }
    if let not = schema["not"] as? [String: Any], has(not["required"]) { return false }
    for (key, others) in schema["dependentRequired"] as? [String: Any] ?? [:]
    where object[key] != nil && !has(others) { return false }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    return object.allSatisfy { key, value in
      if let property = properties[key] { return accepts(value, property) }
      guard let other = schema["additionalProperties"] as? [String: Any] else { return false }
      return accepts(value, other)
    }
  }
}
