import SparseAlgebra
import Tensors

/// TR-BDF2: half of the trapezoidal rule, then the second backward difference; of second order and L-stable.
///
/// Steps are a phase divided by a power of two, so that each phase ends exactly, and are halved or doubled by an embedded
/// estimate of the error; the matrix C + γh/2 (K + P + H) is the same in both stages and factorized only when the step
/// changes.
///
/// - Source: Bank et al., IEEE Trans. Electron Devices 32 (1985) 1992; estimate and filter: Hosea & Shampine, Appl. Numer.
///   Math. 20 (1996) 21.
public struct HeatIntegrator {
  /// How steps are chosen.
  public enum Stepping: Sendable, Equatable {
    /// The estimated error of a step is at most `absolute` K plus `relative` times the largest change since the start.
    case adaptive(absolute: Double, relative: Double)
    /// Each phase is divided into equal steps.
    case fixed(stepsPerPhase: Int)
  }

  public var block: HeatedBlock
  public var stepping: Stepping
  /// Temperature in °C above which heat evaporates water instead of warming tissue, and comes back when it condenses; nil for
  /// none.
  public var boilingPoint: Double?

  public init(
    _ block: HeatedBlock, stepping: Stepping = .adaptive(absolute: 0.02, relative: 1e-3),
    boilingPoint: Double? = nil
  ) {
    (self.block, self.stepping, self.boilingPoint) = (block, stepping, boilingPoint)
  }

  /// A phase is divided at first into this many steps, and into at most 2⁴⁰.
  private static let (firstLevel, lastLevel) = (4, 40)

  /// In K, added to the tolerance while it boils.
  ///
  /// Where boiling ends in the block the temperature has a kink, of which the estimate sees the size and not how little the
  /// step matters; on the devices of the library lesions change by 1 % at most between this and 1 K, at a tenth of the time.
  private static let boilingTolerance = 50.0

  /// Goes through phases one after the other.
  ///
  /// - Parameters:
  ///   - phases: in their order.
  ///   - start: θ of each node in K.
  ///   - record: told of every step, with the equations that held in it and the phase it belongs to.
  /// - Returns: θ at the end.
  /// - Throws: `HeatError`.
  @discardableResult public func follow(
    _ phases: [HeatPhase], from start: [Double],
    record: (HeatStep, _ phase: Int) -> Void
  ) throws(HeatError) -> [Double] {
    var (theta, time) = (start, 0.0)
    var vapour = Vapour(boilingPoint, nodes: start.count)
    var lastLength: Double?
    for (index, phase) in phases.enumerated() where phase.duration > 0 {
      let run: StepRun
      do {
        run = try StepRun(block, phase)
      } catch {
        throw .factorization(error)
      }
      var clock = PhaseClock(duration: phase.duration)
      switch stepping {
      case .fixed(let steps): clock.divide(into: steps)
      case .adaptive: clock.refine(to: lastLength, atLeast: Self.firstLevel)
      }
      while !clock.isOver {
        let (step, estimate): (HeatStep, Double)
        do {
          (step, estimate) = try run.step(
            from: theta, at: time + clock.now, length: clock.step)
        } catch {
          throw .factorization(error)
        }
        let excess = estimate / allowance(step, start, whileBoiling: vapour.isPresent)
        if case .adaptive = stepping, excess > 1 {
          clock.halve(Int(min(10, (.logarithm(excess) / .logarithm(8)).rounded(.up))))
          guard clock.level <= Self.lastLevel else { throw .stepTooShort(time: time + clock.now) }
          continue
        }
        record(step, index)
        theta = step.last
        vapour.exchange(with: &theta)
        lastLength = clock.step
        clock.advance()
        if let limit = phase.endsBelow, (theta.max() ?? 0) + Blood.temperature < limit {
          break
        }
        // Twice the step has eight times the error; half of the tolerance keeps it from being refused.
        if case .adaptive = stepping, 16 * excess < 1 { clock.double() }
      }
      time += clock.now
    }
    return theta
  }

  private func allowance(_ step: HeatStep, _ start: [Double], whileBoiling: Bool) -> Double {
    guard case .adaptive(let absolute, let relative) = stepping else { return .infinity }
    var change = 0.0
    for i in start.indices { change = max(change, abs(step.last[i] - start[i])) }
    return absolute + relative * change + (whileBoiling ? Self.boilingTolerance : 0)
  }
}

/// The steps of one phase, and the factor of the matrix while the step stays.
private final class StepRun {
  private let block: HeatedBlock
  private let equations: HeatEquations
  private let held: [Bool]
  private let factor: CholeskyFactor
  private var factoredLength = 0.0

  init(_ block: HeatedBlock, _ phase: HeatPhase) throws(FactorizationError) {
    self.block = block
    equations = block.equations(load: phase.load, exchanges: phase.exchanges)
    held = block.held
    factor = try CholeskyFactor(analyzing: block.operators.pattern)
  }

  /// One step, and the largest of its estimated errors in K.
  func step(
    from theta: [Double], at time: Double, length h: Double
  ) throws(FactorizationError) -> (HeatStep, estimate: Double) {
    let gamma = HeatStep.stage
    let a = 0.5 * gamma * h
    if h != factoredLength {
      try factor.factorize(block.capacity.adding(a, equations.matrix).holding(held))
      factoredLength = h
    }
    let C = block.capacity
    let heat = C.multiplied(by: theta)
    let slope = slope(theta)
    let middle = solve { heat[$0] + a * (slope[$0] + equations.right[$0]) }
    let middleHeat = C.multiplied(by: middle)
    let (p, q) = (1 / (gamma * (2 - gamma)), (1 - gamma) * (1 - gamma) / (gamma * (2 - gamma)))
    let last = solve { p * middleHeat[$0] - q * heat[$0] + a * equations.right[$0] }
    let (middleSlope, lastSlope) = (self.slope(middle), self.slope(last))
    let k = 2 * h * (-3 * gamma * gamma + 4 * gamma - 2) / (12 * (2 - gamma))
    let error = solve {
      k
        * (slope[$0] / gamma - middleSlope[$0] / (gamma * (1 - gamma)) + lastSlope[$0] / (1 - gamma))
    }
    let step = HeatStep(start: time, length: h, first: theta, middle: middle, last: last)
    return (step, error.reduce(0) { max($0, abs($1)) })
  }

  /// f − (K + P + H) θ in W.
  private func slope(_ theta: [Double]) -> [Double] {
    let flow = equations.matrix.multiplied(by: theta)
    return flow.indices.map { equations.right[$0] - flow[$0] }
  }

  private func solve(_ right: (Int) -> Double) -> [Double] {
    factor.solve(held.indices.map { held[$0] ? 0 : right($0) })
  }
}
