import Meshes
import Tensors

/// Spreads numbers along a surface as heat spreads: how light looks that wandered below the skin.
///
/// Each step replaces a number by the mean of itself and its neighbours, weighted 1 − τ and
/// τ d⁻²/Σd⁻². Over edges of length d that moves the variance (per direction) by τ/(2 Σd⁻²/n); steps
/// are repeated until it reaches the one asked for.
struct LightDiffusion: Sendable {
  private let starts: [Int32]
  private let neighbors: [Int32]
  private let weights: [Double]
  /// Variance in m², per direction, that a full step adds at the mean vertex.
  private let variancePerStep: Double

  init(_ surface: TriangleSurface) {
    let adjacent = VertexNeighbors(surface)
    var (starts, neighbors, weights): ([Int32], [Int32], [Double]) = ([0], [], [])
    var (variance, used) = (0.0, 0)
    for i in surface.positions.indices {
      let list = adjacent.around(i)
      let inverse = list.map { j in
        let d = surface.positions[i] - surface.positions[Int(j)]
        return 1 / max(d.dot(d), 1e-12)
      }
      let sum = inverse.reduce(0, +)
      neighbors += list
      weights += inverse.map { $0 / sum }
      starts.append(Int32(neighbors.count))
      if sum > 0, sum.isFinite {
        variance += Double(list.count) / sum / 2
        used += 1
      }
    }
    (self.starts, self.neighbors, self.weights) = (starts, neighbors, weights)
    variancePerStep = used > 0 ? variance / Double(used) : 0
  }

  /// `values` spread with a standard deviation of `radius` in m.
  func spread(_ values: [Double], radius: Double) -> [Double] {
    guard radius > 0, variancePerStep > 0 else { return values }
    let steps = radius * radius / variancePerStep
    let count = min(max(Int((steps / 0.6).rounded(.up)), 1), 60)
    let tau = min(steps / Double(count), 0.9)
    var (now, next) = (values, values)
    for _ in 0..<count {
      for i in now.indices {
        var mean = 0.0
        let range = Int(starts[i])..<Int(starts[i + 1])
        for k in range { mean += weights[k] * now[Int(neighbors[k])] }
        next[i] = range.isEmpty ? now[i] : now[i] + tau * (mean - now[i])
      }
      swap(&now, &next)
    }
    return now
  }
}
