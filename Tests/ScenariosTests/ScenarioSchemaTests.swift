import Documents
import Foundation
import Testing

@testable import Scenarios

/// The published schema and the reader agree, on documents that are right and on documents that are not.
@Suite struct ScenarioSchemaTests {
  private let schema = Scenario.shape.schema

  private func read(_ document: Any) throws -> Scenario? {
    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: document))
    return try? Scenario(parsing: bytes, file: "a.json")
  }

  private func complaint(_ document: Any) throws -> String {
    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: document))
    do {
      _ = try Scenario(parsing: bytes, file: "a.json")
      return ""
    } catch { return "\(error)" }
  }

  /// Which steps there are, which of two numbers is the larger, whether an id is used twice, and how old the person
  /// is when time has gone by, no JSON Schema can say.
  private func isBeyondSchema(_ complaint: String) -> Bool {
    let problems = complaint.split(separator: "\n")
    return !problems.isEmpty
      && problems.allSatisfy {
        $0.contains("there is no step") || $0.contains("nothing can be both")
          || $0.contains("is already the id of") || $0.contains("nobody knows how old the face is")
          || $0.contains("the law of ageing ends at")
          || $0.contains("stand for different numbers of places") || $0.contains("has no length")
      }
  }

  @Test func `the reader takes every document that the schema describes`() throws {
    let judge = try JSONSchemaJudge(schema.jsonSchema(title: "T", identifier: "urn:t"))
    var sampler = SchemaSampler(seed: 1)
    var taken = 0
    for _ in 0..<400 {
      let document = sampler.sample(schema)
      #expect(judge.accepts(document))
      let complaint = try complaint(document)
      #expect(complaint.isEmpty || isBeyondSchema(complaint), "\(complaint)")
      if complaint.isEmpty { taken += 1 }
    }
    // Of the others, time goes by in most for a person of unknown age.
    #expect(taken > 100, "\(taken)")
  }

  @Test func `schema and reader refuse the same documents`() throws {
    let judge = try JSONSchemaJudge(schema.jsonSchema(title: "T", identifier: "urn:t"))
    var sampler = SchemaSampler(seed: 2)
    var verdicts = [true: 0, false: 0]
    for _ in 0..<3000 {
      let document = sampler.mutant(of: schema)
      let accepted = judge.accepts(document)
      let complaint = try complaint(document)
      if accepted && isBeyondSchema(complaint) { continue }
      #expect(accepted == complaint.isEmpty, "\(document): \(complaint)")
      verdicts[accepted, default: 0] += 1
    }
    // Both verdicts must have been put to the test.
    #expect((verdicts[true] ?? 0) > 100 && (verdicts[false] ?? 0) > 1000, "\(verdicts)")
  }

  @Test func `bounds of numbers are those of the schema, to the last bit`() throws {
    var sampler = SchemaSampler(seed: 3)
    var keys: Set<String> = []
    for _ in 0..<4000 {
      let document = sampler.sample(schema)
      for place in DocumentPlace.leaves(of: document, DocumentPlace(schema: schema)) {
        guard case .number(let range, _) = place.schema, !keys.contains(place.key) else { continue }
        var isWholeRange = true
        for (value, isAllowed) in [
          (range.lowerBound, true), (range.lowerBound.nextDown, false), (range.upperBound, true),
          (range.upperBound.nextUp, false),
        ] {
          let other = replacing(document, at: place.way[...], by: value)
          let complaint = try complaint(other)
          if isAllowed && isBeyondSchema(complaint) {
            isWholeRange = false
            continue
          }
          #expect(complaint.isEmpty == isAllowed, "\(place.key) = \(value): \(complaint)")
        }
        // Another document must show both ends.
        if isWholeRange { keys.insert(place.key) }
      }
    }
    let numbers = schema.reference.filter { $0.allowed.contains(" to ") }.map(\.path)
    // A number that may also be given as mean and deviation is a leaf of its own.
    #expect(keys == Set(numbers))
  }

  @Test func `every key that the schema has changes what is read`() throws {
    var sampler = SchemaSampler(seed: 4)
    var changed: Set<String> = []
    for _ in 0..<4000 {
      let document = sampler.sample(schema)
      let scenario = try read(document)
      for place in DocumentPlace.leaves(of: document, DocumentPlace(schema: schema)) {
        guard !changed.contains(place.key) else { continue }
        let other = try read(
          replacing(document, at: place.way[...], by: sampler.sample(place.schema)))
        // Plain values by name have no key of their own.
        if let other, other != scenario {
          changed.insert(place.key.replacing(/(\[\]|\.TERM)$/, with: ""))
        }
      }
    }
    let leaves = Set(
      schema.reference.map(\.path).filter { path in
        !schema.reference.contains {
          $0.path.hasPrefix(path + ".") || $0.path.hasPrefix(path + "[")
        }
          || changed.contains(path)
      })
    // Where there is only one word to choose, no other can be read; nor can the id of no step.
    let single = leaves.filter {
      $0 == "schema" || $0 == "tissue.preset" || $0 == "expect[].step"
        || $0.hasSuffix(".reading.device")
    }
    #expect(leaves.subtracting(changed) == single)
  }

  @Test func `every number has the unit in which its key ends, every key a sentence`() throws {
    var count = 0
    for row in schema.reference {
      #expect(row.help.hasSuffix("."), "\(row.path)")
      let key = row.path.split(separator: ".").last.map(String.init) ?? ""
      guard row.allowed.contains(" to "), let unit = QuantityUnit(ofKey: key) else { continue }
      #expect(row.allowed.split(separator: ",")[0].hasSuffix(" \(unit.symbol)"), "\(row.path)")
      count += 1
    }
    #expect(count > 15)
  }
}

extension SchemaSampler {
  /// A document with one thing changed, which may break it.
  mutating func mutant(of schema: DocumentSchema) -> Any {
    let document = sample(schema)
    let leaves = DocumentPlace.leaves(of: document, DocumentPlace(schema: schema))
    let place = leaves[below(leaves.count)]
    switch below(6) {
    case 0: return replacing(document, at: place.way[...], by: nil)
    case 1:
      let others: [Any] = ["text", "", " ", 7e9, -7e9, 3, [Any](), [String: Any](), NSNull()]
      return replacing(document, at: place.way[...], by: others[below(others.count)])
    case 2:  // a key that nobody knows, beside or above
      let depth = below(place.way.count) + 1
      let way = place.way.prefix(depth).dropLast() + [.key("unknown")]
      guard case .key = place.way[depth - 1] else { return document }
      return replacing(document, at: way[...], by: 3)
    case 3:  // a whole part is lost
      let depth = below(place.way.count) + 1
      guard case .key = place.way[depth - 1] else { return document }
      return replacing(document, at: place.way.prefix(depth), by: nil)
    case 4:  // another key of the file, where it may not belong
      let keys = ["posture", "load", "elasticity", "reading", "mean", "sd", "factor", "landmarks"]
      guard case .key = place.way[place.way.count - 1] else { return document }
      let way = place.way.dropLast() + [.key(keys[below(keys.count)])]
      return replacing(document, at: way[...], by: sample(place.schema))
    default: return replacing(document, at: place.way[...], by: sample(place.schema))
    }
  }
}
