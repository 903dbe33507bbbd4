/// Where in a phase one is, in parts of it that are powers of one half.
struct PhaseClock {
  let duration: Double
  private var parts = 1
  private var position = 0
  private(set) var level = 0
  private var canDouble = true

  init(duration: Double) { self.duration = duration }

  var isOver: Bool { position == parts }
  var now: Double { duration * Double(position) / Double(parts) }
  var step: Double { duration / Double(parts) }

  /// Equal steps, of any number.
  mutating func divide(into steps: Int) { (parts, canDouble) = (steps, false) }

  /// Steps no longer than another, and at least 2^level of them.
  mutating func refine(to length: Double?, atLeast least: Int) {
    halve(least)
    while let length, step > 1.001 * length, level < 30 { halve(1) }
  }

  mutating func halve(_ times: Int) {
    level += times
    parts <<= times
    position <<= times
  }

  /// Twice the step, where the rest of the phase is a whole number of such steps.
  mutating func double() {
    guard canDouble, level > 0, position.isMultiple(of: 2) else { return }
    level -= 1
    parts >>= 1
    position >>= 1
  }

  mutating func advance() { position += 1 }
}
