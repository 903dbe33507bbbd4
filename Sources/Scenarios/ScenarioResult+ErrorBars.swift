import Anatomy
import Dispatch
import Tensors

extension ScenarioResult {
  /// Finds out how far every number may be off.
  ///
  /// - Parameter way: the solved steps; the body and the factor of its solver are others afterwards.
  /// - Throws: `RunFailure` for want of memory.
  mutating func addErrorBars(after way: StepSolver) throws(RunFailure) {
    let isTimed = steps.contains { $0.curve != nil }
    let parameters = prepared.uncertainParameters.filter {
      isTimed || $0.quantity.relaxation(scaledBy: 1) == nil
    }
    var (clock, way) = (clock, way)
    responses = try clock.time("sensitivities") { () throws(RunFailure) in
      let timed = try timedResponses(to: parameters, after: &way)
      var responses = try responses(
        to: parameters, faces: try movedFaces(parameters), after: way)
      for (i, field) in timed { responses[i].steps = field }
      return responses
    }
    errorBars = try clock.time("error bars") { () throws(RunFailure) in
      try bars(of: try movedFaces(parameters))
    }
    self.clock = clock
  }

  private func bars(of faces: [PreparedFace]) throws(RunFailure) -> ErrorBars {
    let numbers = ResultNumbers(self)
    // The last is the error of the mesh.
    let varied = mapped(0...faces.count) { i in
      let moved =
        i < faces.count ? moved(along: responses[i], face: faces[i]) : movedByMeshError
      return ResultNumbers(moved).values
    }
    let scan = ScanErrors(self)
    let parameters = responses.map(\.parameter)
    let names = parameters.map(\.name) + ["mesh"]
    let deviations = parameters.map(\.deviation) + [1 / ErrorBar.deviationsAt95]
    var (bars, changes) = ([NumberPlace: ErrorBar](), [NumberPlace: [Double]]())
    for (n, place) in numbers.places.enumerated() where !numbers.values[n].isNaN {
      let change = zip(varied, deviations).map {
        $1 * ($0[n] - numbers.values[n]) / Self.parameterStep
      }
      changes[place] = change
      bars[place] = ErrorBar(zip(names, change).map { ($0, abs($1)) } + scan.errors(of: place))
    }
    return ErrorBars(parameters: parameters, bars: bars, changes: changes)
  }

  /// Every displacement longer by a `parameterStep` of the error bound of the mesh where it is.
  private var movedByMeshError: ScenarioResult {
    let fields = meshErrorFields
    return moved(rest: fields.rest, steps: fields.steps, by: Self.parameterStep, face: prepared)
  }

  /// What the displacements may be too short by for the mesh, at 95 %.
  var meshErrorFields: (rest: [Vector3], steps: [[Vector3]]) {
    let bounds = prepared.atlas.zones.map {
      prepared.meshErrors.bound(of: $0.name, edge: prepared.edge)
    }
    let atNodes = prepared.face.tissue.atNodes(ofZones: bounds)
    func scaled(_ field: [Vector3]) -> [Vector3] { zip(atNodes, field).map { $0 * $1 } }
    return (scaled(rest.displacements), steps.map { scaled($0.displacements) })
  }

  /// One value per number, on the threads of the run; the order of the work does not matter.
  private func mapped(_ range: ClosedRange<Int>, _ body: @Sendable (Int) -> [Double]) -> [[Double]]
  {
    let threads = threads
    var values = [[Double]](repeating: [], count: range.count)
    values.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for i in range where i % threads == thread { buffer[i] = body(i) }
      }
    }
    return values
  }
}
