import Solvers
import Tensors

/// How a face changes with one figure of its tissue, to first order.
public struct TissueResponse: Sendable {
  public var parameter: UncertainParameter
  /// Of the displacement from the face as captured to its rest shape, in m per unit of the figure's logarithm.
  public var rest: [Vector3]
  /// Of the displacement from the face as captured, one field per step; exactly zero in a step that is as captured.
  public var steps: [[Vector3]]
  /// Whether it was found to `ResponseSolver.accuracy`.
  public var isSettled: Bool
}

extension ScenarioResult {
  /// Differences move the logarithm of a figure by this.
  ///
  /// What is of second order is then 1e-5 of what is of first, and round-off, 1e-16 of stresses against the 1e-5
  /// of them that change, is 1e-11.
  static let parameterStep = 1e-5

  /// The face with each of its uncertain figures moved by `parameterStep`.
  func movedFaces(_ parameters: [UncertainParameter]) throws(RunFailure) -> [PreparedFace] {
    var faces: [PreparedFace] = []
    for parameter in parameters {
      do {
        faces.append(try prepared.moved([(parameter, Self.parameterStep)]))
      } catch {
        throw RunFailure(step: "error bars", reason: "\(error)")
      }
    }
    return faces
  }

  /// The responses to all uncertain figures of the tissue.
  ///
  /// - Parameters:
  ///   - parameters: the figures.
  ///   - faces: the face with each of them moved by `parameterStep`.
  ///   - way: the solved steps.
  /// - Returns: one per parameter.
  /// - Throws: `RunFailure` for want of memory.
  func responses(to parameters: [UncertainParameter], faces: [PreparedFace], after way: StepSolver)
    throws(RunFailure) -> [TissueResponse]
  {
    let (moved, unmoved) = (faces.map(StepForces.init), StepForces(prepared))
    func varied(_ conditions: StepConditions) -> [VariedBody] {
      moved.map { VariedBody($0.body(conditions), step: Self.parameterStep) }
    }
    let (asCaptured, captured) = way.found[0]
    let solver = ResponseSolver(
      way.solver, captured: unmoved.body(asCaptured), loaded: captured.state)
    var (shapes, fields): ([[Vector3]], [[[Vector3]]]) = ([], [])
    do {
      shapes = try solver.capturedResponses(to: varied(asCaptured))
      // As captured nothing moves, whatever the tissue.
      fields.append(shapes.map { Array(repeating: .zero, count: $0.count) })
      for (conditions, equilibrium) in way.found.dropFirst() {
        fields.append(
          try solver.responses(
            of: unmoved.body(conditions), at: equilibrium.state, to: varied(conditions),
            capturedResponses: shapes))
      }
    } catch {
      throw RunFailure(of: "error bars", error, on: prepared)
    }
    let likenesses = steps.indices.map { likeness(ofStep: $0, among: way) }
    return parameters.indices.map { i in
      TissueResponse(
        parameter: parameters[i], rest: shapes[i].map { -1 * $0 },
        steps: likenesses.map { likeness in
          let field = fields[likeness.number][i]
          return likeness.part == 1 ? field : field.map { likeness.part * $0 }
        }, isSettled: !solver.unsettled.contains(i))
    }
  }

  /// The result for a tissue in which one figure has moved by `parameterStep`, to first order.
  ///
  /// - Parameters:
  ///   - response: to that figure.
  ///   - face: with that figure moved.
  /// - Returns: fields and statistics.
  func moved(along response: TissueResponse, face: PreparedFace) -> ScenarioResult {
    moved(rest: response.rest, steps: response.steps, by: Self.parameterStep, face: face)
  }

  /// The result with its displacements moved along some fields, and the statistics of that.
  func moved(rest: [Vector3], steps fields: [[Vector3]], by step: Double, face: PreparedFace)
    -> ScenarioResult
  {
    var result = displaced(rest: rest, steps: fields, by: step, face: face)
    result.takeStock(known: self)
    return result
  }

  /// The result with its displacements moved along some fields, and its old statistics.
  func displaced(rest: [Vector3], steps fields: [[Vector3]], by step: Double, face: PreparedFace)
    -> ScenarioResult
  {
    func sum(_ a: [Vector3], _ b: [Vector3]) -> [Vector3] { zip(a, b).map { $0 + step * $1 } }
    var result = self
    result.prepared = face
    result.rest.displacements = sum(self.rest.displacements, rest)
    for i in steps.indices where fields[i].contains(where: { $0 != .zero }) {
      result.steps[i].displacements = sum(steps[i].displacements, fields[i])
    }
    return result
  }
}
