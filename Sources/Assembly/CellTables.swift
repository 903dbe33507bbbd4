import ReferenceElements
import Tensors

/// What a kernel needs to know of a reference cell, tabulated at its quadrature points.
final class CellTables: Sendable {
  let nodeCount: Int
  let pointCount: Int
  let basisCount: Int
  /// ∂Nₐ/∂ξ, `[point][node]`, three numbers each.
  let gradients: [Double]
  /// Nₐ, `[point][node]`.
  let shapes: [Double]
  /// Quadrature weights, one per point.
  let weights: [Double]
  /// Pressure functions, `[point][function]`.
  let basis: [Double]
  /// Pairs (a, b) with a ≤ b in the order of the blocks of a cell matrix: b-major.
  let pairs: [(a: Int, b: Int)]

  init(shape: CellShape, basis: PressureBasis, quadrature: Quadrature) {
    let reference = shape.reference
    nodeCount = shape.nodeCount
    pointCount = quadrature.points.count
    basisCount = basis.count
    gradients = quadrature.points.flatMap { p in
      reference.gradients(at: p).flatMap { [$0.x, $0.y, $0.z] }
    }
    shapes = quadrature.points.flatMap { reference.shapes(at: $0) }
    weights = quadrature.weights
    self.basis = quadrature.points.flatMap { basis.values(at: $0) }
    pairs = (0..<shape.nodeCount).flatMap { b in (0...b).map { (a: $0, b: b) } }
  }
}
