import Models

/// The sizes of the steps in time of a stage.
struct StepClock {
  private let step: LoadStep
  private let start: Double
  private let end: Double
  private var time: Double
  /// The size that the adaption has come to, before it is cut to meet a time.
  private var size: Double
  private var retries = 0
  /// By how much a step that failed is shortened.
  private var part = 0.0

  /// - Parameters:
  ///   - step: the stage.
  ///   - start: the time at which it begins.
  ///   - lastTime: a time at which the run ends, if before the end of the stage.
  init(_ step: LoadStep, start: Double, lastTime: Double?) {
    self.step = step
    (self.start, time, size) = (start, start, step.stepSize)
    end = min(start + step.duration, lastTime ?? .infinity)
  }

  /// Below this two times are the same.
  static func slack(_ time: Double) -> Double { 1e-9 * max(1e-3, abs(time)) }

  /// The size of the next step in time; nil at the end.
  mutating func next() -> Double? {
    let left = end - time
    guard left > Self.slack(end) else { return nil }
    retries = 0
    var next = min(size, left)
    // A remainder of round-off is no step of its own.
    if left - next < Self.slack(end) { next = left }
    let must = step.stepping?.mustPoints.first { $0 > time + Self.slack(end) }
    if let must, time + next > must - Self.slack(end) { next = min(next, must - time) }
    return next
  }

  /// The time after a step, exactly the end where it is met.
  func time(after size: Double) -> Double {
    let target = time + size
    return abs(target - end) < Self.slack(end) ? end : target
  }

  /// Goes on, and adapts the size to the number of iterations.
  mutating func accept(_ taken: Double, iterations: Int) {
    time = time(after: taken)
    guard let stepping = step.stepping else { return }
    let largest = stepping.largest.value(at: time)
    if retries > 0 { size = taken }
    size = max(size, stepping.smallest)
    let scale =
      (Double(stepping.optimalIterations) / Double(max(iterations, 1))).squareRoot()
    if scale >= 1 {
      size = min(size + (largest - size) * min(0.2, scale - 1), 5 * size)
      if largest > 0 { size = min(size, largest) }
    } else {
      size = max(size - (size - stepping.smallest) * (1 - scale), stepping.smallest)
      if largest > 0 { size = min(size, largest) }
    }
  }

  /// The size to try after a step failed; nil after too many.
  ///
  /// First smaller by equal parts, as many as the deck allows retries, as FEBio does by default; then halved.
  mutating func shorten(_ failed: Double) -> Double? {
    retries += 1
    let parts = step.stepping?.retries ?? 0
    if retries == 1 { part = failed / Double(parts + 1) }
    if retries <= parts { return failed - part }
    // Ten halvings make a thousandth; what fails then does not fail for the step being long.
    return retries <= parts + 10 ? 0.5 * failed : nil
  }
}
