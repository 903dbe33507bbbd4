import Models
import Tensors

/// When a step in time counts as solved, and how long it is tried.
public struct ModelTolerances: Sendable {
  /// Residual over the norm of the forces of all cells, the largest in the step in time.
  public var residual = 1e-8
  /// Largest change of a displacement in the last iteration, over the largest displacement.
  public var displacement = 1e-8
  /// A residual that is round-off: no better can be had.
  public var roundOff = 1e-13
  /// Iterations before a step in time is cut.
  ///
  /// Five or six are usual. One that wanders for longer costs more than two of half its length, and may end in another
  /// equilibrium than the one that is near: of a sheet pulled to seven times its length (FEBio's mi30), flat or bowed.
  public var iterations = 10

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
    let instant = { (u: [Vector3]) in
      ModelBody.Instant(time: time, step: step, displacements: u, before: before)
    }
    // A body that is free to move bears no forces in equilibrium: what they were on the way counts as well.
    var (energy, scale) = (Double.infinity, 0.0)
    var (response, right) = try assemble(at: instant(u), increments: increments)
    var (hasTangent, keepsFactor) = (true, false)
    for iteration in 1...tolerances.iterations {
      let residual = norm(right)
      scale = max(scale, residual, response.forceScale)
      if increments == nil, residual <= tolerances.roundOff * scale {
        return Solution(displacements: u, response: response, iterations: iteration - 1)
      }
      if !hasTangent && !keepsFactor {
        (response, right) = try assemble(at: instant(u), increments: nil)
      }
      let du = try correction(right, keepsFactor: keepsFactor)
      let slope = zip(du, right).reduce(0) { $0 + $1.0 * $1.1 }
      let isFirst = increments != nil
      let size = largest(du) / max(largestEntry(u), .leastNormalMagnitude)
      // After a correction as small as this the next one is the last, and needs neither a tangent nor a factor of its own.
      keepsFactor = !isFirst && !keepsFactor && size < Self.smallCorrection
      hasTangent = !keepsFactor
      let candidate = try lineSearch(
        from: u, along: du, increments: increments, slope: abs(slope), wantsTangent: hasTangent,
        at: instant)
      increments = nil
      (u, response, right) = (candidate.displacements, candidate.response, candidate.right)
      let change = largest(du) * candidate.length
      let rest = norm(right)
      let isSmall =
        change <= tolerances.displacement * largestEntry(u) || rest <= tolerances.roundOff * scale
      if !isFirst || change == 0, isSmall, rest <= tolerances.residual * scale {
        return Solution(displacements: u, response: response, iterations: iteration)
      }
      // Far from where it began and not coming back: a shorter step is cheaper.
      if iteration > 6, abs(slope) > 1e6 * energy { throw .slow }
      energy = min(energy, abs(slope))
    }
    throw .slow
  }

  /// Takes the tangents of all loads as they are from now on; false if they were so before.
  mutating func becomeExact() -> Bool {
    guard equations.becomeExact(for: body) else { return false }
    solver = TangentSolver()
    return true
  }

  /// A correction below this share of the displacements is followed by one of its square: as good as the last.
  private static let smallCorrection = 1e-4

  /// K⁻¹ r, by the tangent that was assembled last or the factor before it.
  private mutating func correction(_ right: [Double], keepsFactor: Bool) throws(Failure)
    -> [Double]
  {
    if right.isEmpty { return [] }
    let du: [Double]
    do {
      if !keepsFactor { try solver.factorize(equations.pattern, equations.values) }
      du = try solver.solve(right)
    } catch {
      throw .singular
    }
    guard du.allSatisfy(\.isFinite) else { throw .notFinite }
    return du
  }

  /// The response with its tangent, and the right-hand side.
  private mutating func assemble(at instant: ModelBody.Instant, increments: [Double]?)
    throws(Failure) -> (ModelBody.Response, right: [Double])
  {
    // The only copy, so that the values are changed in place.
    var values = equations.values
    equations.values = []
    defer { equations.values = values }
    var right = [Double](repeating: 0, count: equations.order)
    let (body, loads, pattern) = (body, equations.loads, equations.pattern)
    let response = values.withUnsafeMutableBufferPointer { values in
      right.withUnsafeMutableBufferPointer { right -> ModelBody.Response? in
        values.update(repeating: 0)
        guard let entries = values.baseAddress, let shift = right.baseAddress else {
          return try? body.response(at: instant, loads: loads)
        }
        return try? body.response(
          at: instant, loads: loads,
          target: TangentTarget(
            pattern: pattern, values: entries, increments: increments, right: shift))
      }
    }
    guard let response else { throw .inverted }
    for (k, unknown) in pattern.unknowns.enumerated() where unknown >= 0 {
      right[Int(unknown)] -= response.residual[k / 3][k % 3]
    }
    return (response, right)
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
    var right: [Double]
    var length: Double
  }

  /// The first of the lengths 1, ½, ¼ … at which no cell is inverted and the slope of the energy has fallen.
  private mutating func lineSearch(
    from u: [Vector3], along du: [Double], increments: [Double]?, slope: Double,
    wantsTangent: Bool, at instant: ([Vector3]) -> ModelBody.Instant
  ) throws(Failure) -> Candidate {
    var (length, best): (Double, Candidate?) = (1, nil)
    var bestSlope = Double.infinity
    var isLast = false
    for _ in 0..<8 {
      let moved = self.moved(u, along: du, by: length, increments)
      isLast = false
      if let (response, right) = evaluated(at: instant(moved), wantsTangent: wantsTangent) {
        let new = abs(zip(du, right).reduce(0) { $0 + $1.0 * $1.1 })
        if new.isFinite, new < bestSlope {
          bestSlope = new
          isLast = true
          best = Candidate(
            displacements: moved, response: response, right: right, length: length)
        }
        // Given displacements jump in the first iteration: there is no energy to compare with.
        if new.isFinite, new <= 0.9 * slope || increments != nil { break }
      }
      length *= 0.5
    }
    guard let best else { throw .inverted }
    // The tangent is to be that of the state that is returned.
    if wantsTangent, !isLast { _ = try assemble(at: instant(best.displacements), increments: nil) }
    return best
  }

  private func moved(
    _ u: [Vector3], along du: [Double], by length: Double, _ increments: [Double]?
  ) -> [Vector3] {
    var moved = u
    for (k, unknown) in equations.unknowns.enumerated() {
      moved[k / 3][k % 3] += unknown >= 0 ? length * du[Int(unknown)] : increments?[k] ?? 0
    }
    return moved
  }

  /// Response and right-hand side; nil where a cell is inverted.
  private mutating func evaluated(at instant: ModelBody.Instant, wantsTangent: Bool) -> (
    ModelBody.Response, right: [Double]
  )? {
    if wantsTangent { return try? assemble(at: instant, increments: nil) }
    guard let response = try? body.response(at: instant, loads: equations.loads) else { return nil }
    return (response, minusResidual(response))
  }

  private func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  private func largest(_ x: [Double]) -> Double { x.reduce(0) { max($0, abs($1)) } }
  private func largestEntry(_ u: [Vector3]) -> Double { u.reduce(0) { max($0, $1.abs.max()) } }
}

extension SIMD3 where Scalar == Double {
  fileprivate var abs: Vector3 { replacing(with: -self, where: self .< 0) }
}
