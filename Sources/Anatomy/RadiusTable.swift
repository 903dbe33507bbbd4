import Foundation
import Tensors

/// The distance of the skin from the centre as a smooth function of direction.
///
/// r(φ, θ) = Σᵢⱼ cᵢⱼ Bᵢ(φ) Bⱼ(|θ|), with cubic B-splines whose middle knots are the nodes of the
/// table, extended evenly at its ends and mirrored at θ = 0: even in θ and twice continuously
/// differentiable everywhere.
///
/// Source: de Boor, *A Practical Guide to Splines*, revised ed. (2001), ch. IX and XVII.
struct RadiusTable: Sendable {
  /// φ of the rows and θ of the columns in radians.
  private let tilts: SplineBasis
  private let sides: SplineBasis
  /// cᵢⱼ in m, `[tilt][side]`, with the columns mirrored in front.
  private let coefficients: [[Double]]

  init(_ table: AtlasParameters.Radii) {
    let side = table.sides.map { $0 * .pi / 180 }
    tilts = SplineBasis(nodes: table.tilts.map { $0 * .pi / 180 })
    sides = SplineBasis(nodes: side.dropFirst().reversed().map { -$0 } + side)
    coefficients = table.coefficients.map { row in
      (row.dropFirst().reversed() + row).map { 1e-3 * $0 }
    }
  }

  /// r in m at angles in radians; outside the table, its value at the edge.
  func callAsFunction(tilt: Double, side: Double) -> Double {
    let (row, rowWeights) = tilts.weights(at: tilt)
    let (column, columnWeights) = sides.weights(at: side)
    var r = 0.0
    for i in 0..<4 {
      for j in 0..<4 {
        r += rowWeights[i] * columnWeights[j] * coefficients[row + i][column + j]
      }
    }
    return r
  }
}

/// Cubic B-splines, one for each node, which is its middle knot.
struct SplineBasis: Sendable {
  private let knots: [Double]
  private let range: ClosedRange<Double>

  /// - Parameter nodes: increasing; at least four.
  init(nodes: [Double]) {
    let (first, last) = (nodes[0], nodes[nodes.count - 1])
    let (d, e) = (nodes[1] - first, last - nodes[nodes.count - 2])
    knots = [first - 2 * d, first - d] + nodes + [last + e, last + 2 * e]
    range = nodes[1]...nodes[nodes.count - 2]
  }

  /// The four splines that are not zero at `x`: the number of the first, and their values.
  func weights(at x: Double) -> (first: Int, values: SIMD4<Double>) {
    let x = min(max(x, range.lowerBound), range.upperBound)
    // knots[span] ≤ x < knots[span + 1]; at the upper end of the range the span before it.
    var span = 3
    while knots[span + 1] <= x && knots[span + 1] < range.upperBound { span += 1 }
    var values = SIMD4<Double>(1, 0, 0, 0)
    for degree in 1...3 {
      var saved = 0.0
      for k in 0..<degree {
        let right = knots[span + k + 1]
        let left = knots[span + 1 - degree + k]
        let part = values[k] / (right - left)
        values[k] = saved + (right - x) * part
        saved = (x - left) * part
      }
      values[degree] = saved
    }
    return (span - 3, values)
  }
}
