import ReferenceElements
import SparseAlgebra
import Tensors

/// Matrices and loads of a scalar field on an axisymmetric grid, all with one pattern.
///
/// Integrals over the volume have 2πr dr dz, so that loads are in W and not for each radian.
struct GridOperators: Sendable {
  let grid: AxisymmetricGrid
  /// A matrix of zeros.
  let pattern: SymmetricMatrix
  /// Where the pairs a ≤ b of the nodes of each cell stand among the values of the pattern.
  private let slots: [[Int]]

  /// The nine points of a cell, exact for products of two shapes and r.
  static let rule = Quadrature.square(pointsPerLine: 3)
  private static let shapes = rule.points.map(Quadrilateral8.shapes(at:))
  private static let gradients = rule.points.map(Quadrilateral8.gradients(at:))
  /// The nodes of the edge η = −1 in the order of ξ, and the quadratic shapes on it at three points.
  private static let topNodes = [0, 4, 1]
  private static let pairs = (0..<8).flatMap { a in (a..<8).map { (a, $0) } }

  init(_ grid: AxisymmetricGrid) {
    self.grid = grid
    pattern = SymmetricMatrix(
      order: grid.nodes.count,
      entries: grid.cells.flatMap { nodes in
        Self.pairs.map { (row: nodes[$0.0], column: nodes[$0.1], value: 0.0) }
      })
    let matrix = pattern
    slots = grid.cells.map { nodes in
      Self.pairs.map { matrix.slot(row: nodes[$0.0], column: nodes[$0.1]) }
    }
  }

  // MARK: - Volume

  /// ∫ k ∇Nₐ·∇N_b dV.
  ///
  /// - Parameter k: one for each cell.
  /// - Returns: a matrix of the pattern.
  func diffusion(_ k: [Double]) -> SymmetricMatrix {
    assembled { cell, point, weight in
      let (r, z) = grid.extent(ofCell: cell)
      let (toR, toZ) = (2 / (r.upperBound - r.lowerBound), 2 / (z.upperBound - z.lowerBound))
      let gradients = Self.gradients[point].map { SIMD2(toR * $0.x, toZ * $0.y) }
      let factor = k[cell] * weight
      return Self.pairs.map { a, b in
        factor * (gradients[a].x * gradients[b].x + gradients[a].y * gradients[b].y)
      }
    }
  }

  /// ∫ c Nₐ N_b dV.
  ///
  /// - Parameter c: one for each cell.
  /// - Returns: a matrix of the pattern.
  func mass(_ c: [Double]) -> SymmetricMatrix {
    assembled { cell, point, weight in
      let shapes = Self.shapes[point]
      return Self.pairs.map { a, b in c[cell] * weight * shapes[a] * shapes[b] }
    }
  }

  private func assembled(_ terms: (_ cell: Int, _ point: Int, _ weight: Double) -> [Double])
    -> SymmetricMatrix
  {
    var matrix = pattern
    for cell in grid.cells.indices {
      for point in Self.rule.points.indices {
        let added = terms(cell, point, weight(ofPoint: point, inCell: cell))
        for (slot, value) in zip(slots[cell], added) { matrix.values[slot] += value }
      }
    }
    return matrix
  }

  /// 2πr dr dz of a point, in m³.
  func weight(ofPoint point: Int, inCell cell: Int) -> Double {
    let (r, z) = grid.extent(ofCell: cell)
    let area = 0.25 * (r.upperBound - r.lowerBound) * (z.upperBound - z.lowerBound)
    return 2 * .pi * grid.position(Self.rule.points[point], inCell: cell).x * area
      * Self.rule.weights[point]
  }

  /// ∫ Nₐ Q dV, in W.
  ///
  /// - Parameter density: Q in W/m³ at a point of a cell.
  /// - Returns: one for each node.
  func load(_ density: (_ cell: Int, _ point: Int, _ place: SIMD2<Double>) -> Double) -> [Double] {
    var load = [Double](repeating: 0, count: grid.nodes.count)
    for (cell, nodes) in grid.cells.enumerated() {
      for point in Self.rule.points.indices {
        let place = grid.position(Self.rule.points[point], inCell: cell)
        let power = density(cell, point, place) * weight(ofPoint: point, inCell: cell)
        for (a, node) in nodes.enumerated() { load[node] += power * Self.shapes[point][a] }
      }
    }
    return load
  }

