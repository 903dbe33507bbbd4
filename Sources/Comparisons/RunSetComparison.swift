import Documents
import Rendering
import Reports
import Scenarios

/// Some finished runs, each compared with the first.
public struct RunSetComparison: Sendable {
  let first: RunRecord
  /// The first run and each of the others.
  let pairs: [RunComparison]

  private static let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map {
    String(UnicodeScalar($0))
  }

  /// - Parameters:
  ///   - first: the run that is taken as reference.
  ///   - others: at least one.
  /// - Throws: `DocumentError`, also for more runs than there are letters.
  public init(_ first: RunRecord, _ others: [RunRecord]) throws {
    guard others.count < Self.letters.count else {
      throw DocumentError(
        file: others[Self.letters.count - 1].path,
        "is one run too many: at most \(Self.letters.count) go onto a sheet")
    }
    self.first = first
    pairs = try others.map { try RunComparison(first, $0) }
  }

  /// What the terminal shows, pair by pair.
  public var text: [String] {
    guard pairs.count > 1 else { return pairs[0].text }
    return pairs.enumerated().flatMap { number, pair in
      ["Run \(Self.letters[number + 1]) on sheets, B here, against A"] + pair.text + [""]
    }
  }

  /// One comparison as it is; several as the list `comparisons`.
  public func json() throws -> String {
    guard pairs.count > 1 else { return try pairs[0].json() }
    return try ComparisonJSON.text(
      RunSetReport(comparisons: pairs.map(\.report)))
  }

  /// Writes tables, pictures where the runs have left their skin, and last the manifest.
  ///
  /// - Parameters:
  ///   - folder: where to.
  ///   - quantities: of the sheets.
  ///   - views: of the sheets.
  ///   - width: pixels across one picture of a sheet.
  ///   - typeface: of the pictures; nil leaves out their text.
  ///   - threads: for the pictures.
  ///   - warn: is told what is not there.
  /// - Throws: `RunFolderError`, `DocumentError` or `PictureError`.
  public func write(
    to folder: RunFolder, quantities: [SkinQuantity], views: [PortraitView], width: Int,
    typeface: Typeface?, threads: Int, warn: (String) -> Void
  ) throws {
    for (number, pair) in pairs.enumerated() {
      // One comparison lies in the folder itself, several by the letters of the sheets.
      let place = pairs.count == 1 ? "" : "A-\(Self.letters[number + 1])/"
      try folder.write(pair.zoneTable, to: place + "comparison.csv")
      try folder.write(pair.measureTableRows, to: place + "measures-comparison.csv")
    }
    do {
      let records = [first] + pairs.map(\.b)
      let columns = try zip(Self.letters, records).map { try ScenarioSheet.Column($0, $1) }
      let sheet = ScenarioSheet(columns, views: views, width: width, threads: threads)
      for quantity in quantities {
        try write(sheet, of: quantity, to: folder, typeface: typeface, warn: warn)
      }
    } catch let error as DocumentError {
      warn("no pictures: \(error)")
    }
    try folder.write(try json(), to: RunFolder.manifest)
    try folder.commit()
  }

  private func write(
    _ sheet: ScenarioSheet, of quantity: SkinQuantity, to folder: RunFolder, typeface: Typeface?,
    warn: (String) -> Void
  ) throws {
    for step in sheet.steps {
      guard let picture = try sheet.draw(quantity, step: step, typeface: typeface) else {
        warn("no pictures of \(quantity.rawValue): not all runs have it; see outputs.maps")
        return
      }
      let place = try folder.place(of: "images/\(quantity.rawValue)-\(step).png")
      try picture.write(toPNG: place.path)
    }
  }
}

/// Several comparisons as JSON.
private struct RunSetReport: Encodable {
  var schema = "turgor.comparison/1"
  var comparisons: [RunComparisonReport]
}
