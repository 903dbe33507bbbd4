import Tensors

extension ScenarioResult {
  /// Half the widths of the 95 % intervals of a map, in SI units; empty without error bars.
  ///
  /// 1.96 √(Σ σᵢ²) of the same errors as in the bars of zones, each taken at its place: the values of the map are taken
  /// again on displacements moved along each response and by the error of the mesh, and the scan misses the place by
  /// what it misses the zone by.
  func skinBars(
    of quantity: SkinQuantity, ofStep number: Int, from first: Int?, values: [Double]
  ) throws(RunFailure) -> [Double] {
    guard errorBars != nil else { return [] }
    var variances = scanDeviations(of: quantity, ofStep: number, from: first, values: values)
      .map { $0 * $0 }
    func add(_ moved: ScenarioResult, deviation: Double) {
      let varied = moved.skinValues(of: quantity, ofStep: number, from: first)
      for (i, value) in varied.enumerated() {
        let change = deviation * (value - values[i]) / Self.parameterStep
        variances[i] += change * change
      }
    }
    for (response, face) in zip(responses, try facesBearing(quantity)) {
      let moved = displaced(
        rest: response.rest, steps: response.steps, by: Self.parameterStep, face: face)
      add(moved, deviation: response.parameter.deviation)
    }
    let mesh = meshErrorFields
    add(
      displaced(rest: mesh.rest, steps: mesh.steps, by: Self.parameterStep, face: prepared),
      deviation: 1 / ErrorBar.deviationsAt95)
    // Nobody sees less than what the round trip is held to.
    let least = quantity.kind == .length ? ErrorBars.leastDisplacement : 0
    return variances.map { $0.isNaN ? $0 : max(ErrorBar.deviationsAt95 * $0.squareRoot(), least) }
  }

  /// The face with the figure of each response moved; only stress depends on more of it than where the skin goes.
  private func facesBearing(_ quantity: SkinQuantity) throws(RunFailure) -> [PreparedFace] {
    guard quantity == .tension else { return responses.map { _ in prepared } }
    return try movedFaces(responses.map(\.parameter))
  }

  /// One standard deviation of what the scan does to each value; zero for the atlas' own face.
  ///
  /// As `ScanErrors` for zones, with |∇u| of the place.
  private func scanDeviations(
    of quantity: SkinQuantity, ofStep number: Int, from first: Int?, values: [Double]
  ) -> [Double] {
    let misfits = prepared.misfits
    guard !misfits.isEmpty else { return values.map { _ in 0 } }
    let field = SkinField(of: motion(toStep: number, from: first), on: prepared.face)
    let noise = prepared.spreads.scanNoise.deviation
    func onSkin(_ value: (String) -> Double) -> [Double] {
      let byZone = prepared.atlas.zones.map { value($0.name) }
      let zones = prepared.face.tissue.sheet.zoneOfTriangle
      return prepared.onSkin(field.atCorners { t, _ in byZone[zones[t]] })
    }
    let distances = onSkin { name in
      let misfit = misfits.first { $0.zone == name }?.rootMeanSquare ?? .nan
      return (misfit * misfit + noise * noise).squareRoot()
    }
    guard quantity.kind != .length else {
      let squares = prepared.onSkin(field.atCorners { $1.squaredGradient })
      return zip(squares, distances).map { max($0, 0).squareRoot() * $1 }
    }
    let zones = first == nil ? steps[number].zones : statistics(ofStep: number, from: first)
    let relative = onSkin { name in
      zones.first { $0.zone == name }.map {
        $0.gradient / max($0.rootMeanSquare, .leastNormalMagnitude)
      } ?? .nan
    }
    return values.indices.map { relative[$0] * abs(values[$0]) * distances[$0] }
  }
}
