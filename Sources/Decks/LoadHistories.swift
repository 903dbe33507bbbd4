import ConstitutiveModels
import Documents
import Models
import Tensors

/// Supports and loads as Abaqus gives them: values at the ends of steps, to which they go in a straight line.
struct LoadHistories {
  enum Item {
    case support(name: String, nodes: [Int], axis: Int)
    case force(name: String, nodes: [Int], axis: Int)
    case pressure(name: String, facets: [Facet])
    case gravity(Vector3)

    /// Two of a key are one load whose value changes.
    var key: String {
      switch self {
      case .support(let name, _, let axis): "support \(name) \(axis)"
      case .force(let name, _, let axis): "force \(name) \(axis)"
      case .pressure(let name, _): "pressure \(name)"
      case .gravity(let g): "gravity \(g)"
      }
    }
  }

  private struct Course {
    var item: Item
    /// Value at the end of each step from the first on; the last one stays.
    var values: [Int: Double]
    var curve: (step: Int, LoadCurve)?
  }

  private var courses: [Course] = []
  private var places: [String: Int] = [:]
  /// Where steps begin and end.
  private var times = [0.0]
  private var step = 0

  mutating func beginStep() {
    step += 1
    times.append(times[times.count - 1] + 1)
  }

  mutating func endStep(after duration: Double) {
    times[times.count - 1] = times[times.count - 2] + duration
  }

  /// A value at the end of this step; before the first step, from the start.
  mutating func set(_ item: Item, to value: Double, curve: LoadCurve?) {
    let place = places[item.key] ?? courses.count
    if place == courses.count {
      courses.append(Course(item: item, values: [:]))
      places[item.key] = place
    }
    courses[place].values[step] = value
    if let curve { courses[place].curve = (step, curve) }
  }

  func add(to model: inout Model) throws(DocumentError.Problem) {
    for course in courses {
      let value = try value(of: course)
      switch course.item {
      case .support(let name, let nodes, let axis):
        let first = course.values.keys.min() ?? 0
        model.supports.append(
          Support(
            name: name, nodes: nodes, axis: axis, value: value,
            steps: first > 1 ? first - 1...Int.max - 1 : nil))
      case .force(let name, let nodes, let axis):
        var direction = Vector3.zero
        direction[axis] = 1
        model.loads.append(
          Load(name: name, kind: .nodal(nodes: nodes, direction), scale: value))
      case .pressure(let name, let facets):
        model.loads.append(
          Load(
            name: name, kind: .pressure(facets: facets, follows: true, isSymmetrized: true),
            scale: value))
      case .gravity(let direction):
        model.loads.append(Load(name: "GRAV", kind: .gravity(direction), scale: value))
      }
    }
  }

  private func value(of course: Course) throws(DocumentError.Problem) -> TimeValue {
    if let (step, curve) = course.curve {
      guard course.values.count == 1 else {
        throw .init(
          place: nil, path: course.item.key,
          message: "an amplitude and other steps with another value are not supported together")
      }
      let start = times[max(0, step - 1)]
      let shifted = LoadCurve(points: curve.points.map { SIMD2($0.x + start, $0.y) })
      return TimeValue(course.values[step] ?? 0, curve: shifted)
    }
    if course.values.values.allSatisfy({ $0 == 0 }) { return TimeValue(0) }
    var (points, last) = ([SIMD2<Double>](), 0.0)
    for (index, time) in times.enumerated() {
      last = course.values[index] ?? last
      points.append(SIMD2(time, last))
    }
    return TimeValue(1, curve: LoadCurve(points: points))
  }
}
