import Anatomy
import ReferenceElements
import Tensors

/// What one pulse or pass has done.
public struct CellOutcome: Sendable, Equatable {
  /// Means over the piece of skin that one pulse stands for, and what is hottest, at a depth.
  public struct Depth: Sendable, Equatable {
    /// In m below the surface.
    public var depth: Double
    /// Highest temperature on the axis, in °C; of what is left there, beside a needle or under a crater.
    public var peakOnAxis: Double
    /// Mean of the highest temperatures, in °C.
    public var peakMean: Double
    /// Mean of the denatured fraction; what was removed is not counted.
    public var denatured: Double
  }

  /// Where at least half of the collagen is denatured.
  public struct Lesion: Sendable, Equatable {
    /// In m³.
    public var volume: Double
    /// Across and along the axis, in m.
    public var width, length: Double
    /// Of the centre of volume, in m below the surface.
    public var depth: Double
  }

  /// What has happened in one slab.
  public struct Layer: Sendable, Equatable {
    public var name: String
    public var layer: TissueLayer?
    /// In m.
    public var thickness: Double
    /// Highest temperature in °C.
    public var peak: Double
    /// Denatured volume over the volume of the slab in the piece of skin that one pulse stands for.
    public var denatured: Double
    /// Removed volume over the same volume.
    public var removed: Double
    /// Volume that was warmed to 41 °C and more, over the same volume: where remodelling may be set off.
    public var warmed: Double
  }

  public var profile: [Depth]
  /// nil where nothing is denatured by half.
  public var lesion: Lesion?
  public var crater: Crater?
  public var layers: [Layer]
  /// Highest temperature in °C, and its depth in m.
  public var peak, peakDepth: Double
  /// Of the surface before, and its highest, in °C.
  public var surfaceBefore, surfacePeak: Double
  /// What the device gave, in J.
  public var delivered: Double
  public var balance: HeatBalance
  /// The piece of skin that one pulse stands for, in m².
  public var area: Double
  /// How long temperatures were followed, in s.
  public var duration: Double
  public var warnings: [String]
  public var assumptions: [String]
}

extension CellOutcome {
  /// Skin is burnt above this temperature in °C.
  ///
  /// - Source: ceiling of the surface in radiofrequency, Aesthetic Plast. Surg. 2010, doi 10.1007/s00266-010-9564-0.
  public static let surfaceCeiling = 45.0

  /// Part of the collagen from which on a point belongs to the lesion.
  private static let lesionThreshold = 0.5

  /// Skin that is held at this temperature in °C remodels without a lesion.
  ///
  /// - Source: Chipps 2013, J. Drugs Dermatol. 12:1215 (`E023`).
  private static let warmth = 41.0

  /// Samples in a cell along each direction.
  private static let samplesPerLine = 6
  private static let places = (0..<samplesPerLine * samplesPerLine).map { k in
    Vector3(
      (2 * Double(k % samplesPerLine) + 1) / Double(samplesPerLine) - 1,
      (2 * Double(k / samplesPerLine) + 1) / Double(samplesPerLine) - 1, 0)
  }
  private static let shapes = places.map(Quadrilateral8.shapes(at:))

  /// A sample of a cell of tissue.
  private struct Sample {
    var slab, row: Int
    var place: SIMD2<Double>
    /// In m³, and half of its sides in m.
    var volume: Double
    var half: SIMD2<Double>
    /// In °C.
    var peak: Double
    var denatured: Double
  }

  init(
    _ cell: DeviceCell, _ plan: TreatmentPlan, history: ThermalHistory, rest: [Double],
    balance: HeatBalance, duration: Double
  ) {
    let samples = Self.samples(plan, history)
    let grid = plan.block.grid
    let top = samples.max { $0.peak < $1.peak }
    profile = Self.profile(samples, grid, area: plan.area)
    lesion = Self.lesion(samples)
    crater = plan.crater
    layers = Self.layers(samples, cell.slabs, plan)
    (peak, peakDepth) = (top?.peak ?? Blood.temperature, top?.place.y ?? 0)
    surfaceBefore = rest[0] + Blood.temperature
    let surface = 0..<2 * grid.columns + 1
    surfacePeak = surface.reduce(-.infinity) { max($0, history.peaks[$1]) }
    delivered = plan.delivered
    self.balance = balance
    area = plan.area
    self.duration = duration
    warnings = plan.warnings
    assumptions =
      cell.settings.assumptions + plan.assumptions
      + cell.slabs.filter { $0.tissue.confidence == .low }.map {
        "figures of the layer \($0.name) are assumptions in part: \($0.tissue.source)"
      }
    warnings += Self.warnings(self, cell)
  }

