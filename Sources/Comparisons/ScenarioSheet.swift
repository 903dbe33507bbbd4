import Documents
import Rendering
import Reports
import Scenarios

/// Runs side by side: their faces and maps of one step in a common scale, and the zones under them.
public struct ScenarioSheet {
  /// One run.
  public struct Column {
    /// As in `A`.
    public var letter: String
    var record: RunRecord
    var skin: RecordedSkin

    /// Reads a run.
    ///
    /// - Parameters:
    ///   - letter: what the sheet calls it.
    ///   - record: its tables.
    /// - Throws: `DocumentError` or `SurfaceFileError` where it has left no skin.
    public init(_ letter: String, _ record: RunRecord) throws {
      (self.letter, self.record) = (letter, record)
      skin = try RecordedSkin(path: record.path)
    }
  }

  let columns: [Column]
  private let pictures: [RecordedPictures]
  private let views: [PortraitView]

  /// - Parameters:
  ///   - columns: at least two runs.
  ///   - views: from where.
  ///   - width: pixels across one picture.
  ///   - threads: how many may work at a time.
  public init(_ columns: [Column], views: [PortraitView], width: Int, threads: Int) {
    (self.columns, self.views) = (columns, views)
    // One scale of length for all, each face in the middle.
    let framings = columns.map { Framing(fitting: $0.skin.surface, views: views) }
    let height = framings.map(\.height).max() ?? 1
    pictures = zip(columns, framings).map { column, framing in
      var framing = framing
      framing.height = height
      return RecordedPictures(
        column.skin, views: views, framing: framing, width: width, threads: threads)
    }
  }

  /// Steps that all runs have, in the order of the first; those in which no face has moved are left out.
  public var steps: [String] {
    columns[0].skin.steps.map(\.id).filter { id in
      let states = columns.compactMap { $0.skin.steps.first { $0.id == id } }
      return states.count == columns.count && states.contains(where: \.hasMoved)
    }
  }

  /// The limits of the colours over all runs and all steps that they share; nil where a run has no such map.
  func scale(_ quantity: SkinQuantity) -> ColorScale? {
    let maps = columns.flatMap { column in
      column.skin.steps.filter { steps.contains($0.id) }.map { $0.maps[quantity] }
    }
    return maps.allSatisfy { $0 != nil } ? quantity.scale(for: maps.compactMap(\.self)) : nil
  }

  /// Draws the sheet of a step.
  ///
  /// - Parameters:
  ///   - quantity: what colours show.
  ///   - id: of the step.
  ///   - typeface: for all text; nil leaves it out.
  /// - Returns: nil where a run has no such map or step.
  /// - Throws: `DocumentError` where a table lacks a column.
  public func draw(_ quantity: SkinQuantity, step id: String, typeface: Typeface?)
    throws(DocumentError) -> Picture?
  {
    guard let scale = scale(quantity) else { return nil }
    let chosen = columns.compactMap { $0.skin.steps.first { $0.id == id } }
    let maps = chosen.compactMap { $0.maps[quantity] }
    guard maps.count == columns.count else { return nil }
    let faces = zip(pictures, chosen).map { $0.photographs(of: $1) }
    let drawn = zip(pictures, maps).map { $0.map($1, scale: scale) }
    func row(_ pictures: [[Picture]], _ view: Int, _ what: String) -> [PictureSheet.Panel] {
      zip(columns, pictures).map { column, pictures in
        .init(
          pictures[view], label: "\(column.letter): \(what), \(views[view].title.lowercased())"
        )
      }
    }
    let panels = views.indices.flatMap { view in
      row(faces, view, id) + row(drawn.map(\.panels), view, quantity.rawValue)
    }
    let clippings = drawn.map(\.field.clipping)
    return PictureSheet(
      title: "\(quantity.name) in step \(id), side by side", panels: panels,
      columns: columns.count, scale: scale,
      clipping: (clippings.contains { $0.below }, clippings.contains { $0.above }),
      legend: .grey(of: maps, showsMore: false), table: try zoneTable(quantity, step: id),
      caption: ["In brackets: the mean of the zone is within its 95 % error bar."]
        + columns.map { "\($0.letter): \($0.skin.title) · \($0.skin.caption.text(step: id))" }
    ).compose(typeface: typeface)
  }
}
