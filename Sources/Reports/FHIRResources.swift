/// The elements of HL7 FHIR R4 that the findings use; names and cardinalities as published.
///
/// - Source: HL7 FHIR Release 4 (v4.0.1), hl7.org/fhir/R4: bundle.html, diagnosticreport.html, observation.html,
///   datatypes.html.
enum FHIR {
  struct Coding: Encodable {
    var system: String
    var code: String
    var display: String?
  }

  struct CodeableConcept: Encodable {
    var coding: [Coding]?
    var text: String
  }

  struct Identifier: Encodable {
    var system: String
    var value: String
  }

  /// To a resource of the bundle, to something known by its identifier, or to something that has only a name.
  struct Reference: Encodable {
    var reference: String?
    var type: String?
    var identifier: Identifier?
    var display: String?
  }

  /// A number with a unit of UCUM.
  struct Quantity: Encodable {
    var value: Double
    var unit: String
    var system = "http://unitsofmeasure.org"
    var code: String
  }

  struct Component: Encodable {
    var code: CodeableConcept
    var valueQuantity: Quantity?
    var valueString: String?
  }

  struct Narrative: Encodable {
    var status = "generated"
    var div: String

    init(_ text: String) { div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">\(text)</div>" }
  }

  struct Observation: Encodable {
    var resourceType = "Observation"
    var id: String
    var text: Narrative
    var status = "preliminary"
    var code: CodeableConcept
    var subject: Reference
    var valueQuantity: Quantity
    var bodySite: CodeableConcept
    var method: CodeableConcept
    var device: Reference
    var component: [Component]
  }

  struct DiagnosticReport: Encodable {
    var resourceType = "DiagnosticReport"
    var id: String
    var text: Narrative
    var identifier: [Identifier]
    var status = "preliminary"
    var code: CodeableConcept
    var subject: Reference
    var result: [Reference]
    var conclusion: String
  }

  enum Resource: Encodable {
    case report(DiagnosticReport)
    case observation(Observation)

    var id: String {
      switch self {
      case .report(let report): report.id
      case .observation(let observation): observation.id
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .report(let report): try report.encode(to: encoder)
      case .observation(let observation): try observation.encode(to: encoder)
      }
    }
  }

  struct Entry: Encodable {
    var fullUrl: String
    var resource: Resource

    init(_ resource: Resource) {
      (fullUrl, self.resource) = ("urn:uuid:\(resource.id)", resource)
    }
  }

  struct Bundle: Encodable {
    var resourceType = "Bundle"
    var type = "collection"
    var entry: [Entry]
  }
}
