import Tensors
import Testing

@testable import Measures

@Suite struct SkinStretchTests {
  static let tangents = (along: Vector3(2, 0.3, 0.1), across: Vector3(0.4, 1.5, -0.6))

  static func stretch(by F: Matrix3) -> SkinStretch {
    SkinStretch(from: tangents, to: (F * tangents.along, F * tangents.across))
  }

  @Test func `is one for a rotation`() {
    let stretch = Self.stretch(by: Matrix3(rotationBy: 0.7, about: Vector3(1, 2, 3)))
    #expect(abs(stretch.largest - 1) < 1e-14 && abs(stretch.areaRatio - 1) < 1e-14)
  }

  @Test func `is the stretch along and across a direction in the plane`() {
    let a = Self.tangents.along.normalized
    let n = a.cross(Self.tangents.across).normalized
    let t = (a + n.cross(a)).normalized
    let s = n.cross(t)
    // 1.3 and 0.8 in the plane; along the normal anything.
    let F =
      Matrix3(outer: t, t) * 1.3 + Matrix3(outer: s, s) * 0.8 + Matrix3(outer: n, n) * 7
    let stretch = Self.stretch(by: Matrix3(rotationBy: 1, about: Vector3(0, 1, 1)) * F)
    #expect(abs(stretch.largest - 1.3) < 1e-14)
    #expect(abs(stretch.smallest - 0.8) < 1e-14)
    #expect(abs(stretch.areaRatio - 1.04) < 1e-14)
  }
}
