import Anatomy
import Meshes
import Tensors

@testable import Measures

/// A face made for one measure: a sheet of skin of known shape, and the landmarks that the measure asks for.
///
/// Lengths are in m. Outside lies on the side of ∂x/∂u × ∂x/∂v.
func sheetFace(
  u: [Double], v: [Double], zone: @escaping (Double, Double) -> String = { _, _ in "cheek.left" },
  landmarks: [String: Vector3], shape: (Double, Double) -> Vector3
) throws -> MeasuredFace {
  let positions = v.flatMap { v in u.map { shape($0, v) } }
  var triangles: [SIMD3<Int32>] = []
  var zones: [Zone] = []
  for j in 0..<v.count - 1 {
    for i in 0..<u.count - 1 {
      let (a, b) = (Int32(j * u.count + i), Int32((j + 1) * u.count + i))
      triangles += [SIMD3(a, a + 1, b + 1), SIMD3(a, b + 1, b)]
      let name = zone((u[i] + u[i + 1]) / 2, (v[j] + v[j + 1]) / 2)
      let found = Zone(name: name) ?? Zone(region: name)
      zones += [found, found]
    }
  }
  let skin = TriangleSurface(positions: positions, triangles: triangles)
  return MeasuredFace(
    captured: skin, skin: skin, capturedLandmarks: landmarks, landmarks: landmarks,
    zoneOfTriangle: zones)
}

/// Numbers from `first` to `last`, `step` apart.
func steps(_ first: Double, _ last: Double, by step: Double) -> [Double] {
  let count = Int(((last - first) / step).rounded())
  return (0...count).map { first + (last - first) * Double($0) / Double(count) }
}