  /// |∇f|² at the points of a cell.
  ///
  /// - Parameters:
  ///   - field: a value at each node.
  ///   - cell: number of the cell.
  /// - Returns: one for each of the nine points, in the unit of the field squared over m².
  func squaredGradients(of field: [Double], inCell cell: Int) -> [Double] {
    let (r, z) = grid.extent(ofCell: cell)
    let (toR, toZ) = (2 / (r.upperBound - r.lowerBound), 2 / (z.upperBound - z.lowerBound))
    return Self.gradients.map { gradients in
      let sum = zip(grid.cells[cell], gradients).reduce(SIMD2<Double>()) {
        $0 + field[$1.0] * SIMD2(toR * $1.1.x, toZ * $1.1.y)
      }
      return (sum * sum).sum()
    }
  }

  // MARK: - Surface and bottom

  /// The columns of cells whose middle lies in a range of radii.
  private func columns(in range: ClosedRange<Double>) -> [Int] {
    (0..<grid.columns).filter { range.contains(0.5 * (grid.radii[$0] + grid.radii[$0 + 1])) }
  }

  /// Calls `body` at the three points of the surface of each cell of a ring, with 2πr dr in m² and the shapes there.
  private func eachSurfacePoint(
    in range: ClosedRange<Double>, _ body: (_ cell: Int, _ area: Double, _ shapes: [Double]) -> Void
  ) {
    let line = Quadrature.line(points: 3)
    for cell in columns(in: range) {
      let half = 0.5 * (grid.radii[cell + 1] - grid.radii[cell])
      for (xi, w) in zip(line.points, line.weights) {
        let place = Vector3(xi, -1, 0)
        let r = grid.position(place, inCell: cell).x
        body(cell, 2 * .pi * r * half * w, Quadrilateral8.shapes(at: place))
      }
    }
  }

  /// ∫ Nₐ N_b dA on a ring of the surface.
  func surfaceMass(in range: ClosedRange<Double>) -> SymmetricMatrix {
    var matrix = pattern
    eachSurfacePoint(in: range) { cell, area, shapes in
      for a in Self.topNodes {
        for b in Self.topNodes where b >= a {
          guard let pair = Self.pairs.firstIndex(where: { $0 == (a, b) }) else { continue }
          matrix.values[slots[cell][pair]] += area * shapes[a] * shapes[b]
        }
      }
    }
    return matrix
  }

  /// ∫ Nₐ dA on a ring of the surface, in m².
  func surfaceLoad(in range: ClosedRange<Double>) -> [Double] {
    var load = [Double](repeating: 0, count: grid.nodes.count)
    eachSurfacePoint(in: range) { cell, area, shapes in
      for a in Self.topNodes { load[grid.cells[cell][a]] += area * shapes[a] }
    }
    return load
  }

  /// The vector g with g·f = −∫ k ∂f/∂z dA over the lower end: what flows out there, in W/K.
  ///
  /// - Parameter k: one for each cell.
  /// - Returns: one for each node.
  func bottomOutflow(_ k: [Double]) -> [Double] {
    var load = [Double](repeating: 0, count: grid.nodes.count)
    let line = Quadrature.line(points: 3)
    for cell in (grid.rows - 1) * grid.columns..<grid.rows * grid.columns {
      let (r, z) = grid.extent(ofCell: cell)
      for (xi, w) in zip(line.points, line.weights) {
        let place = Vector3(xi, 1, 0)
        let area =
          2 * .pi * grid.position(place, inCell: cell).x * 0.5 * (r.upperBound - r.lowerBound) * w
        let factor = -k[cell] * area * 2 / (z.upperBound - z.lowerBound)
        for (node, gradient) in zip(grid.cells[cell], Quadrilateral8.gradients(at: place)) {
          load[node] += factor * gradient.y
        }
      }
    }
    return load
  }
}

extension SymmetricMatrix {
  /// Where an entry stands among the values; it is part of the pattern.
  fileprivate func slot(row: Int, column: Int) -> Int {
    let (i, j) = (Int32(min(row, column)), max(row, column))
    var range = Int(columnStarts[j])..<Int(columnStarts[j + 1])
    while range.count > 1 {
      let middle = range.lowerBound + range.count / 2
      range = rows[middle] <= i ? middle..<range.upperBound : range.lowerBound..<middle
    }
    precondition(rows[range.lowerBound] == i, "the entry is no part of the pattern")
    return range.lowerBound
  }

  /// The matrix with rows and columns of some unknowns replaced by those of the unit matrix.
  func holding(_ isHeld: [Bool]) -> SymmetricMatrix {
    var matrix = self
    for j in 0..<order {
      for k in Int(columnStarts[j])..<Int(columnStarts[j + 1]) {
        let i = Int(rows[k])
        if isHeld[i] || isHeld[j] { matrix.values[k] = i == j ? 1 : 0 }
      }
    }
    return matrix
  }

  /// A + factor · B, of one pattern.
  func adding(_ factor: Double, _ other: SymmetricMatrix) -> SymmetricMatrix {
    var sum = self
    for k in values.indices { sum.values[k] += factor * other.values[k] }
    return sum
  }
}
