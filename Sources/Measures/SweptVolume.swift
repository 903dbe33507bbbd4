import ReferenceElements
import Tensors

/// The volume that facets of one shape sweep while each of their nodes moves straight to another place.
///
/// V = ∫₀¹ ∫ u · (∂x/∂ξ × ∂x/∂η) dξ dη dt with x = X + t u; positive where the facet moves outwards.
///
/// The integrand is a polynomial and the rules are exact for it, so V is the volume of the curved prism between
/// both places to round-off. Neighbours sweep the same wall with opposite signs: sums over the facets of a
/// surface are the volume between the whole surface before and after, and the wall its border sweeps.
public struct SweptVolume: Sendable {
  private struct Sample {
    var weight: Double
    var shapes: [Double]
    var gradients: [Vector3]
  }
  private let samples: [Sample]
  /// ∂x/∂ξ × ∂x/∂η is quadratic in t; two points are exact to the third power.
  private let times: (points: [Double], weights: [Double])

  /// - Parameter shape: of a facet.
  public init(of shape: CellShape) {
    precondition(shape.dimension == 2, "\(shape) is not a facet")
    let (cell, rule) = (shape.reference, shape.quadrature)
    samples = zip(rule.points, rule.weights).map { point, weight in
      Sample(weight: weight, shapes: cell.shapes(at: point), gradients: cell.gradients(at: point))
    }
    let line = Quadrature.line(points: 2)
    times = (line.points.map { (1 + $0) / 2 }, line.weights.map { $0 / 2 })
  }

  /// The volume that one facet sweeps.
  ///
  /// - Parameters:
  ///   - start: places of its nodes before, in m.
  ///   - end: places of its nodes after, in m.
  /// - Returns: in m³.
  public func volume(from start: [Vector3], to end: [Vector3]) -> Double {
    var volume = 0.0
    for sample in samples {
      var (u, along, across) = (Vector3.zero, Vector3.zero, Vector3.zero)
      var (alongRate, acrossRate) = (Vector3.zero, Vector3.zero)
      for (node, g) in sample.gradients.enumerated() {
        let move = end[node] - start[node]
        u += sample.shapes[node] * move
        along += g.x * start[node]
        across += g.y * start[node]
        alongRate += g.x * move
        acrossRate += g.y * move
      }
      for (t, w) in zip(times.points, times.weights) {
        let area = (along + t * alongRate).cross(across + t * acrossRate)
        volume += sample.weight * w * u.dot(area)
      }
    }
    return volume
  }
}
