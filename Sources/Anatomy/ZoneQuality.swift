import Scans

/// What a scan is worth in one zone of the face.
public struct ZoneQuality: Sendable, Equatable {
  public enum Verdict: String, Codable, Sendable {
    case good
    /// Usable with wider error bars.
    case usable
    /// Too little of it was scanned: what is shown there is guessed.
    case missing
  }

  public var zone: Zone
  /// Area of the zone on the registered atlas in m², without the openings of open eyes.
  public var area: Double
  /// Part of the area where skin was scanned, in [0, 1].
  public var coverage: Double
  /// Mean edge of the triangles of the scan as it came, in m; nil where there are none.
  public var meanEdge: Double?
  /// Scatter of the points of the scan in m (`SurfaceNoise`); nil where it cannot be told.
  public var noise: Double?
  /// Distance from the atlas to the scan in m, below which half and 95 % of the vertices lie, and its
  /// root mean square; nil where nothing is met.
  public var residualMedian: Double?
  public var residual95: Double?
  public var residualRMS: Double?

  public var isEssential: Bool { ScanThresholds.essentialRegions.contains(zone.region) }

  /// The area that was not scanned, in m².
  public var openArea: Double { (1 - coverage) * area }

  public var verdict: Verdict {
    if coverage < ScanThresholds.leastCoverage { return .missing }
    return shortcomings.isEmpty ? .good : .usable
  }

  /// What keeps the zone from being good, in words; coverage first.
  public var shortcomings: [String] {
    var list: [String] = []
    if coverage < ScanThresholds.goodCoverage { list.append("not all of it was scanned") }
    if let meanEdge, meanEdge > ScanThresholds.goodEdge { list.append("coarse") }
    if let noise, noise > ScanThresholds.goodNoise { list.append("noisy") }
    if let residual95, residual95 > ScanThresholds.goodResidual95 {
      list.append("the atlas does not follow it")
    }
    return list
  }

  /// Standard deviation of the position of the skin along its normal that the scan brings about, in m.
  ///
  /// σ² = n² + r² + (e²/8R)² + (1 − c) g²: noise n, rms residual r, what a chord of the mean edge e
  /// cuts off at the radius R, and for the part 1 − c that was not scanned the error
  /// g = 0.02 √((1 − c) A) of a guessed patch.
  ///
  /// Assumes that the four are independent, and that noise is worth one vertex: the mean over a zone
  /// errs less. Noise that cannot be told counts as none; where it is so, e is large.
  public var standardDeviation: Double {
    func square(_ x: Double?) -> Double { (x ?? 0) * (x ?? 0) }
    let cut = square(meanEdge) / (8 * ScanThresholds.bendRadius)
    let guessed = ScanThresholds.guessSlope * openArea.squareRoot()
    return (square(noise) + square(residualRMS) + square(cut) + (1 - coverage) * square(guessed))
      .squareRoot()
  }
}
