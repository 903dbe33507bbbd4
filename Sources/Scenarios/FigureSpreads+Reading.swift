import Anatomy
import Documents
import Foundation

extension FigureSpreads {
  /// Name of the file beside the atlas.
  public static let file = "uncertainty.json"

  /// Reads the spreads in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> FigureSpreads {
    try read(StrictJSON(contentsOf: folder.appending(path: file)))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(parsing text: [UInt8], file: String) throws(DocumentError)
    -> FigureSpreads
  {
    try read(StrictJSON(parsing: text, file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> FigureSpreads {
    let object = document.root.object(keys: ["about", "tissue", "scan_noise"])
    let names = UncertainQuantity.allCases.map(\.name)
    let tissue = object?.required("tissue")?.object(keys: names)
    var entries: [UncertainQuantity: Entry] = [:]
    for quantity in UncertainQuantity.allCases {
      entries[quantity] = tissue?.required(quantity.name)?.spread()
    }
    let noise = object?.required("scan_noise")?.scanNoise()
    try document.finish()
    guard let noise else { preconditionFailure("a document without the noise has a problem") }
    return FigureSpreads(tissue: entries, scanNoise: noise)
  }
}

extension JSONCursor {
  fileprivate func spread() -> FigureSpreads.Entry? {
    guard let object = object(keys: ["relative_sd", "source", "confidence"]) else { return nil }
    // Beyond a factor of e either way nothing would be known.
    let deviation = object.required("relative_sd")?.number(in: 0...1, unit: "")
    return object.entry(deviation)
  }

  /// In m.
  fileprivate func scanNoise() -> FigureSpreads.Entry? {
    guard let object = object(keys: ["sd_mm", "source", "confidence"]) else { return nil }
    return object.entry(object.requiredQuantity("sd_mm", in: 0...5))
  }
}

extension JSONObject {
  fileprivate func entry(_ deviation: Double?) -> FigureSpreads.Entry? {
    guard let deviation, let source = required("source")?.string(),
      let confidence = required("confidence")?.choice(Confidence.self)
    else { return nil }
    return FigureSpreads.Entry(deviation: deviation, source: source, confidence: confidence)
  }
}
