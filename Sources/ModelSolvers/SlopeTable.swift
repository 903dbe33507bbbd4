import ReferenceElements
import Tensors

/// ∂N/∂ξ of a reference cell at the points of a rule, four nodes side by side.
final class SlopeTable: Sendable {
  /// `[point][direction][group of four nodes]`; what is beyond the last node is zero.
  let slopes: [Lanes]
  let weights: [Double]
  /// Groups of four nodes.
  let groupCount: Int

  init(_ shape: CellShape, rule: Quadrature) {
    let groups = (shape.nodeCount + 3) / 4
    var slopes: [Lanes] = []
    for point in rule.points {
      let dN = shape.reference.gradients(at: point)
      for direction in 0..<3 {
        for group in 0..<groups {
          var lanes = Lanes.zero
          for lane in 0..<4 where 4 * group + lane < dN.count {
            lanes[lane] = dN[4 * group + lane][direction]
          }
          slopes.append(lanes)
        }
      }
    }
    (self.slopes, weights, groupCount) = (slopes, rule.weights, groups)
  }
}
