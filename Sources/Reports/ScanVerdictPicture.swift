import Anatomy
import Foundation
import Meshes
import Rendering
import Scans
import Scenarios
import Tensors

/// A scan from three sides, each zone in the colour of its verdict.
public struct ScanVerdictPicture {
  private let judged: JudgedScan
  private let name: String
  /// Pixels across one view.
  public var width: Int

  private static let views: [PortraitView] = [.rightOblique, .front, .leftOblique]
  /// A point of the scan farther than this from the registered atlas, in m, belongs to no zone.
  private static let reach = 3e-3
  /// Told apart by lightness alone (L* 60, 84, 33), and so with any colour vision.
  private static let (good, usable, missing) = (
    LinearColor(sRGB: 0x4D97C6), LinearColor(sRGB: 0xF6CB57), LinearColor(sRGB: 0x8C2F3C)
  )
  private static let outside = LinearColor(sRGBGray: 0.74)

  /// - Parameters:
  ///   - judged: the scan.
  ///   - name: what the picture calls it; not that of its file, which may name a person.
  ///   - width: pixels across one view.
  public init(_ judged: JudgedScan, name: String, width: Int = 460) {
    (self.judged, self.name, self.width) = (judged, name, width)
  }

  /// Draws the sheet.
  ///
  /// - Parameters:
  ///   - typeface: for all text; nil leaves it out.
  ///   - threads: how many may work at a time.
  /// - Returns: the sheet.
  public func draw(typeface: Typeface?, threads: Int) -> Picture {
    var (scan, atlas) = (surface, judged.zones.surface)
    let frame = judged.laid.frame
    scan.positions = scan.positions.map(frame.head)
    atlas.positions = atlas.positions.map(frame.head)
    // What the atlas covers; a scan may go on far beyond it.
    let framing = Framing(fitting: atlas)
    let renderer = FaceRenderer(surface: scan, framing: framing, threads: threads)
    let map = renderer.regions(of: field)
    let panels = Self.views.map { view in
      PictureSheet.Panel(
        renderer.lit(from: view).render(width: width, height: width * 4 / 3, regions: map),
        label: view.title)
    }
    return PictureSheet(
      title: "\(name): \(judged.judgement.verdict.rawValue)", panels: panels, legend: legend,
      caption: caption(height: framing.height)
    ).compose(typeface: typeface)
  }

  /// Good zones, and those with less than this area not scanned, in m², show no guess: it would be a
  /// thin rim.
  private static let leastGuess = 1e-4

  private func isGuessShown(_ zone: ZoneQuality) -> Bool {
    zone.verdict != .good && zone.openArea > Self.leastGuess
  }

  /// The scan, and after what fills its holes the parts of zones that the atlas guesses.
  private var surface: TriangleSurface {
    var surface = TriangleSurface(
      positions: judged.scan.surface.positions, triangles: judged.scan.surface.triangles)
    let (atlas, first) = (judged.zones.surface, Int32(surface.positions.count))
    surface.positions += atlas.positions
    for (t, corners) in atlas.triangles.enumerated() {
      let zone = judged.judgement.zones[judged.zones.zoneOfTriangle[t]]
      if isGuessShown(zone), judged.judgement.findings[t] == .nothing {
        surface.triangles.append(corners &+ SIMD3(repeating: first))
      }
    }
    return surface
  }

  private var field: RegionField {
    let (zones, frame) = (judged.zones, judged.laid.frame)
    return RegionField(
      colors: judged.judgement.zones.map { Self.color(of: $0.verdict) }, outside: Self.outside,
      hatched: judged.scan.filled.lowerBound..<Int.max
    ) { zones.number(at: frame.scan($0), within: Self.reach) }
  }

  private static func color(of verdict: ZoneQuality.Verdict) -> LinearColor {
    switch verdict {
    case .good: good
    case .usable: usable
    case .missing: missing
    }
  }

  private var legend: Legend {
    func count(_ verdict: ZoneQuality.Verdict) -> Int {
      judged.judgement.zones.count { $0.verdict == verdict }
    }
    var entries: [Legend.Entry] = [
      .init(Self.good, "good (\(count(.good)) zones)"),
      .init(Self.usable, "usable, wider error bars (\(count(.usable)))"),
      .init(Self.missing, "mostly not scanned (\(count(.missing)))"),
      .init(Self.outside, "not simulated"),
    ]
    if !judged.scan.filled.isEmpty || judged.judgement.zones.contains(where: isGuessShown) {
      entries.append(.init(LinearColor(repeating: 1), "not scanned, guessed", isHatched: true))
    }
    return Legend(entries)
  }

  private func caption(height: Double) -> [String] {
    let (scan, judgement) = (judged.scan, judged.judgement)
    var lines: [String] = []
    if let refusal = judgement.refusal { lines.append("Refused: \(refusal).") }
    lines += judgement.recapture.map { "Recapture: \($0)." }
    lines.append(
      String(
        format:
          "%d triangles, mean edge %.1f mm, numbers of the file in %@. Each view is %.0f mm high.",
        scan.original.triangles.count, 1e3 * scan.meanEdge, scan.unit.rawValue, 1e3 * height))
    return lines + ["Research software. Not a medical device."]
  }
}
