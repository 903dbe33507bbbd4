import Tensors

/// How the surroundings of each vertex have turned between two shapes of a surface.
///
/// Rᵢ maximizes tr(Rᵀ M) with M = Σⱼ wᵢⱼ eᵢⱼ′ ⊗ eᵢⱼ + Aᵢ n′ ⊗ n over the edges e at the vertex and its
/// normal n, which decides the turn that flat surroundings leave open. Found by Müller's iteration
/// from the rotation of the last call.
///
/// - Source: Müller, Bender, Chentanez & Macklin, *A robust method to extract the rotational part of
///   deformations* (2016); Sorkine & Alexa, *As-rigid-as-possible surface modeling* (2007).
struct LocalRotations {
  private(set) var rotations: [Matrix3]
  private let laplacian: SurfaceLaplacian
  private let rest: [Vector3]
  private let restNormals: [Vector3]

  init(rest: [Vector3], normals: [Vector3], laplacian: SurfaceLaplacian) {
    self.rest = rest
    self.laplacian = laplacian
    restNormals = normals
    rotations = rest.map { _ in .identity }
  }

  mutating func update(to positions: [Vector3], normals: [Vector3]) {
    var covariances = rest.map { _ in Matrix3.zero }
    for (a, b, weight) in laplacian.edges {
      let M = Matrix3(outer: positions[b] - positions[a], rest[b] - rest[a]) * weight
      covariances[a] = covariances[a] + M
      covariances[b] = covariances[b] + M
    }
    for i in rotations.indices {
      let M = covariances[i] + Matrix3(outer: normals[i], restNormals[i]) * laplacian.areas[i]
      rotations[i] = Self.rotation(maximizing: M, from: rotations[i])
    }
  }

  private static func rotation(maximizing M: Matrix3, from start: Matrix3) -> Matrix3 {
    var R = start
    for _ in 0..<20 {
      var axis = Vector3.zero
      var overlap = 0.0
      for c in 0..<3 {
        let (r, m) = (column(R, c), column(M, c))
        axis += r.cross(m)
        overlap += r.dot(m)
      }
      let omega = axis / max(abs(overlap), 1e-30)
      let angle = omega.length
      guard angle > 1e-7, angle.isFinite else { break }
      R = Matrix3(rotationBy: min(angle, 1), about: omega) * R
    }
    return R
  }

  private static func column(_ A: Matrix3, _ c: Int) -> Vector3 {
    switch c {
    case 0: Vector3(A.xx, A.yx, A.zx)
    case 1: Vector3(A.xy, A.yy, A.zy)
    default: Vector3(A.xz, A.yz, A.zz)
    }
  }
}
