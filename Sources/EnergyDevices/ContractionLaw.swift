import Anatomy

/// How a layer contracts and softens where a part of its collagen is denatured.
///
/// A treatment covers the share s of a zone with n passes that overlap at random, each of which denatures the fraction f
/// of a layer; F = s (1 − (1 − f)ⁿ) is denatured after them. The layer becomes shorter in its plane by e = c ξ a F in every
/// direction, with ξ the free shrinkage of collagen, a how much of the layer collagen spans, and c a factor of calibration; its
/// volume stays. Sessions multiply: between two of them denatured collagen is replaced.
public struct ContractionLaw: Sendable, Equatable {
  /// ξ: part of its length that collagen loses when all of it is denatured and nothing holds it.
  public var freeShrinkage: DeviceCard.Figure
  /// Part of the stiffness that a layer loses when all of its collagen is denatured.
  public var stiffnessLoss: DeviceCard.Figure
  /// a by layer, from 0 to 1.
  public var collagenShare: [TissueLayer: DeviceCard.Figure]
  public var remodelling: RemodellingFigures
  /// c, fitted once to measured lifts.
  public var calibration: DeviceCard.Figure

  public init(
    freeShrinkage: DeviceCard.Figure, stiffnessLoss: DeviceCard.Figure,
    collagenShare: [TissueLayer: DeviceCard.Figure], remodelling: RemodellingFigures,
    calibration: DeviceCard.Figure
  ) {
    (self.freeShrinkage, self.stiffnessLoss) = (freeShrinkage, stiffnessLoss)
    (self.collagenShare, self.remodelling) = (collagenShare, remodelling)
    self.calibration = calibration
  }

  /// What a treatment does to the layers.
  ///
  /// - Parameters:
  ///   - outcome: of one pulse or pass.
  ///   - treatment: how often, and how much of the zone.
  /// - Returns: one for each layer of the mechanical model that the block has, in the order of the block.
  public func contractions(of outcome: CellOutcome, _ treatment: TreatmentExtent)
    -> [LayerContraction]
  {
    outcome.layers.compactMap { slab in
      guard let layer = slab.layer else { return nil }
      let denatured = treatment.share(of: slab.denatured)
      let collagen = collagenShare[layer]?.value ?? 0
      let strain = min(
        freeShrinkage.value * collagen,
        treatment.calibration * freeShrinkage.value * collagen * denatured)
      let stretch = Double.repeated(1 - strain, treatment.sessions)
      return LayerContraction(
        layer: layer, denatured: denatured,
        stimulus: max(denatured, treatment.share(of: slab.warmed)),
        areaFactor: stretch * stretch, thicknessFactor: 1 / (stretch * stretch),
        stiffnessFactor: 1 - stiffnessLoss.value * denatured)
    }
  }
}

/// The weeks after a treatment: nothing during the delay, then new collagen that is itself taken down slowly.
///
/// S(t) = (1 − e^(−(t − delay)/rise)) e^(−t/decay).
public struct RemodellingFigures: Sendable, Equatable {
  /// In s.
  public var delay, rise, decay: Double
  /// Part of its area that a layer loses, and part of its stiffness that it gains, where all of it was heated and S is 1.
  public var areaLoss, stiffnessGain: Double
  public var source: String
  public var confidence: Confidence

  public init(
    delay: Double, rise: Double, decay: Double, areaLoss: Double, stiffnessGain: Double,
    source: String, confidence: Confidence
  ) {
    (self.delay, self.rise, self.decay) = (delay, rise, decay)
    (self.areaLoss, self.stiffnessGain) = (areaLoss, stiffnessGain)
    (self.source, self.confidence) = (source, confidence)
  }
}

/// How much of a zone is treated, and how often.
public struct TreatmentExtent: Sendable, Equatable {
  /// Share of the zone that is treated, from 0 to 1.
  public var share: Double
  /// Passes over it in one session, at least 1; pulses of two passes meet at random.
  public var passes: Int
  /// At least 1.
  public var sessions: Int
  /// c: 1 until it is fitted to a measured lift.
  public var calibration: Double

  public init(share: Double = 1, passes: Int = 1, sessions: Int = 1, calibration: Double = 1) {
    precondition(
      (0...1).contains(share) && passes > 0 && sessions > 0 && calibration >= 0,
      "a share from 0 to 1, and at least one pass and session")
    (self.share, self.passes, self.sessions) = (share, passes, sessions)
    self.calibration = calibration
  }

  /// F = s (1 − (1 − f)ⁿ).
  ///
  /// - Parameter fraction: f of one pass.
  /// - Returns: of all passes of a session, over the whole zone.
  public func share(of fraction: Double) -> Double {
    share * (1 - Double.repeated(1 - fraction, passes))
  }
}

extension Double {
  /// A factor that is applied some times.
  fileprivate static func repeated(_ factor: Double, _ times: Int) -> Double {
    (0..<times).reduce(1) { product, _ in product * factor }
  }
}

/// What a layer has become.
public struct LayerContraction: Sendable, Equatable {
  public var layer: TissueLayer
  /// F, of the last session.
  public var denatured: Double
  /// Share of the layer that was denatured or at least warmed to 41 °C: where remodelling may follow.
  public var stimulus: Double
  /// Area in the plane over that before.
  public var areaFactor: Double
  /// Thickness over that before: the volume stays.
  public var thicknessFactor: Double
  /// Stiffness over that before; collagen of earlier sessions is taken for replaced.
  public var stiffnessFactor: Double
}
