import Tensors

extension ScenarioResult {
  /// Mean distance in m between the skin of the face as captured and in a step, as two scans of it would show.
  ///
  /// ∫ |u·n| dA / A with the outward normal n: what glides along the skin, a comparison of surfaces does not see.
  /// To first order in the displacement over the radius of curvature.
  ///
  /// - Parameter step: of the run.
  /// - Returns: zero where nothing moves.
  public func meanSurfaceDistance(_ step: Step) -> Double {
    let motion = SkinMotion(to: step.displacements, rest: rest.displacements, stiffness: (nil, nil))
    let field = SkinField(of: motion, on: prepared.face)
    let samples = prepared.face.tissue.sheet.faceTriangles.flatMap(field.samples)
    let swept = samples.reduce(0) { $0 + $1.area * abs($1.displacement.dot($1.normal)) }
    return swept / samples.reduce(0) { $0 + $1.area }
  }
}
