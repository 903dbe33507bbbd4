import Tensors
import Testing

@Suite struct PolarDecompositionTests {
  static let turn = Matrix3(rotationBy: 0.7, about: Vector3(1, -2, 0.5))

  func distance(_ a: Matrix3, _ b: Matrix3) -> Double {
    let difference = a - b
    return difference.contracted(with: difference).squareRoot()
  }

  @Test func `finds the rotation under a stretch`() {
    let other = Matrix3(rotationBy: 1.1, about: Vector3(0, 1, 1))
    let stretch = other * Matrix3(diagonal: 0.4, 1.3, 2) * other.transpose
    // Round-off of a few operations on entries of order 1.
    #expect(distance((Self.turn * stretch).rotation, Self.turn) < 1e-14)
  }

  @Test func `leaves the identity as it is`() {
    #expect(distance(Matrix3.identity.rotation, .identity) == 0)
  }
}
