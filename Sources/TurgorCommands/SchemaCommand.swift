import Calibration
import Decks
import Documents
import Scenarios

/// Prints what a file may say, as editors and people read it.
enum SchemaCommand {
  static let declaration = CommandDeclaration(
    name: "schema", summary: "Print the schema of a file that Turgor reads",
    arguments: [
      .init("FILE", help: "the kind of file", choices: ["scenario", "readings", "model"])
    ],
    options: [.init("markdown", help: "all keys as a table, in place of a JSON Schema")],
    examples: [
      ("turgor schema scenario > scenario.schema.json", "completion and checks in an editor"),
      ("turgor schema readings --markdown", "what turgor calibrate reads"),
      ("turgor schema scenario --markdown", "every key, what may stand there, what it is for"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let schema: DocumentSchema
    let (title, name): (String, String)
    switch words.arguments[0] {
    case "scenario":
      (schema, title, name) = (Scenario.shape.schema, "Scenario of Turgor", Scenario.schema)
    case "readings":
      (schema, title, name) = (Readings.shape.schema, "Readings for Turgor", Readings.schema)
    default:
      (schema, title, name) = (
        ModelDocument.shape.schema, "Model of Turgor", ModelDocument.schema
      )
    }
    console.data(
      words.has("markdown")
        ? schema.markdown : schema.jsonSchema(title: title, identifier: "urn:\(name)"))
    return .done
  }
}
