import Anatomy
import Foundation
import Meshes
import Scenarios
import Tensors

/// By how much each attachment changes how far each zone of the atlas moves from upright to supine.
///
/// Tissue preset `adult`, 6 mm edge unless an edge in mm is given behind the folder. Each case changes one
/// thing of the default. Prints a row per case and zone, the mean displacement in mm and its change; then
/// what the targets A1 and A2 look at: `case,quantity,value,change_percent`.
@main struct AttachmentsStudy {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let folder = URL(filePath: arguments.first ?? "meshes")
    let edge = arguments.dropFirst().first.flatMap(Double.init).map { 1e-3 * $0 }
    let chosen = Set(arguments.dropFirst(2))
    let study = try StudiedFace(folder: folder, edge: edge)
    row("case,quantity,value,change_percent")
    let reference = try study.moved(Attachments())
    report("default", reference.figures, against: reference.figures)
    for (name, attachments) in Attachments.cases(study)
    where chosen.isEmpty || chosen.contains(name) {
      report(name, try study.moved(attachments).figures, against: reference.figures)
    }
    if chosen.isEmpty || chosen.contains("rim moved inwards") {
      let (here, there) = try study.zoneMeansWithRimMovedInwards(reference)
      report("rim moved inwards", there, against: here)
    }
  }

  /// Written at once: a study takes a quarter of an hour.
  static func row(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  static func report(_ name: String, _ figures: [Figure], against reference: [Figure]) {
    for (figure, before) in zip(figures, reference) {
      let change = 100 * (figure.value / before.value - 1)
      row("\(name),\(figure.name)," + String(format: "%.4f,%.2f", figure.value, change))
    }
  }
}

/// One number of a row.
struct Figure {
  var name: String
  var value: Double
}
