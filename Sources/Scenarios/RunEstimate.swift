import Foundation
import Rendering

/// What a run will need, before it begins.
public struct RunEstimate: Sendable, Equatable, Encodable {
  /// Exact: counted on the mesh.
  public var unknowns: Int
  /// Of the Cholesky factor, lower triangle.
  public var factorEntries: Double
  /// At most at any time, in bytes.
  public var memory: Double
  /// That are solved for, beside that of the face as captured.
  public var equilibria: Int
  /// Processor seconds on two cores of about 3 GHz; the clock shows about 0.6 of it.
  public var processorTime: Double

  private enum CodingKeys: String, CodingKey {
    case unknowns, equilibria
    case factorEntries = "factor_entries"
    case memory = "memory_bytes"
    case processorTime = "cpu_s"
  }
}

extension RunEstimate {
  /// The estimate for a body of the kind of the face, with error bars.
  ///
  /// - Parameters:
  ///   - unknowns: equations.
  ///   - equilibria: that are solved for, beside that of the face as captured.
  ///   - views: that are drawn.
  ///   - maps: of each step that are drawn in each view.
  ///   - quality: of the pictures.
  ///   - hasScan: whether a scan is read and registered.
  ///   - probeCycles: cycles of probes in all steps.
  ///   - timedSteps: that last for some seconds.
  init(
    unknowns: Int, equilibria: Int, views: Int, maps: Int = OutcomeMap.standard.count,
    quality: PictureQuality = .standard, hasScan: Bool, probeCycles: Int = 0, timedSteps: Int = 0
  ) {
    (self.unknowns, self.equilibria) = (unknowns, equilibria)
    factorEntries = Self.factorEntries(unknowns: Double(unknowns))
    memory =
      Self.baseMemory + Self.memoryPerUnknown(equilibria: Double(equilibria)) * Double(unknowns)
      + Double(MemoryLayout<Double>.size) * factorEntries + (hasScan ? Self.scanMemory : 0)
    // The rest shape takes about half of an equilibrium's time, loading it again a whole one.
    let solved =
      (1.5 + Double(equilibria) + Self.timedEquilibria * Double(timedSteps))
      * Self.equilibriumTime(unknowns: Double(unknowns))
    // Each view as captured, and the shape and the maps of each step.
    let pictures = Double(views * (1 + (1 + maps) * equilibria)) * Self.pictureTime(quality)
    processorTime = Self.baseTime + solved + pictures + (hasScan ? Self.scanTime : 0)
    processorTime += Self.probeTime * Double(probeCycles)
    processorTime += processorTime(ofStage: "sensitivities") + processorTime(ofStage: "error bars")
  }
}

extension RunEstimate {
  /// Processor seconds of a stage of `StageClock`; zero for those that are short, and for the last ones.
  ///
  /// - Parameter name: as in `solve supine`.
  /// - Returns: its part of `processorTime`.
  public func processorTime(ofStage name: String) -> Double {
    let equilibrium = Self.equilibriumTime(unknowns: Double(unknowns))
    switch name {
    case "register": return Self.scanTime
    case "tissue mesh": return Self.baseTime
    case "rest shape": return 0.5 * equilibrium
    case "sensitivities": return (0.95 + 0.55 * Double(equilibria)) * equilibrium
    case "error bars": return Self.barTime * Double(1 + equilibria)
    case let solve where solve.hasPrefix("solve "): return equilibrium
    default: return 0
    }
  }
}

extension RunEstimate {
  /// Unknowns and entries of the factor of the atlas face at 12, 9, 8, 6, 4.5 and 3 mm edge, as its manifests
  /// say (`dofs`, `factor_entries`); they depend on the mesh and the ordering, not on the machine.
  static let measuredEntries: [(unknowns: Double, entries: Double)] = [
    (36_141, 16.23e6), (58_521, 28.01e6), (77_505, 41.05e6), (127_689, 72.52e6),
    (212_835, 132.50e6), (468_801, 340.67e6),
  ]

  /// Entries of the factor: between the measured meshes along the straight line in logarithms; beyond them
  /// as n^(4/3), the growth of nested dissection in space.
  ///
  /// - Source: A. George, SIAM J. Numer. Anal. 10 (1973) 345; Lipton, Rose & Tarjan, ibid. 16 (1979) 346.
  static func factorEntries(unknowns n: Double) -> Double {
    let table = measuredEntries
    guard let above = table.firstIndex(where: { $0.unknowns >= n }), above > 0 else {
      let end = n <= table[0].unknowns ? table[0] : table[table.count - 1]
      return end.entries * pow(n / end.unknowns, 4.0 / 3)
    }
    let (a, b) = (table[above - 1], table[above])
    let part = log(n / a.unknowns) / log(b.unknowns / a.unknowns)
    return a.entries * pow(b.entries / a.entries, part)
  }

  /// Program, libraries and atlas, in bytes; with the next constant fitted to the same runs.
  static let baseMemory = 40e6
  /// Matrix, cells, fields and pictures, and what error bars need beside them, in bytes per unknown: ten figures
  /// of the tissue, each with a face of its own and a field of 8 bytes per equilibrium.
  static func memoryPerUnknown(equilibria: Double) -> Double { 4000 + 1450 + 80 * equilibria }
  /// A scan, in bytes: one of 30 000 triangles took 13 MB more than the atlas alone; this has room for
  /// 150 000 triangles and a texture of 4096 × 4096.
  static let scanMemory = 130e6

  /// Processor seconds of one equilibrium: 6.03 s for 97 809 unknowns and 10.28 s for 147 735 on two cores
  /// (`Benchmarks/runs/2026-11-20-two-core`), and the power of n between them.
  static func equilibriumTime(unknowns n: Double) -> Double { 6.03 * pow(n / 97_809, 1.294) }

  /// Processor seconds of a picture of 600 × 800 with its part of light and file, as the pictures of a run
  /// of five views took (`Benchmarks/runs/2026-11-21-pictures`).
  static func pictureTime(_ quality: PictureQuality) -> Double {
    switch quality {
    case .draft: 0.2
    case .standard: 0.56
    case .final: 2.1
    }
  }

  /// Processor seconds of reading the atlas and building the tissue, from the runs of the equilibrium.
  static let baseTime = 0.8
  /// Processor seconds to work out all numbers of one equilibrium for every uncertain figure: 1.4 s for two, 4.7 s for
  /// five; the sensitivities themselves took 4.3, 5.8 and 13.7 s for one, two and five on 77 505 unknowns.
  static let barTime = 0.9
  /// Processor seconds of one cycle of a probe: about 40 steps in time on 6000 unknowns (`Documentation/recoil.md`).
  static let probeTime = 8.0

  /// Equilibria at rest that cost as much as a step that lasts: about 20 moments, and what two more ways through them
  /// take for its error bars (`scenarios/recoil.json` at preview).
  static let timedEquilibria = 7.0
  /// Processor seconds to repair and register a scan whose landmarks are not given.
  static let scanTime = 12.0
}
