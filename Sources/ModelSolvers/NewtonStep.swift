import Models
import SparseAlgebra
import Tensors

/// When a step in time counts as solved, and how long it is tried.
public struct ModelTolerances: Sendable {
  /// Residual over the norm of the forces of all cells, the largest in the step in time.
  public var residual = 1e-8
  /// Largest change of a displacement in the last iteration, over the largest displacement.
  public var displacement = 1e-8
  /// A residual that is round-off: no better can be had.
  public var roundOff = 1e-13
  public var iterations = 50

  public init() {}
}

/// Newton's method for one step in time.
struct NewtonStep {
  var body: ModelBody
  var equations: StepEquations
  var solver = TangentSolver()
  var tolerances: ModelTolerances

  /// Why a step failed; it may be shortened.
  enum Failure: Error {
    case inverted, slow, notFinite, singular
  }

  struct Solution {
    var displacements: [Vector3]
    var response: ModelBody.Response
    var iterations: Int
  }

  /// Displacements in equilibrium at the end of a step in time.
  ///
  /// Given displacements change in the first iteration, with what they do to the others by the tangent at the start.
  ///
  /// - Parameters:
  ///   - time: the end of the step in time.
  ///   - step: its length.
  ///   - before: displacements at its beginning.
  ///   - start: displacements from which to begin; those of the beginning, or of an earlier solution.
  ///   - given: displacements that are given at the end.
  /// - Returns: displacements in equilibrium.
  /// - Throws: `Failure`.
  mutating func solve(
    time: Double, step: Double, before: [Vector3], start: [Vector3],
    given: [(place: Int, value: Double)]
  ) throws(Failure) -> Solution {
    var u = start
    var increments: [Double]? = [Double](repeating: 0, count: 3 * u.count)
    for (place, value) in given { increments?[place] = value - u[place / 3][place % 3] }
    let isSymmetric = equations.loads.allSatisfy(\.isSymmetric)
    // A body that is free to move bears no forces in equilibrium: what they were on the way counts as well.
    var (energy, scale) = (Double.infinity, 0.0)
    for iteration in 1...tolerances.iterations {
      let instant = ModelBody.Instant(time: time, step: step, displacements: u, before: before)
      var right = [Double](repeating: 0, count: equations.order)
      let response = try assemble(at: instant, increments: increments, right: &right)
      let residual = norm(right)
      scale = max(scale, residual, response.forceScale)
      if increments == nil, residual <= tolerances.roundOff * scale {
        return Solution(displacements: u, response: response, iterations: iteration - 1)
      }
      var du: [Double]
      do { du = try solver.solve(equations.matrix, isSymmetric: isSymmetric, right) } catch {
        throw .singular
      }
      guard du.allSatisfy(\.isFinite) else { throw .notFinite }
      let slope = zip(du, right).reduce(0) { $0 + $1.0 * $1.1 }
      let isFirst = increments != nil
      let candidate = try lineSearch(
        from: u, along: du, increments: increments, slope: abs(slope), time: time, step: step,
        before: before)
      increments = nil
      u = candidate.displacements
      let change = largest(du) * candidate.length
      let whole = u.reduce(0) { max($0, $1.abs.max()) }
      let isSmall =
        change <= tolerances.displacement * whole
        || candidate.residual <= tolerances.roundOff * scale
      if !isFirst || change == 0, isSmall,
        candidate.residual <= tolerances.residual * scale
      {
        return Solution(
          displacements: u, response: candidate.response, iterations: iteration)
      }
      // Far from where it began and not coming back: a shorter step is cheaper.
      if iteration > 6, abs(slope) > 1e6 * energy { throw .slow }
      energy = min(energy, abs(slope))
    }
    throw .slow
  }

  private mutating func assemble(
    at instant: ModelBody.Instant, increments: [Double]?, right: inout [Double]
  ) throws(Failure) -> ModelBody.Response {
    // The only copy, so that the values are changed in place.
    var equations = self.equations.moved()
    equations.setToZero()
    var shift = [Double](repeating: 0, count: equations.order)
    let response: ModelBody.Response
    do {
      response = try body.response(at: instant, loads: equations.loads) {
        equations.add($0, $1, increments: increments, to: &shift)
      }
    } catch {
      self.equations = equations
      throw .inverted
    }
    self.equations = equations
    right = minusResidual(response)
    for k in right.indices { right[k] += shift[k] }
    return response
  }

  private func minusResidual(_ response: ModelBody.Response) -> [Double] {
    var right = [Double](repeating: 0, count: equations.order)
    for (k, unknown) in equations.unknowns.enumerated() where unknown >= 0 {
      right[Int(unknown)] = -response.residual[k / 3][k % 3]
    }
    return right
  }

  private struct Candidate {
    var displacements: [Vector3]
    var response: ModelBody.Response
    var residual: Double
    var length: Double
  }

  /// The first of the lengths 1, ½, ¼ … at which no cell is inverted and the slope of the energy has fallen.
  private func lineSearch(
    from u: [Vector3], along du: [Double], increments: [Double]?, slope: Double, time: Double,
    step: Double, before: [Vector3]
  ) throws(Failure) -> Candidate {
    var (length, best): (Double, Candidate?) = (1, nil)
    var bestSlope = Double.infinity
    for _ in 0..<8 {
      var moved = u
      for (k, unknown) in equations.unknowns.enumerated() {
        moved[k / 3][k % 3] +=
          unknown >= 0 ? length * du[Int(unknown)] : increments?[k] ?? 0
      }
      let instant = ModelBody.Instant(
        time: time, step: step, displacements: moved, before: before)
      if let response = try? body.response(at: instant, loads: equations.loads) {
        let right = minusResidual(response)
        let new = abs(zip(du, right).reduce(0) { $0 + $1.0 * $1.1 })
        if new.isFinite, new < bestSlope {
          bestSlope = new
          best = Candidate(
            displacements: moved, response: response, residual: norm(right), length: length)
        }
        // Given displacements jump in the first iteration: there is no energy to compare with.
        if new.isFinite, new <= 0.9 * slope || increments != nil { break }
      }
      length *= 0.5
    }
    guard let best else { throw .inverted }
    return best
  }

  private func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  private func largest(_ x: [Double]) -> Double { x.reduce(0) { max($0, abs($1)) } }
}

extension SIMD3 where Scalar == Double {
  fileprivate var abs: Vector3 { replacing(with: -self, where: self .< 0) }
}
