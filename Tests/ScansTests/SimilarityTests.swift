import Tensors
import Testing

@testable import Scans

@Suite struct SimilarityTests {
  let points = (0..<12).map { i in
    Vector3(.sine(1.3 * Double(i)), .cosine(2.1 * Double(i)), .sine(0.7 * Double(i) + 1)) * 0.1
  }
  let given = Similarity(
    scale: 1.37, rotation: Matrix3(rotationBy: 2.4, about: Vector3(1, -2, 0.5)),
    translation: Vector3(0.3, -0.2, 1))

  @Test func `recovers a similarity to round-off`() {
    let found = Similarity.fitting(points, to: points.map { given($0) })
    #expect(abs(found.scale - given.scale) < 1e-13)
    for p in points { #expect((found(p) - given(p)).length < 1e-14) }
  }

  @Test func `recovers it from points in a plane, where a mirror image would fit as well`() {
    let flat = points.map { Vector3($0.x, $0.y, 0) }
    let found = Similarity.fitting(flat, to: flat.map { given($0) })
    #expect(abs(found.rotation.determinant - 1) < 1e-13)
    for p in points { #expect((found(p) - given(p)).length < 1e-13) }
  }

  @Test func `never mirrors`() {
    let found = Similarity.fitting(points, to: points.map { $0 * Vector3(-1, 1, 1) })
    #expect(abs(found.rotation.determinant - 1) < 1e-13)
  }

  @Test func `moves a single place to another`() {
    let found = Similarity.fitting([Vector3(1, 2, 3)], to: [Vector3(4, 4, 4)])
    #expect(found(Vector3(1, 2, 3)) == Vector3(4, 4, 4))
  }
}
