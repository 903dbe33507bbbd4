import Testing

@testable import Pages

@Test(
  arguments: [
    (1.357, 0.6, "1.36\u{A0}±\u{A0}0.60\u{A0}mm"), (-0.004, nil, "0.00\u{A0}mm"),
    (-1.5, 0.004, "−1.50\u{A0}±\u{A0}0.00\u{A0}mm"),
    (nil, 0.1, "–"),
  ] as [(Double?, Double?, String)])
func `a figure stands with its bar and unit, zero without sign`(
  value: Double?, bar: Double?, text: String
) {
  #expect(Figure(value, bar: bar, unit: "mm").withUnit == text)
}

@Test func `a figure is told from zero if it is larger than its bar, whatever its sign`() {
  #expect(Figure(-2, bar: 1, unit: "").isDistinguishable == true)
  #expect(Figure(0.5, bar: 1, unit: "").isDistinguishable == false)
  #expect(Figure(2, bar: nil, unit: "").isDistinguishable == nil)
}

@Test func `zones and lists read as words`() {
  #expect(Wording.zone("upper-lid.left") == "left upper lid")
  #expect(Wording.zone("chin") == "chin")
  #expect(Wording.zone("face") == "whole face")
  #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
  #expect(Wording.list([]).isEmpty)
}