  /// ln Ω varies as evenly as temperature does, and so is what is interpolated; within the bounds of the nodes, which
  /// quadratic shapes overshoot where a front is steep.
  private static func samples(_ plan: TreatmentPlan, _ history: ThermalHistory) -> [Sample] {
    let grid = plan.block.grid
    let logarithms = history.damage.map { Double.logarithm(max($0, .leastNormalMagnitude)) }
    return grid.cells.indices.flatMap { cell -> [Sample] in
      guard let slab = plan.slabOfCell[cell] else { return [] }
      let (r, z) = grid.extent(ofCell: cell)
      let half =
        SIMD2(r.upperBound - r.lowerBound, z.upperBound - z.lowerBound) / Double(2 * samplesPerLine)
      let nodes = grid.cells[cell]
      let damage = Self.range(of: logarithms, at: nodes)
      let warmth = Self.range(of: history.peaks, at: nodes)
      return zip(places, shapes).map { xi, N in
        let place = grid.position(xi, inCell: cell)
        var (peak, logarithm) = (0.0, 0.0)
        for (a, node) in nodes.enumerated() {
          peak += N[a] * history.peaks[node]
          logarithm += N[a] * logarithms[node]
        }
        return Sample(
          slab: slab, row: cell / grid.columns, place: place,
          volume: 8 * .pi * place.x * half.x * half.y, half: half,
          peak: min(max(peak, warmth.lowerBound), warmth.upperBound),
          denatured: DamageKinetics.denatured(
            .exponential(min(max(logarithm, damage.lowerBound), damage.upperBound, 100))))
      }
    }
  }

  private static func range(of values: [Double], at nodes: [Int]) -> ClosedRange<Double> {
    let least = nodes.reduce(Double.infinity) { min($0, values[$1]) }
    return least...nodes.reduce(least) { max($0, values[$1]) }
  }

  private static func profile(_ samples: [Sample], _ grid: AxisymmetricGrid, area: Double)
    -> [Depth]
  {
    let limit = (area / .pi).squareRoot()
    var rows = [(hottest: Double, nearest: Double, sum: Double, inside: Double, denatured: Double)](
      repeating: (0, .infinity, 0, 0, 0), count: grid.rows)
    for s in samples {
      // On the axis, or as near to it as there is tissue.
      if s.place.x < rows[s.row].nearest * (1 - 1e-9) {
        (rows[s.row].nearest, rows[s.row].hottest) = (s.place.x, s.peak)
      } else if s.place.x < rows[s.row].nearest * (1 + 1e-9) {
        rows[s.row].hottest = max(rows[s.row].hottest, s.peak)
      }
      if s.place.x < limit {
        rows[s.row].sum += s.volume * s.peak
        rows[s.row].inside += s.volume
      }
      rows[s.row].denatured += s.volume * s.denatured
    }
    return rows.enumerated().compactMap { j, row in
      guard row.nearest < .infinity else { return nil }
      let height = grid.depths[j + 1] - grid.depths[j]
      return Depth(
        depth: 0.5 * (grid.depths[j] + grid.depths[j + 1]), peakOnAxis: row.hottest,
        peakMean: row.inside > 0 ? row.sum / row.inside : row.hottest,
        denatured: min(1, row.denatured / (area * height)))
    }
  }

  private static func lesion(_ samples: [Sample]) -> Lesion? {
    let inside = samples.filter { $0.denatured >= lesionThreshold }
    guard !inside.isEmpty else { return nil }
    let volume = inside.reduce(0) { $0 + $1.volume }
    let top = inside.reduce(Double.infinity) { min($0, $1.place.y - $1.half.y) }
    let bottom = inside.reduce(0) { max($0, $1.place.y + $1.half.y) }
    return Lesion(
      volume: volume, width: 2 * inside.reduce(0) { max($0, $1.place.x + $1.half.x) },
      length: bottom - top, depth: inside.reduce(0) { $0 + $1.volume * $1.place.y } / volume)
  }

  private static func layers(_ samples: [Sample], _ slabs: [TissueSlab], _ plan: TreatmentPlan)
    -> [Layer]
  {
    var layers = slabs.map {
      Layer(
        name: $0.name, layer: $0.layer, thickness: $0.thickness, peak: -.infinity, denatured: 0,
        removed: 0, warmed: 0)
    }
    for s in samples {
      layers[s.slab].peak = max(layers[s.slab].peak, s.peak)
      let part = s.volume / (plan.area * layers[s.slab].thickness)
      layers[s.slab].denatured += part * s.denatured
      if s.peak >= warmth { layers[s.slab].warmed += part }
    }
    for i in layers.indices {
      layers[i].denatured = min(1, layers[i].denatured)
      layers[i].warmed = min(1, layers[i].warmed)
    }
    // What a laser removes is the topmost slab's.
    if let crater = plan.crater, !layers.isEmpty {
      layers[0].removed = min(1, crater.volume / (plan.area * layers[0].thickness))
    }
    return layers
  }
}
