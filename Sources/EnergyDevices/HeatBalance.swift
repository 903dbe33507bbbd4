/// Where the heat of a treatment has gone, in J, beyond what flows through the tissue at rest.
///
/// deposited = stored + to the surface + to what lies below + to the blood, up to `residual`.
public struct HeatBalance: Sendable, Equatable {
  /// ∫∫ Q dV dt.
  public var deposited = 0.0
  /// ∫ ρc (T − T at rest) dV at the end.
  public var stored = 0.0
  /// Into air and tip.
  public var toSurface = 0.0
  /// Through the lower end, from the gradient of the temperature there.
  public var toBody = 0.0
  public var toBlood = 0.0

  /// What is missing.
  public var residual: Double { deposited - stored - toSurface - toBody - toBlood }

  /// What is missing, as part of the largest of the amounts.
  public var relativeResidual: Double {
    let size = max(abs(deposited), abs(stored), abs(toSurface), abs(toBody), abs(toBlood))
    return size > 0 ? residual / size : 0
  }
}

/// Adds up where heat goes, step by step.
struct HeatAccount {
  private(set) var balance = HeatBalance()
  private let block: HeatedBlock
  private let outflow: [Double]
  private let rest: [Double]
  /// W that leave at rest: into the air, downwards, into the blood.
  private let restSurface, restBody, restBlood: Double

  /// - Parameters:
  ///   - block: that is heated.
  ///   - rest: θ before treatment.
  ///   - air: what touches the surface before treatment.
  init(_ block: HeatedBlock, rest: [Double], air: [SurfaceExchange]) {
    (self.block, self.rest) = (block, rest)
    outflow =
      block.hasBodyBelow
      ? block.operators.bottomOutflow(block.tissues.map(\.conductivity)) : block.noLoad
    let equations = block.equations(load: block.noLoad, exchanges: air)
    restSurface = dot(equations.surfaceLoss, rest) + equations.surfaceOffset
    restBody = dot(outflow, rest)
    restBlood = dot(block.perfusionLoad, rest)
  }

  mutating func add(_ step: HeatStep, power: Double, equations: HeatEquations) {
    let h = step.length
    balance.deposited += h * power
    balance.toSurface +=
      step.integral { dot(equations.surfaceLoss, $0) } + h * (equations.surfaceOffset - restSurface)
    balance.toBody += step.integral { dot(outflow, $0) } - h * restBody
    balance.toBlood += step.integral { dot(block.perfusionLoad, $0) } - h * restBlood
    balance.stored += dot(block.capacityLoad, step.last) - dot(block.capacityLoad, step.first)
  }
}
