import Documents
import Scenarios

/// States of the last runs on a face.
struct SolvedNeighbours {
  /// What a run can begin with: states of runs like it, the most like it first, and with which weights they count.
  struct Beginning {
    /// Of the run most like it.
    var id: String
    var schedules: [SolvedSteps]
    var weights: [Double]
  }

  private var entries: [(run: PlannedRun, steps: SolvedSteps)] = []

  /// So many are kept, so that the memory of a worker does not grow over a sweep.
  ///
  /// At 77 505 unknowns the states of a run with two steps have 7 MB.
  private static let most = 32

  mutating func keep(_ steps: SolvedSteps, of run: PlannedRun) {
    if entries.count == Self.most { entries.removeFirst() }
    entries.append((run, steps))
  }

  /// Where a run begins; nil while nothing is known.
  ///
  /// Of the runs that share all its words, those nearest by their numbers: two for each axis and two more.
  func beginning(of run: PlannedRun) -> Beginning? {
    let numeric = run.axes.keys.sorted().filter { Self.number(run.axes[$0]) != nil }
    let words = run.axes.filter { Self.number($0.value) == nil }
    let alike = entries.filter { entry in
      words.allSatisfy { entry.run.axes[$0.key] == $0.value }
        && numeric.allSatisfy { Self.number(entry.run.axes[$0]) != nil }
    }
    guard !alike.isEmpty else {
      return entries.last.map { Beginning(id: $0.run.id, schedules: [$0.steps], weights: [1]) }
    }
    let spreads = numeric.map { axis -> Double in
      let values = (alike.map(\.run) + [run]).compactMap { Self.number($0.axes[axis]) }
      let spread = (values.max() ?? 0) - (values.min() ?? 0)
      return spread > 0 ? spread : 1
    }
    func place(_ run: PlannedRun) -> [Double] {
      zip(numeric, spreads).map { (Self.number(run.axes[$0]) ?? 0) / $1 }
    }
    let target = place(run)
    let sorted = alike.map { (entry: $0, place: place($0.run)) }.map { known in
      (
        known.entry, known.place,
        zip(known.place, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      )
    }.sorted { ($0.2, $0.0.run.number) < ($1.2, $1.0.run.number) }
    let nearest = Array(sorted.prefix(2 * numeric.count + 2))
    let first = nearest[0].0
    guard nearest.count > 1, let weights = AffineWeights(nearest.map(\.1), to: target) else {
      return Beginning(id: first.run.id, schedules: [first.steps], weights: [1])
    }
    return Beginning(
      id: first.run.id, schedules: nearest.map { $0.0.steps }, weights: weights.values)
  }

  private static func number(_ value: JSONTree?) -> Double? {
    if case .number(let number) = value { number } else { nil }
  }
}
