import Tensors

/// The least change of points after which every cell reaches a quality.
///
/// ½ Σ |Σᵢ wᵢ xᵢ − r|² over springs + ½ K Σ max(0, goal − q)² over the places of all cells, minimized by
/// the method of Levenberg and Marquardt. Where q is above the goal only the springs act.
///
/// - Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed. (2006), §10.3.
struct LeastChange {
  /// A linear combination of points that wants to be `rest`, in units of √energy.
  struct Spring {
    var points: [(number: Int, weight: Double)]
    var rest: Vector3

    func residual(_ x: [Vector3]) -> Vector3 {
      points.reduce(-rest) { $0 + $1.weight * x[$1.number] }
    }
  }

  let springs: [Spring]
  /// Numbers of the points of each cell, twelve to a cell; a negative number n stands for `fixed[−1 − n]`.
  let cells: [Int]
  let fixed: [Vector3]
  /// Scaled Jacobian below which a place costs.
  let goal: Double
  /// K.
  let stiffness: Double

  /// Steps, and trials of each step, at most.
  private static let (steps, trials) = (30, 12)
  /// No point goes farther in one step, in m: beyond, the linearization of q says nothing.
  private static let longestStep = 1e-3
  /// A step that lowers the energy by a smaller part is one of two that end the search.
  private static let progress = 1e-3

  /// - Parameter start: where the points are.
  /// - Returns: where the energy is least, as far as it was followed.
  func minimum(from start: [Vector3]) -> [Vector3] {
    var (x, value, damping, idle) = (start, energy(start), 1e-2, 0)
    for _ in 0..<Self.steps where idle < 2 {
      guard let (next, lower) = step(from: x, value, damping: &damping) else { break }
      idle = value - lower < Self.progress * value ? idle + 1 : 0
      (x, value) = (next, lower)
    }
    return x
  }

  /// A step with as little damping as lowers the energy; nil where none does.
  private func step(from x: [Vector3], _ value: Double, damping: inout Double)
    -> ([Vector3], Double)?
  {
    let system = system(at: x)
    for _ in 0..<Self.trials {
      let step = system.solution(damping: damping)
      let longest = step.reduce(0) { max($0, $1.length) }
      let part = longest > Self.longestStep ? Self.longestStep / longest : 1
      let trial = zip(x, step).map { $0 + part * $1 }
      let lower = energy(trial)
      if lower < value {
        damping = max(damping / 4, 1e-6)
        return (trial, lower)
      }
      damping *= 5
    }
    return nil
  }

  private func energy(_ x: [Vector3]) -> Double {
    var sum = springs.reduce(0) { sum, spring in
      let r = spring.residual(x)
      return sum + r.dot(r)
    }
    forEachLack(at: x) { _, _, _, lack in sum += stiffness * lack * lack }
    return sum / 2
  }

  private func system(at x: [Vector3]) -> DampedLeastSquares {
    var system = DampedLeastSquares(points: x.count)
    for spring in springs { system.add(spring.points, residual: spring.residual(x)) }
    let root = stiffness.squareRoot()
    forEachLack(at: x) { cell, place, frame, lack in
      let (da, db, dc) = frame.derivatives
      system.add(root * lack) { i in
        let g = ColumnQuality.gradients[place * ColumnQuality.controls + i]
        let point = cells[cell * ColumnQuality.controls + i]
        return (point, -root * (g.x * da + g.y * db + g.z * dc))
      }
    }
    return system
  }

  /// Visits the places that miss the goal.
  private func forEachLack(
    at x: [Vector3], _ visit: (Int, Int, ColumnQuality.Frame, Double) -> Void
  ) {
    let size = ColumnQuality.controls
    var X = [Vector3](repeating: .zero, count: size)
    for cell in 0..<cells.count / size {
      for i in 0..<size {
        let n = cells[cell * size + i]
        X[i] = n < 0 ? fixed[-1 - n] : x[n]
      }
      for place in 0..<ColumnQuality.places {
        let frame = ColumnQuality.frame(of: X, at: place)
        let lack = goal - frame.scaledJacobian
        if lack > 0 { visit(cell, place, frame, lack) }
      }
    }
  }
}
