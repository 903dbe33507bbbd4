import Tensors

/// What the nodes have been through: the highest temperature and Ω.
public struct ThermalHistory: Sendable {
  public let kinetics: DamageKinetics
  /// No point gets warmer than this, in °C.
  private let ceiling: Double
  /// Highest temperature of each node in °C.
  public private(set) var peaks: [Double]
  /// ∫ k dt of each node.
  private var exposure: [Double]
  /// In s.
  private var time = 0.0

  /// ln k of each node at the end of the last step.
  private var rates: [Double]

  /// - Parameters:
  ///   - kinetics: of the damage.
  ///   - start: excess of each node over the temperature of the body in K, before the first step.
  ///   - boilingPoint: in °C; nil where nothing boils.
  public init(kinetics: DamageKinetics, start: [Double], boilingPoint: Double? = nil) {
    self.kinetics = kinetics
    ceiling = boilingPoint ?? .infinity
    peaks = start.map { $0 + Blood.temperature }
    exposure = [Double](repeating: 0, count: start.count)
    rates = peaks.map(kinetics.logarithmicRate)
  }

  /// Counts a step.
  public mutating func add(_ step: HeatStep) {
    let (early, late) = (HeatStep.stage * step.length, (1 - HeatStep.stage) * step.length)
    for i in exposure.indices {
      let middle = min(ceiling, step.middle[i] + Blood.temperature)
      let last = min(ceiling, step.last[i] + Blood.temperature)
      peaks[i] = max(peaks[i], middle, last)
      let (a, b) = (kinetics.logarithmicRate(at: middle), kinetics.logarithmicRate(at: last))
      exposure[i] +=
        DamageKinetics.damage(from: rates[i], to: a, duration: early)
        + DamageKinetics.damage(from: a, to: b, duration: late)
      rates[i] = b
    }
    time += step.length
  }

  /// Ω of each node, less what the law gives at the temperature of the body: collagen that lasts there is renewed as fast as
  /// an extrapolated rate takes it down.
  public var damage: [Double] {
    let atRest = time * Double.exponential(kinetics.logarithmicRate(at: Blood.temperature))
    return exposure.map { max(0, $0 - atRest) }
  }
}
