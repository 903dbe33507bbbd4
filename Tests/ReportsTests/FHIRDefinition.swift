/// The part of HL7 FHIR R4 that the findings may use, as a table to validate with.
///
/// - Source: HL7 FHIR Release 4 (v4.0.1), StructureDefinitions of Bundle, DiagnosticReport, Observation
///   (hl7.org/fhir/R4/RESOURCE.profile.json), Quantity, CodeableConcept, Coding, Identifier, Reference,
///   Narrative (hl7.org/fhir/R4/datatypes.html, references.html, narrative.html).
enum FHIRDefinition {
  indirect enum Kind {
    case text
    /// A word of a required binding.
    case code([String])
    /// Matches a published regular expression.
    case pattern(String)
    case decimal
    case object(String)
    /// A resource, told by its `resourceType`.
    case resource
  }

  struct Element {
    var kind: Kind
    var least: Int
    /// Nil for `*`; an element that may repeat is an array in JSON.
    var most: Int?
  }

  private static func one(_ kind: Kind) -> Element { Element(kind: kind, least: 1, most: 1) }
  private static func optional(_ kind: Kind) -> Element { Element(kind: kind, least: 0, most: 1) }
  private static func many(_ kind: Kind) -> Element { Element(kind: kind, least: 0, most: nil) }

  private static let id = optional(.pattern("[A-Za-z0-9\\-\\.]{1,64}"))
  private static let uri = optional(.pattern("\\S*"))
  // hl7.org/fhir/R4/valueset-observation-status.html
  private static let observationStatus = [
    "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error",
    "unknown",
  ]
  // hl7.org/fhir/R4/valueset-diagnostic-report-status.html
  private static let reportStatus = [
    "registered", "partial", "preliminary", "final", "amended", "corrected", "appended",
    "cancelled", "entered-in-error", "unknown",
  ]
  // hl7.org/fhir/R4/valueset-bundle-type.html
  private static let bundleType = [
    "document", "message", "transaction", "transaction-response", "batch", "batch-response",
    "history", "searchset", "collection",
  ]

  static let types: [String: [String: Element]] = [
    "Bundle": [
      "resourceType": one(.code(["Bundle"])), "id": id, "type": one(.code(bundleType)),
      "entry": many(.object("Bundle.entry")),
    ],
    "Bundle.entry": ["fullUrl": uri, "resource": optional(.resource)],
    "DiagnosticReport": [
      "resourceType": one(.code(["DiagnosticReport"])), "id": id,
      "text": optional(.object("Narrative")), "identifier": many(.object("Identifier")),
      "status": one(.code(reportStatus)), "code": one(.object("CodeableConcept")),
      "subject": optional(.object("Reference")), "result": many(.object("Reference")),
      "conclusion": optional(.text),
    ],
    "Observation": [
      "resourceType": one(.code(["Observation"])), "id": id,
      "text": optional(.object("Narrative")), "status": one(.code(observationStatus)),
      "code": one(.object("CodeableConcept")), "subject": optional(.object("Reference")),
      "valueQuantity": optional(.object("Quantity")),
      "bodySite": optional(.object("CodeableConcept")),
      "method": optional(.object("CodeableConcept")), "device": optional(.object("Reference")),
      "component": many(.object("Observation.component")),
    ],
    "Observation.component": [
      "code": one(.object("CodeableConcept")), "valueQuantity": optional(.object("Quantity")),
      "valueString": optional(.text),
    ],
    "Quantity": [
      "value": optional(.decimal), "unit": optional(.text), "system": uri,
      "code": optional(.pattern("[^\\s]+(\\s[^\\s]+)*")),
    ],
    "CodeableConcept": ["coding": many(.object("Coding")), "text": optional(.text)],
    "Coding": [
      "system": uri, "code": optional(.pattern("[^\\s]+(\\s[^\\s]+)*")), "display": optional(.text),
    ],
    "Identifier": ["system": uri, "value": optional(.text)],
    "Reference": [
      "reference": optional(.text), "type": uri, "identifier": optional(.object("Identifier")),
      "display": optional(.text),
    ],
    "Narrative": [
      // hl7.org/fhir/R4/valueset-narrative-status.html
      "status": one(.code(["generated", "extensions", "additional", "empty"])), "div": one(.text),
    ],
  ]

  /// What is wrong with a value of a type; empty where nothing is.
  static func problems(of value: Any, as type: String, at path: String) -> [String] {
    guard let object = value as? [String: Any] else { return ["\(path): not an object"] }
    guard let elements = types[type] else { return ["\(path): unknown type \(type)"] }
    if object.isEmpty { return ["\(path): empty object"] }
    var found = object.keys.filter { elements[$0] == nil }.map { "\(path): no element \($0)" }
    for (name, element) in elements {
      let place = "\(path).\(name)"
      guard let inside = object[name] else {
        if element.least > 0 { found.append("\(place): is required") }
        continue
      }
      if element.most == nil {
        guard let list = inside as? [Any], !list.isEmpty else {
          found.append("\(place): must be a list that is not empty")
          continue
        }
        found += list.enumerated().flatMap { problems(of: $1, element.kind, "\(place)[\($0)]") }
      } else {
        found += problems(of: inside, element.kind, place)
      }
    }
    return found
  }

  private static func problems(of value: Any, _ kind: Kind, _ path: String) -> [String] {
    switch kind {
    case .object(let type): return problems(of: value, as: type, at: path)
    case .resource:
      let type = (value as? [String: Any])?["resourceType"] as? String
      return problems(of: value, as: type ?? "none", at: path)
    case .decimal: return value is Double ? [] : ["\(path): not a decimal"]
    case .text:
      return (value as? String).map(\.isEmpty) == false ? [] : ["\(path): not a text"]
    case .code(let words):
      return words.contains(value as? String ?? "") ? [] : ["\(path): \(value) is not bound"]
    case .pattern(let pattern):
      let isMatch = (value as? String)?.range(
        of: "^(\(pattern))$", options: .regularExpression)
      return isMatch == nil ? ["\(path): \(value) does not match \(pattern)"] : []
    }
  }
}
