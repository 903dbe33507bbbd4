import Anatomy
import Foundation
import Meshes
import Rendering
import Scans

/// Scans beside the atlas that was laid onto them, one scan to a row.
///
/// A row shows the scan and the residual of the registration in colour, first from the front, then
/// half turned; all rows share one scale.
public struct RegistrationSheet: Sendable {
  /// A scan and the atlas on it.
  public struct Entry: Sendable {
    /// What it is called under its pictures.
    public var name: String
    /// In m, in its own frame.
    public var scan: TriangleSurface
    public var registration: Registration
    /// Where the head is upright.
    public var frame: HeadFrame

    public init(
      name: String, scan: TriangleSurface, registration: Registration, frame: HeadFrame
    ) {
      (self.name, self.scan) = (name, scan)
      (self.registration, self.frame) = (registration, frame)
    }
  }

  public var entries: [Entry]
  /// Pixels across one picture.
  public var width: Int
  static let views = [PortraitView.front, .leftOblique]

  public init(entries: [Entry], width: Int = 300) {
    precondition(!entries.isEmpty, "a sheet shows at least one scan")
    (self.entries, self.width) = (entries, width)
  }

  /// The scale of all rows: from 0 to a round number above all but the largest residuals, in mm.
  public var scale: ColorScale {
    let residuals = entries.flatMap { $0.registration.residuals.map { 1e3 * $0 } }
    return .magnitude(
      upTo: ColorScale.niceExtreme(of: residuals), title: "Distance of the atlas to the scan")
  }

  /// Draws the sheet.
  ///
  /// - Parameters:
  ///   - typeface: for all text; nil leaves it out.
  ///   - threads: how many may work at a time.
  /// - Returns: the sheet.
  public func draw(typeface: Typeface?, threads: Int) -> Picture {
    let scale = scale
    let panels = entries.flatMap { self.panels(of: $0, scale: scale, threads: threads) }
    let all = entries.flatMap { entry in entry.registration.residuals.map { 1e3 * $0 } }
    return PictureSheet(
      title: "Scans, and the atlas laid onto them", panels: panels, columns: 2 * Self.views.count,
      scale: scale, clipping: ScalarField(values: all, scale: scale).clipping,
      caption: [
        """
        Distance from each vertex of the atlas to the scan. Grey: the scan has a hole or ends there, \
        and the atlas is extrapolated.
        """
      ]
    ).compose(typeface: typeface)
  }

  private func panels(of entry: Entry, scale: ColorScale, threads: Int) -> [PictureSheet.Panel] {
    var (scan, atlas) = (entry.scan, entry.registration.surface)
    scan.positions = scan.positions.map(entry.frame.head)
    atlas.positions = atlas.positions.map(entry.frame.head)
    // What the atlas covers; a scan may go on far beyond it.
    let framing = Framing(fitting: atlas)
    let field = ScalarField(values: entry.registration.residuals.map { 1e3 * $0 }, scale: scale)
    let left = FaceRenderer(surface: scan, framing: framing, threads: threads)
    let right = FaceRenderer(surface: atlas, framing: framing, threads: threads)
    let figures = String(
      format: "%.3f mm median, %.2f mm 95 %%", 1e3 * entry.registration.medianResidual,
      1e3 * entry.registration.residual95)
    let height = width * 4 / 3
    return Self.views.flatMap { view in
      [
        .init(
          left.render(view: view, width: width, height: height, material: .plaster),
          label: "\(entry.name), \(view.title.lowercased())"),
        .init(
          right.render(view: view, width: width, height: height, field: field), label: figures),
      ]
    }
  }
}
