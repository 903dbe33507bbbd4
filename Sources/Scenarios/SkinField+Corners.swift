extension SkinField {
  /// A number of the points of the skin, carried to the corners of its triangles.
  ///
  /// q_c = Σ a λ_c q / Σ a λ_c over the points of the triangles around a corner, a their areas and λ_c the
  /// barycentric coordinate of the corner.
  ///
  /// - Parameter value: of a point of a triangle.
  /// - Returns: one per corner of the sheet; zero beyond the rim, where there is no skin.
  func atCorners(_ value: (Int, Sample) -> Double) -> [Double] {
    let sheet = tissue.sheet
    var sums = [Double](repeating: 0, count: sheet.corners.positions.count)
    var areas = sums
    for t in sheet.faceTriangles {
      let corners = sheet.corners.triangles[t]
      for (sample, place) in zip(samples(ofTriangle: t), barycentrics) {
        let number = value(t, sample)
        for c in 0..<3 {
          sums[Int(corners[c])] += sample.area * place[c] * number
          areas[Int(corners[c])] += sample.area * place[c]
        }
      }
    }
    return zip(sums, areas).map { $1 > 0 ? $0 / $1 : 0 }
  }
}
