/// Which of all combinations of the axes are run.
public enum SweepSampling: Sendable, Equatable {
  /// Every value of each axis with every value of the others; the last axis varies fastest.
  case grid
  case latinHypercube(count: Int, seed: UInt64)
  /// Without a seed the points are not scrambled.
  case sobol(count: Int, seed: UInt64?)
  /// Two matrices of `count` scrambled Sobol' points, and mixtures of them that tell the share of every axis: count · (axes + 2) runs.
  ///
  /// - Source: A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259.
  case saltelli(count: Int, seed: UInt64)

  /// The coordinates of all points; nil for a grid, which has none.
  func points(axes: Int) -> [[Double]]? {
    switch self {
    case .grid: return nil
    case .latinHypercube(let count, let seed):
      return LatinHypercube(count: count, dimensions: axes, seed: seed).points
    case .sobol(let count, let seed):
      let sequence = SobolSequence(dimensions: axes, scrambledBy: seed)
      // Point 0 of the plain sequence is a corner, at which quantiles may be infinite.
      return (0..<count).map { sequence.point(seed == nil ? $0 + 1 : $0) }
    case .saltelli(let count, let seed):
      let sequence = SobolSequence(dimensions: 2 * axes, scrambledBy: seed)
      return (0..<count).flatMap { row -> [[Double]] in
        let point = sequence.point(row)
        let (a, b) = (Array(point[..<axes]), Array(point[axes...]))
        return [a, b]
          + (0..<axes).map { axis in
            var mixed = a
            mixed[axis] = b[axis]
            return mixed
          }
      }
    }
  }

  /// Coordinates that a sequence must have for so many axes.
  func dimensions(axes: Int) -> Int {
    switch self {
    case .grid, .latinHypercube: 0
    case .sobol: axes
    case .saltelli: 2 * axes
    }
  }
}
