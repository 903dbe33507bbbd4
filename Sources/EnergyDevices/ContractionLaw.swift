import Anatomy

/// How a layer contracts and softens where a part of its collagen is denatured.
///
/// A treatment covers the share s of a zone with n passes that overlap at random, each of which denatures the fraction f
/// of a layer; F = s (1 − (1 − f)ⁿ) is denatured after them. The layer becomes shorter in its plane by e = c ξ a F in every
/// direction, with ξ the free shrinkage of collagen, a how much of the layer collagen spans, and c a factor of calibration; its
/// volume stays. Its stiffness becomes 1 − l a F of that before. Sessions multiply: between two of them denatured collagen is replaced.
public struct ContractionLaw: Sendable, Equatable {
  /// ξ: part of its length that collagen loses when all of it is denatured and nothing holds it.
  public var freeShrinkage: DeviceCard.Figure
  /// l: part of the stiffness that a layer of collagen loses when all of it is denatured.
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
        stiffnessFactor: 1 - stiffnessLoss.value * collagen * denatured)
    }
  }
}
