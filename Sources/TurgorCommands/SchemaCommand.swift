import Calibration
import Decks
import Documents
import EnergyDevices
import Planning
import Scenarios
import Sweeps

/// Prints what a file may say, as editors and people read it.
enum SchemaCommand {
  static let declaration = CommandDeclaration(
    name: "schema", summary: "Print the schema of a file that Turgor reads",
    arguments: [
      .init(
        "FILE", help: "the kind of file",
        choices: ["scenario", "readings", "sweep", "plan", "model", "device"])
    ],
    options: [.init("markdown", help: "all keys as a table, in place of a JSON Schema")],
    examples: [
      ("turgor schema scenario > scenario.schema.json", "completion and checks in an editor"),
      (
        "turgor schema sweep --markdown",
        "what turgor sweep reads; readings: calibrate, plan: plan, model: solve, device: device"
      ),
      ("turgor schema scenario --markdown", "every key, what may stand there, what it is for"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let (schema, title, name) =
      switch words.arguments[0] {
      case "readings": (Readings.shape.schema, "Readings for Turgor", Readings.schema)
      case "device": (DeviceCard.fileShape.schema, "Device of Turgor", DeviceCard.schema)
      case "model": (ModelDocument.shape.schema, "Model of Turgor", ModelDocument.schema)
      case "plan": (PlanQuestion.shape.schema, "Plan of Turgor", PlanQuestion.schema)
      case "sweep": (Sweep.shape.schema, "Sweep of Turgor", Sweep.schema)
      default: (Scenario.shape.schema, "Scenario of Turgor", Scenario.schema)
      }
    console.data(
      words.has("markdown")
        ? schema.markdown : schema.jsonSchema(title: title, identifier: "urn:\(name)"))
    return .done
  }
}
