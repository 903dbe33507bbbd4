/// A result on a mesh and on one with half its edge, and what that says of its error.
struct TwoMeshes {
  var coarse: Double
  var fine: Double

  /// The change at the last halving: a bound of what is left for any order of convergence above 1.
  var change: Double { abs(fine - coarse) }

  /// Compares the finer result with a closed form.
  ///
  /// - Parameters:
  ///   - quantity: what it is.
  ///   - unit: of reference and result.
  ///   - reference: of the closed form.
  ///   - modelling: part of the reference, or of `scale`, by which the body differs from that of the closed form.
  ///   - why: what makes the difference.
  ///   - scale: what `modelling` is a part of where the reference is zero.
  /// - Returns: the comparison; its tolerance is the change plus the difference of the bodies, at most 1 %.
  func compared(
    _ quantity: String, unit: String, reference: Double, modelling: Double, _ why: String,
    scale: Double? = nil
  ) -> Comparison {
    let size = scale ?? abs(reference)
    let limit = min(change, 0.01 * size) + modelling * size
    return Comparison(
      quantity, unit: unit, reference: reference, result: fine, allowed: .absolute(limit),
      because: "change at the last halving of the mesh (at most 1 %) plus \(why)")
  }

  /// Computes on both meshes.
  static func of(_ compute: (_ refinement: Int) throws -> [Double]) rethrows -> [TwoMeshes] {
    let (coarse, fine) = (try compute(1), try compute(2))
    return zip(coarse, fine).map { TwoMeshes(coarse: $0, fine: $1) }
  }
}
