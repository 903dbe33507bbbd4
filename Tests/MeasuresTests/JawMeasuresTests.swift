import Tensors
import Testing

@testable import Measures

@Suite struct JawMeasuresTests {
  static let menton = Vector3(0, -88e-3, 66e-3)
  static let gonion = Vector3(54e-3, -52e-3, 11e-3)

  /// A sheet in the upright plane of the chord whose lower border hangs `sag` (m) below it.
  static func face(sag: (Double) -> Double) throws -> MeasuredFace {
    let chord = gonion - menton
    let unit = chord.normalized
    let vertical = Vector3(0, -1, 0)
    let down = (vertical - vertical.dot(unit) * unit).normalized
    return try sheetFace(
      u: steps(0, 1, by: 0.01), v: steps(0, 1, by: 0.25), zone: { _, _ in "jawline.left" },
      landmarks: ["menton": menton, "gonion_l": gonion]
    ) { s, t in menton + s * chord + (t * (sag(s) + 20e-3) - 20e-3) * down }
  }

  @Test func `the jowl sags as far as its lowest skin between a quarter and 60 % of the chord`()
    throws
  {
    // 3 mm at 40 %; more near the ends, which do not count.
    let face = try Self.face { s in
      let bulge = 3e-3 * max(0, 1 - abs(s - 0.4) / 0.1)
      return s < 0.2 || s > 0.7 ? 9e-3 : bulge
    }
    let found = try #require(Measure.jowlSag.value(face))
    #expect(abs(found - 3e-3) < 1e-15)
  }

  @Test func `a rigid move of the skin along the plane's downward direction adds to the sag`()
    throws
  {
    var face = try Self.face { _ in 1e-3 }
    let before = try #require(Measure.jowlSag.value(face))
    face.skin.positions = face.skin.positions.map { $0 + Vector3(0, -2e-3, 0) }
    let after = try #require(Measure.jowlSag.value(face))
    // Straight down, the way across a chord that rises by 36 over its length of 86: cos of its slope.
    let chord = (Self.gonion - Self.menton).normalized
    let cosine: Double = (1 - chord.y * chord.y).squareRoot()
    #expect(abs(after - before - 2e-3 * cosine) < 1e-15)
  }

  @Test func `the notch before the jowl is as deep as it lies above the line from chin to jowl`()
    throws
  {
    // Chin at 10 % and jowl at 54 % of the chord hang 4 mm, between them nothing does: a V of 4 mm at 32 %.
    let face = try Self.face { s in 4e-3 * min(1, abs(s - 0.32) / 0.22) }
    let found = try #require(Measure.prejowlNotch.value(face))
    // Places are 1.25 % apart: the tip is missed by at most 0.63 % of 22 %, 0.11 mm of 4.
    #expect(found <= 4e-3 + 1e-15 && found > 4e-3 - 0.12e-3)
    #expect(Measure.prejowlNotch.value(try Self.face { _ in 2e-3 }).map { $0 < 1e-15 } == true)
  }

  @Test func `a straight border is straight, sloped or not, and a sine has its rms`() throws {
    let sloped = try #require(
      Measure.jawlineStraightness.value(try Self.face { 1e-3 + 4e-3 * $0 }))
    #expect(sloped < 1e-12)
    // Five full waves between 5 % and 95 %; a line fits none of a whole wave but a little of its slope.
    let waves = 10 * Double.pi / 0.9
    let wavy = try #require(
      Measure.jawlineStraightness.value(
        try Self.face { 1e-3 * Double.cosine(waves * ($0 - 0.05)) }))
    // Samples at 37 places hit 7.2 per wave, on polygons of 18 sides per wave: 5 % of the rms 1/√2.
    let expected: Double = 1e-3 / 2.0.squareRoot()
    #expect(abs(wavy - expected) < 0.05 * expected)
  }
}
