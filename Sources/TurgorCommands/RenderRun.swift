import Foundation
import Rendering
import Reports
import Scenarios

/// Draws the pictures of a finished run anew: maps that were not asked for, other views and sizes, a turntable.
enum RenderRun {
  /// Whether a path names the folder of a run.
  static func isRun(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(RunFolder.manifest)")
  }

  static func run(_ words: ParsedWords, views: [PortraitView], console: Console) throws -> ExitCode
  {
    let skin = try RecordedSkin(path: words.arguments[0])
    let steps = try chosenSteps(words, of: skin)
    let quantities = try words.skinQuantities() ?? [.lift]
    let folder = try PictureFolder(words.text("output") ?? "pictures")
    let typeface = foundTypeface(console)
    let tone = words.text("skin-tone").flatMap(SkinTone.init)
    if let count = words.integer("turntable") {
      for step in steps {
        let turntable = Turntable(skin.surface(in: step), frameCount: count)
        try folder.write(
          turntable, named: "turntable-\(step.id)",
          caption: [skin.title, skin.caption.text(step: step.id)],
          material: .skin(tone ?? skin.tone), words: words, typeface: typeface)
      }
    } else {
      let pictures = RecordedPictures(
        skin, views: views, width: words.integer("width") ?? 600, threads: words.threads,
        quality: try words.quality() ?? .standard, tone: tone)
      for quantity in quantities {
        // One scale for all steps, whichever are drawn.
        let scale = quantity.scale(for: skin.steps.compactMap { $0.maps[quantity] })
        for step in steps {
          guard
            let sheet = pictures.beforeAfter(step, quantity, scale: scale, typeface: typeface)
          else { throw missing(quantity, in: words.arguments[0]) }
          try folder.write(sheet, named: "\(quantity.rawValue)-\(step.id)")
        }
      }
    }
    console.note("pictures in \(folder.path)")
    return .done
  }

  private static func chosenSteps(_ words: ParsedWords, of skin: RecordedSkin) throws
    -> [RecordedSkin.Step]
  {
    guard let id = words.text("step") else { return skin.steps.filter(\.hasMoved) }
    let chosen = skin.steps.filter { $0.id == id }
    guard !chosen.isEmpty else {
      throw UsageError(message: "--step: " + notOneOf(id, skin.steps.map(\.id)))
    }
    return chosen
  }

  private static func missing(_ quantity: SkinQuantity, in path: String) -> CommandFailure {
    CommandFailure(
      .badInput,
      "\(path): the run has no map of \(quantity.rawValue); add it to outputs.maps of the scenario and run it again"
    )
  }
}
