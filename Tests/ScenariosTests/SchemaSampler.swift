import Documents
import Foundation

/// Random documents that a schema allows, and places in them.
struct SchemaSampler {
  private var state: UInt64
  private var ids = 0
  /// Id of a step of the document, for what speaks of one.
  private var stepID = ""

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  mutating func sample(_ schema: DocumentSchema) -> Any {
    switch schema {
    case .text: return "text \(below(1000))"
    case .identifier:
      ids += 1
      return "id-\(ids)"
    case .constant(let text): return text
    case .number(let range, _):
      let part = [0, 1, 0.25, 0.5, Double(below(1000)) / 1000][below(5)]
      return range.lowerBound * (1 - part) + range.upperBound * part
    case .choice(let words): return words[below(words.count)]
    case .flag: return below(2) == 0
    case .anything: return below(10)
    case .list(let element, let count):
      // Words may be names, which are given once.
      var words: Set<String> = []
      return (0..<count + below(3)).map { _ in sample(element) }
        .filter { ($0 as? String).map { words.insert($0).inserted } ?? true }
    case .either(let kinds): return sample(kinds[below(kinds.count)])
    case .entries(_, let names, let element):
      var object: [String: Any] = [:]
      for _ in 0..<below(3) { object[names[below(names.count)]] = sample(element) }
      return object
    case .object(let members, let rules): return sample(members, rules)
    }
  }

  private mutating func sample(_ members: [DocumentSchema.Member], _ rules: [MemberRule])
    -> [String: Any]
  {
    var keys = Set(members.filter { $0.isRequired || below(2) == 0 }.map(\.key))
    var excluded: Set<String> = []
    for rule in rules {
      switch rule {
      case .exactlyOne(let choices):
        let chosen = choices[below(choices.count)]
        excluded.formUnion(choices.filter { $0 != chosen })
        keys = keys.subtracting(excluded).union([chosen])
      case .notBoth(let a, let b): if keys.contains(a) { keys.remove(b) }
      case .needs(let key, let other, _) where keys.contains(key):
        if excluded.contains(other) { keys.remove(key) } else { keys.insert(other) }
      case .needs: break
      }
    }
    // In the order of the declaration: a set has another in each process.
    var object: [String: Any] = [:]
    for member in members where keys.contains(member.key) {
      object[member.key] = sample(member.schema)
    }
    if object["step"] != nil { object["step"] = stepID }
    if let least = object["least"] as? Double, let most = object["most"] as? Double, least > most {
      (object["least"], object["most"]) = (most, least)
    }
    if let id = object["id"] as? String, object["azimuth_deg"] == nil { stepID = id }
    return object
  }
}

/// A value inside a document: the way there, its key in the reference, what it may be.
struct DocumentPlace {
  enum Turn {
    case key(String)
    case index(Int)
  }

  var way: [Turn] = []
  var key = ""
  var schema: DocumentSchema

  /// The single values of a document.
  static func leaves(of value: Any, _ place: DocumentPlace) -> [DocumentPlace] {
    switch place.schema {
    case .text, .identifier, .constant, .number, .choice, .flag, .anything: return [place]
    case .either(let kinds):
      return kinds.filter { $0.mayDescribe(value) }
        .flatMap { leaves(of: value, DocumentPlace(way: place.way, key: place.key, schema: $0)) }
    case .list(let element, _):
      return (value as? [Any] ?? []).enumerated().flatMap { index, value in
        leaves(of: value, place.inside(.index(index), key: place.key + "[]", element))
      }
    case .entries(let kind, _, let element):
      return (value as? [String: Any] ?? [:]).sorted { $0.key < $1.key }.flatMap { name, value in
        leaves(
          of: value, place.inside(.key(name), key: "\(place.key).\(kind.uppercased())", element))
      }
    case .object(let members, _):
      let object = value as? [String: Any] ?? [:]
      return members.flatMap { member -> [DocumentPlace] in
        guard let value = object[member.key] else { return [] }
        let key = place.key.isEmpty ? member.key : "\(place.key).\(member.key)"
        return leaves(of: value, place.inside(.key(member.key), key: key, member.schema))
      }
    }
  }

  private func inside(_ turn: Turn, key: String, _ schema: DocumentSchema) -> DocumentPlace {
    DocumentPlace(way: way + [turn], key: key, schema: schema)
  }
}

extension DocumentSchema {
  /// Whether a value is an object where this is one, and has the keys that it needs.
  func mayDescribe(_ value: Any) -> Bool {
    switch self {
    case .object(let members, _):
      guard let object = value as? [String: Any] else { return false }
      return members.allSatisfy { !$0.isRequired || object[$0.key] != nil }
    case .either(let kinds): return kinds.contains { $0.mayDescribe(value) }
    default: return !(value is [String: Any])
    }
  }
}

/// A document with another value at the end of a way; without the key where `new` is nil.
func replacing(_ document: Any, at way: ArraySlice<DocumentPlace.Turn>, by new: Any?) -> Any {
  guard let turn = way.first else { return new ?? NSNull() }
  let rest = way.dropFirst()
  switch turn {
  case .key(let key):
    var object = document as? [String: Any] ?? [:]
    if rest.isEmpty && new == nil {
      object[key] = nil
    } else {
      object[key] = replacing(object[key] ?? NSNull(), at: rest, by: new)
    }
    return object
  case .index(let index):
    var list = document as? [Any] ?? []
    list[index] = replacing(list[index], at: rest, by: new)
    return list
  }
}
