import Foundation
import SparseAlgebra

/// Weighted least squares with Gaussian priors, by the method of Gauss and Newton with Marquardt's damping.
///
/// Minimizes Σ ((y − f(x))/σ)² + Σ (x/s)². Each step solves (A + λ diag A) δx = Jᵀr − x/s², with
/// A = JᵀJ + diag(1/s²) and J the slopes of f over σ; λ falls tenfold where a step helps and grows tenfold where it does not.
/// It ends where the step that is left would lower the sum by less than `tolerance`: a hundredth of a standard
/// deviation of any combination of parameters; or by less than `slack` where the step does not lower it: slopes of a
/// whole face are good to a few thousandths, and of two parameters that are seen only together that is what can be had.
///
/// - Source: Marquardt, J. Soc. Ind. Appl. Math. 11 (1963) 431.
struct DampedGaussNewton: Sendable {
  /// Values and their slopes, `[value][parameter]`.
  struct Evaluation: Sendable {
    var values: [Double]
    var slopes: [[Double]]

    mutating func append(_ other: Evaluation) {
      values += other.values
      slopes += other.slopes
    }
  }

  /// How the search ended.
  enum End: Sendable, Equatable {
    case converged
    /// A parameter, by number, went as far as it may.
    case atBound(Int)
    case iterations(Int)
    /// No step lowered the sum.
    case stalled
  }

  struct Outcome: Sendable {
    var parameters: [Double]
    var evaluation: Evaluation
    /// JᵀJ, of the data alone, full.
    var information: [Double]
    /// Of the data and of the priors.
    var (dataSum, priorSum): (Double, Double)
    var end: End
    var iterations: Int
    /// Evaluations of f, those of steps that did not help included.
    var evaluations: Int
  }

  /// y, and σ of each.
  var data: [(value: Double, deviation: Double)]
  /// s, one per parameter; empty for no priors.
  var priors: [Double]
  var tolerance = 1e-4
  /// A tenth of a standard deviation, squared.
  var slack = 1e-2
  var maximumIterations = 30
  /// Farthest from 0 that a parameter may go: logarithms, so that a factor of 50 is another material.
  var bound = 3.912
  /// Longest step of a parameter: a factor of e, beyond which slopes say nothing.
  var longestStep = 1.0

  /// - Parameters:
  ///   - start: of the parameters.
  ///   - watch: called before each step with its number and the sum.
  ///   - f: values and slopes; throws where there are none, which ends a step and not the search.
  /// - Returns: the smallest sum found, and whether it is one.
  /// - Throws: what `f` throws at the start.
  func minimize(
    from start: [Double], watch: (Int, Double) -> Void = { _, _ in },
    _ f: ([Double]) throws -> Evaluation
  ) throws -> Outcome {
    var x = start
    var here = try f(x)
    var (lambda, evaluations) = (1e-3, 1)
    var end = End.iterations(maximumIterations)
    var iterations = 0
    search: while iterations < maximumIterations {
      let (A, g) = equations(here, at: x)
      let decrement = step(A, g, lambda: 0).decrement
      guard decrement > tolerance else {
        end = .converged
        break
      }
      iterations += 1
      watch(iterations, sum(here, at: x))
      while true {
        let trial = zip(x, step(A, g, lambda: lambda).step).map { min(max($0 + $1, -bound), bound) }
        guard trial != x, lambda < 1e8 else {
          let outermost = x.indices.first { abs(x[$0]) >= bound }
          end = outermost.map { .atBound($0) } ?? .stalled
          break search
        }
        evaluations += 1
        if let there = try? f(trial), sum(there, at: trial) < sum(here, at: x) {
          (x, here) = (trial, there)
          lambda = lambda > 1e-7 ? lambda / 10 : 0
          break
        }
        guard decrement > slack else {
          end = .converged
          break search
        }
        lambda = max(10 * lambda, 1e-4)
      }
    }
    if end == .converged, let outermost = x.indices.first(where: { abs(x[$0]) >= bound }) {
      end = .atBound(outermost)
    }
    return Outcome(
      parameters: x, evaluation: here, information: information(here, x.count),
      dataSum: dataSum(here), priorSum: priorSum(x), end: end, iterations: iterations,
      evaluations: evaluations)
  }

  // MARK: - The sum

  private func dataSum(_ here: Evaluation) -> Double {
    zip(data, here.values).reduce(0) { sum, part in
      let r = (part.0.value - part.1) / part.0.deviation
      return sum + r * r
    }
  }

  private func priorSum(_ x: [Double]) -> Double {
    zip(x, priors).reduce(0) { $0 + $1.0 * $1.0 / ($1.1 * $1.1) }
  }

  private func sum(_ here: Evaluation, at x: [Double]) -> Double {
    let sum = dataSum(here) + priorSum(x)
    return sum.isFinite ? sum : .infinity
  }

  private func information(_ here: Evaluation, _ count: Int) -> [Double] {
    var information = [Double](repeating: 0, count: count * count)
    for (slopes, datum) in zip(here.slopes, data) {
      let weight = 1 / (datum.deviation * datum.deviation)
      for i in 0..<count {
        for j in 0..<count { information[i * count + j] += weight * slopes[i] * slopes[j] }
      }
    }
    return information
  }

  // MARK: - One step

  private func equations(_ here: Evaluation, at x: [Double]) -> (A: [Double], g: [Double]) {
    var A = information(here, x.count)
    var g = x.indices.map { j in
      zip(zip(here.slopes, here.values), data).reduce(0) { sum, part in
        let ((slopes, value), datum) = part
        return sum + slopes[j] * (datum.value - value) / (datum.deviation * datum.deviation)
      }
    }
    for (j, s) in priors.enumerated() {
      A[j * x.count + j] += 1 / (s * s)
      g[j] -= x[j] / (s * s)
    }
    return (A, g)
  }

  /// The step, and by how much the sum would fall if f were linear.
  private func step(_ A: [Double], _ g: [Double], lambda: Double) -> (
    step: [Double], decrement: Double
  ) {
    let n = g.count
    // A parameter that nothing depends on stays where it is.
    let scales = (0..<n).map { A[$0 * n + $0] > 0 ? 1 / A[$0 * n + $0].squareRoot() : 0 }
    var scaled = A
    for i in 0..<n { for j in 0..<n { scaled[i * n + j] *= scales[i] * scales[j] } }
    let system = SymmetricEigensystem(of: scaled, order: n)
    var (y, decrement) = ([Double](repeating: 0, count: n), 0.0)
    for (value, vector) in zip(system.values, system.vectors) where value > 1e-12 {
      let along = (0..<n).reduce(0) { $0 + vector[$1] * scales[$1] * g[$1] }
      decrement += along * along / (value + lambda)
      for i in 0..<n { y[i] += vector[i] * along / (value + lambda) }
    }
    let delta = (0..<n).map { scales[$0] * y[$0] }
    let largest = delta.reduce(0) { max($0, abs($1)) }
    let shrink = largest > longestStep ? longestStep / largest : 1
    return (delta.map { shrink * $0 }, decrement)
  }
}
