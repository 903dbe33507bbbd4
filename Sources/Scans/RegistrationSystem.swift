import SparseAlgebra
import Tensors

/// A point of the atlas, given by the corners of a triangle and their weights, and where it belongs.
struct LandmarkAnchor: Sendable {
  var name: String
  var corners: SIMD3<Int32>
  var weights: Vector3
  var target: Vector3

  func position(_ x: [Vector3]) -> Vector3 {
    weights.x * x[Int(corners.x)] + weights.y * x[Int(corners.y)] + weights.z * x[Int(corners.z)]
  }
}

/// The linear system of one step of a registration, three unknowns to a vertex.
///
/// Its pattern never changes: it is analysed once and factorized at every step.
struct RegistrationSystem {
  private let laplacian: SurfaceLaplacian
  private var matrix: SymmetricMatrix
  private let factor: CholeskyFactor

  init(_ laplacian: SurfaceLaplacian) throws(FactorizationError) {
    self.laplacian = laplacian
    matrix = Self.blockPattern(of: laplacian.bending)
    factor = try CholeskyFactor(analyzing: matrix, ordering: .metisOfBlocks(size: 3))
  }

  /// What a step is drawn by.
  struct Pull {
    var stage: RegistrationSchedule.Stage
    var stretching: Double
    var correspondences: [ScanTarget.Correspondence?]
    /// Where each vertex belongs by what its surroundings look like; empty if the stage does not hold.
    var matches: [Vector3?]
    var anchors: [LandmarkAnchor]
    /// R of each vertex.
    var rotations: [Matrix3]
    /// The atlas before it was deformed.
    var rest: [Vector3]
    /// L applied to `rest`.
    var restLaplacian: [Vector3]
  }

  /// The positions that minimize the energy of `RegistrationSchedule`.
  ///
  /// - Parameters:
  ///   - pull: what the atlas is drawn by.
  ///   - old: the positions before the step.
  ///   - isFirst: whether this is the first step of its stage. Later ones differ little: they are
  ///     solved by conjugate gradients, with the factor of the first as preconditioner, at a fifth
  ///     of the time.
  /// - Returns: the positions of the vertices, in m.
  /// - Throws: `FactorizationError` if the matrix is not positive definite or too large.
  mutating func solve(_ pull: Pull, from old: [Vector3], isFirst: Bool)
    throws(FactorizationError) -> [Vector3]
  {
    let count = pull.rest.count
    let bend = Double.power(pull.stage.smoothingLength, 4)
    let stretch = pull.stretching * pull.stage.smoothingLength * pull.stage.smoothingLength
    var diagonals = [Matrix3](repeating: .zero, count: count)
    var right = shapeForces(pull, bend: bend, stretch: stretch)
    for (i, correspondence) in pull.correspondences.enumerated() {
      guard let c = correspondence else { continue }
      let weight = laplacian.areas[i] * c.weight
      diagonals[i] = Matrix3(outer: c.normal, c.normal) * weight
      right[i] += weight * c.normal.dot(c.point) * c.normal
    }
    for (i, match) in pull.matches.enumerated() {
      guard let y = match else { continue }
      let weight = laplacian.areas[i] * pull.stage.holding
      diagonals[i] = diagonals[i] + Matrix3.identity * weight
      right[i] += weight * y
    }
    fill(bend: bend, stretch: stretch, diagonals: diagonals)
    for anchor in pull.anchors { add(anchor, area: pull.stage.landmarkArea, to: &right) }
    let b = right.flatMap { [$0.x, $0.y, $0.z] }
    let x: [Double]
    if isFirst {
      try factor.factorize(matrix)
      x = factor.solve(b)
    } else {
      x = refine(old.flatMap { [$0.x, $0.y, $0.z] }, right: b)
    }
    return (0..<count).map { Vector3(x[3 * $0], x[3 * $0 + 1], x[3 * $0 + 2]) }
  }

