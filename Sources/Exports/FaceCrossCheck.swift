import Decks
import Foundation
import Models
import Scenarios
import Tensors

/// The same face in Turgor and in CalculiX, zone by zone.
///
/// Three answers to one case: Turgor's own cells with a pressure (three fields), Turgor's cells without (displacement alone, as CalculiX'
/// C3D15, at 18 points where that takes 9), and CalculiX on the deck. The first two differ by what cells can do, the last two by the
/// points and by whatever the deck says wrongly.
public struct FaceCrossCheck: Sendable {
  public struct Row: Sendable, Equatable {
    public var step: String
    public var zone: String
    /// Mean length of the displacement from the rest shape, in m: with a pressure, without, and CalculiX.
    public var turgor: Double
    public var plain: Double
    public var calculix: Double
    /// Mean length of the difference to CalculiX in m: with a pressure, and without.
    public var difference: Double
    public var plainDifference: Double

    /// The differences over the displacement.
    public var relative: Double { difference / turgor }
    public var plainRelative: Double { plainDifference / plain }
  }

  public private(set) var rows: [Row] = []

  /// What is allowed of the displacement of a zone.
  public static let allowed = 0.02

  /// - Parameters:
  ///   - face: reduced to what CalculiX has words for.
  ///   - prepared: the face, for its zones.
  ///   - rest: its rest shape.
  ///   - calculix: the program.
  ///   - threads: processor cores.
  ///   - note: told what is being done.
  /// - Throws: `CalculixError`, or what the solver throws.
  public init(
    _ face: DeckFace, on prepared: PreparedFace, rest: RecoveredRest, with calculix: Calculix,
    threads: Int, note: (String) -> Void
  ) throws {
    let model = face.model
    let deck = try AbaqusWriter.text(model, remarks: face.remarks)
    note("  Turgor, with a pressure in each cell …")
    let own = try face.equilibria(threads: threads)
    note("  Turgor, without …")
    let plain = try face.equilibria(.displacement, threads: threads)
    note("  CalculiX …")
    let theirs = try calculix.displacements(
      of: deck, nodes: model.nodeNumbers, steps: face.steps.count, threads: threads
    ).map { $0.map { 1e-3 * $0 } }
    for (index, step) in face.steps.enumerated() {
      func means(_ u: [Vector3]) -> [ZoneStatistics] {
        prepared.statistics(
          of: SkinMotion(
            from: rest.displacements, to: zip(rest.displacements, u).map { $0 + $1 },
            rest: rest.displacements), gravity: step.gravity)
      }
      func difference(_ u: [Vector3]) -> [ZoneStatistics] {
        means(zip(u, theirs[index]).map { $0 - $1 })
      }
      let others = means(theirs[index])
      let (ours, between) = (means(own[index]), difference(own[index]))
      let (plainly, plainBetween) = (means(plain[index]), difference(plain[index]))
      rows += ours.indices.map { zone in
        Row(
          step: step.name, zone: ours[zone].zone, turgor: ours[zone].mean,
          plain: plainly[zone].mean, calculix: others[zone].mean,
          difference: between[zone].mean, plainDifference: plainBetween[zone].mean)
      }
    }
  }

  /// The largest difference of a zone over its displacement.
  public var largest: Row? { rows.max { $0.relative < $1.relative } }

  public var isMet: Bool {
    rows.allSatisfy { $0.relative <= Self.allowed && $0.plainRelative <= Self.allowed }
  }

  /// The rows for programs; lengths in mm.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      let all = rows.map { row in
        WrittenRow(
          step: row.step, zone: row.zone, turgor_mm: 1e3 * row.turgor,
          plain_mm: 1e3 * row.plain, calculix_mm: 1e3 * row.calculix, relative: row.relative,
          plain_relative: row.plainRelative)
      }
      return String(decoding: try encoder.encode(all), as: UTF8.self)
    }
  }

  private struct WrittenRow: Encodable {
    var step: String
    var zone: String
    var turgor_mm: Double
    var plain_mm: Double
    var calculix_mm: Double
    var relative: Double
    var plain_relative: Double
  }

  /// A row per step and zone, with a head; lengths in mm, differences in percent of the displacement.
  public var table: [[String]] {
    [["step", "zone", "Turgor_mm", "plain_mm", "CalculiX_mm", "Turgor_percent", "plain_percent"]]
      + rows.map { row in
        [row.step, row.zone]
          + [row.turgor, row.plain, row.calculix].map { String(format: "%.4f", 1e3 * $0) }
          + [row.relative, row.plainRelative].map { String(format: "%.2f", 100 * $0) }
      }
  }
}

extension DeckFace {
  /// The comment at the top of a deck: units, steps, what differs.
  public var remarks: [String] {
    var lines = [
      "Written by Turgor for \(program.name). Units: \(Self.units).",
      "Nodes are those of the rest shape, without weight; displacements count from there.",
      "Axes of the head: x to its left, y up, z forward.",
    ]
    lines += steps.enumerated().map { index, step in
      let g = step.gravity
      let loads = step.load.contains { $0 != .zero } ? ", and forces on the skin" : ""
      return "Step \(index + 1), to time \(index + 1): \(step.name), gravity "
        + String(format: "(%g, %g, %g) m/s2", g.x, g.y, g.z) + loads + "."
    }
    lines.append("What Turgor computes and this deck cannot say, and what it says instead:")
    lines += differences.enumerated().map { "\($0 + 1). \($1.what): \($1.instead)." }
    return lines
  }
}
