import Tensors
import Testing

@testable import Measures

@Suite struct NeckMeasuresTests {
  static let menton = Vector3(0, -88e-3, 66e-3)
  static let corner = Vector3(0, -97e-3, 29e-3)

  /// Chin, floor of the mouth and neck as a sheet bent over the midline, with `below` (m) hanging under the chord.
  static func face(neck: Vector3, below: (Double) -> Double = { _ in 0 }) throws -> MeasuredFace {
    let chord = corner - menton
    let down = chord.normalized.cross(Vector3(1, 0, 0))
    return try sheetFace(
      u: steps(-10e-3, 10e-3, by: 2e-3), v: steps(-2, 0, by: 0.05),
      landmarks: ["menton": menton, "cervical_point": corner]
    ) { x, v in
      // From the neck (−2) over the corner (−1) to the chin (0).
      let s = -v
      let point =
        s <= 1 ? menton + s * chord + below(s) * down : corner + (s - 1) * (neck - corner)
      return point + Vector3(x, 0, 0)
    }
  }

  @Test(arguments: [100.0, 120, 150])
  func `the cervicomental angle is that of the sheet`(degrees: Double) throws {
    let turn = Matrix3(rotationBy: degrees * .pi / 180, about: Vector3(1, 0, 0))
    let neck = Self.corner + turn * (Self.menton - Self.corner)
    try #require(neck.y < Self.corner.y)
    let found = try #require(Measure.cervicomentalAngle.value(try Self.face(neck: neck)))
    #expect(abs(found * 180 / .pi - degrees) < 1e-9)
  }

  @Test func `the submental area is what hangs below the chord`() throws {
    // A triangle of height 6 mm over the chord, and the same pulled in.
    let neck = Vector3(0, -130e-3, 14e-3)
    func area(_ height: Double) throws -> Double? {
      Measure.submentalArea.value(
        try Self.face(neck: neck) { s in height * (1 - abs(2 * s - 1)) })
    }
    let full = (Self.corner - Self.menton).length * 6e-3 / 2
    #expect(abs(try #require(try area(6e-3)) - full) < 1e-12 * full)
    #expect(abs(try #require(try area(-6e-3)) + full) < 1e-12 * full)
    #expect(abs(try #require(try area(0))) < 1e-12 * full)
  }
}
