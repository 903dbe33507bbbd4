import Tensors
import Testing

@testable import Measures

/// A groove of depth 1 at 0, 4 wide, straight-sided: corners of the polygon lie on the grid of the sheets.
private func groove(_ x: Double) -> Double { -max(0, 1 - abs(x) / 2e-3) }

@Suite struct FoldMeasuresTests {
  static let depth = 1.5e-3

  @Test func `the tear trough is as deep as the groove under the pupil`() throws {
    let face = try sheetFace(
      u: steps(0, 60e-3, by: 1e-3), v: steps(-30e-3, 20e-3, by: 1e-3),
      landmarks: [
        "palpebrale_inferius_l": Vector3(30.3e-3, 12e-3, 0), "alare_l": Vector3(18e-3, -20e-3, 0),
      ]
    ) { x, y in Vector3(x, y, 1e-3 + Self.depth * groove(y)) }
    let found = try #require(Measure.tearTroughDepth.value(face))
    #expect(abs(found - Self.depth) < 1e-15)
  }

  @Test func `the nasolabial fold is as deep as the groove from nose to mouth`() throws {
    // The fold runs at 30° to the grid of the sheet, in a face turned to the side.
    let (c, s) = (3.0.squareRoot() / 2, 0.5)
    let along = Vector3(s, -c, 0)
    let across = Vector3(c, s, 0)
    let turn = Matrix3(rotationBy: 0.5, about: Vector3(0, 1, 0))
    let middle = Vector3(20e-3, -35e-3, 0)
    let face = try sheetFace(
      u: steps(-20e-3, 20e-3, by: 1e-3), v: steps(-20e-3, 20e-3, by: 1e-3),
      zone: { _, _ in "nasolabial-fold.left" },
      landmarks: [
        "alar_curvature_l": turn * (middle - 12e-3 * along),
        "cheilion_l": turn * (middle + 12e-3 * along),
      ]
    ) { a, b in
      turn * (middle + a * across - b * along + Vector3(0, 0, Self.depth * groove(a)))
    }
    let found = try #require(Measure.nasolabialDepth.value(face))
    #expect(abs(found - Self.depth) < 1e-15)
  }

  @Test func `the marionette fold is as deep as the groove below the corner of the mouth`() throws {
    let corner = Vector3(24e-3, -50e-3, 0)
    let face = try sheetFace(
      u: steps(-20e-3, 20e-3, by: 1e-3), v: steps(-20e-3, 5e-3, by: 1e-3),
      zone: { _, _ in "marionette.left" }, landmarks: ["cheilion_l": corner]
    ) { a, b in corner + Vector3(a, b, Self.depth * groove(a - 3e-3)) }
    let found = try #require(Measure.marionetteDepth.value(face))
    #expect(abs(found - Self.depth) < 1e-15)
  }
}