  /// The right-hand side by which the atlas, turned with its surroundings, holds its shape.
  private func shapeForces(_ pull: Pull, bend: Double, stretch: Double) -> [Vector3] {
    var bent = pull.restLaplacian
    for i in bent.indices {
      bent[i] =
        laplacian.isBorderVertex[i]
        ? Vector3.zero : (bend / laplacian.areas[i]) * (pull.rotations[i] * bent[i])
    }
    var forces = laplacian.applied(to: bent)  // L is symmetric
    for (a, b, weight) in laplacian.edges {
      let edge = pull.rest[b] - pull.rest[a]
      let turned = 0.5 * (pull.rotations[a] * edge + pull.rotations[b] * edge)
      forces[b] += stretch * weight * turned
      forces[a] -= stretch * weight * turned
    }
    return forces
  }

  /// Conjugate gradients from `start`, until the residual, measured by the preconditioner, has fallen
  /// to 10⁻² or six steps are done: the nearest points of the next step change the solution by more.
  ///
  /// - Source: Hestenes & Stiefel, J. Res. Natl. Bur. Stand. 49 (1952) 409.
  private func refine(_ start: [Double], right: [Double]) -> [Double] {
    func dot(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var x = start
    let product = matrix.multiplied(by: x)
    var r = right.indices.map { right[$0] - product[$0] }
    var z = factor.solve(r)
    var p = z
    var size = dot(r, z)
    let enough = 1e-4 * size
    for _ in 0..<6 where size > enough {
      let Ap = matrix.multiplied(by: p)
      let step = size / dot(p, Ap)
      for i in x.indices {
        x[i] += step * p[i]
        r[i] -= step * Ap[i]
      }
      z = factor.solve(r)
      let next = dot(r, z)
      for i in p.indices { p[i] = z[i] + next / size * p[i] }
      size = next
    }
    return x
  }

  // MARK: - The matrix

  /// A 3 × 3 block for each entry: full on the diagonal, a multiple of the identity off it.
  private static func blockPattern(of scalar: SymmetricMatrix) -> SymmetricMatrix {
    var starts: [Int32] = [0]
    var rows: [Int32] = []
    for j in 0..<scalar.order {
      let above = scalar.rows[Int(scalar.columnStarts[j])..<Int(scalar.columnStarts[j + 1]) - 1]
      for axis in 0..<3 {
        for i in above { rows.append(3 * i + Int32(axis)) }
        for other in 0...axis { rows.append(Int32(3 * j + other)) }
        starts.append(Int32(rows.count))
      }
    }
    return SymmetricMatrix(order: 3 * scalar.order, columnStarts: starts, rows: rows)
  }

  private mutating func fill(bend: Double, stretch: Double, diagonals: [Matrix3]) {
    let (B, S) = (laplacian.bending, laplacian.stretching)
    for j in 0..<B.order {
      let column = Int(B.columnStarts[j])..<Int(B.columnStarts[j + 1])
      for axis in 0..<3 {
        var slot = Int(matrix.columnStarts[3 * j + axis])
        for k in column.dropLast() {
          matrix.values[slot] = bend * B.values[k] + stretch * S.values[k]
          slot += 1
        }
        let own = bend * B.values[column.upperBound - 1] + stretch * S.values[column.upperBound - 1]
        for other in 0...axis {
          matrix.values[slot] = diagonals[j][other, axis] + (other == axis ? own : 0)
          slot += 1
        }
      }
    }
  }

  private mutating func add(_ anchor: LandmarkAnchor, area: Double, to right: inout [Vector3]) {
    for p in 0..<3 {
      right[Int(anchor.corners[p])] += area * anchor.weights[p] * anchor.target
      for q in 0..<3 where anchor.corners[p] <= anchor.corners[q] {
        let value = area * anchor.weights[p] * anchor.weights[q]
        for axis in 0..<3 {
          matrix.values[slot(Int(anchor.corners[p]), Int(anchor.corners[q]), axis)] += value
        }
      }
    }
  }

  /// Where the entry of two vertices and one axis is stored; the first is the lower number.
  private func slot(_ i: Int, _ j: Int, _ axis: Int) -> Int {
    let row = Int32(3 * i + axis)
    var (low, high) = (
      Int(matrix.columnStarts[3 * j + axis]), Int(matrix.columnStarts[3 * j + axis + 1])
    )
    while low < high {
      let middle = (low + high) / 2
      if matrix.rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    precondition(matrix.rows[low] == row, "a landmark joins vertices that no triangle joins")
    return low
  }
}
