import Testing

@testable import Rendering

@Suite struct TicksTests {
  @Test(arguments: [
    (-5.0, 5.0, 11, ["−5", "−4", "−3", "−2", "−1", "0", "1", "2", "3", "4", "5"]),
    (-5.0, 5.0, 5, ["−4", "−2", "0", "2", "4"]),
    (0.0, 1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.0, 0.1, 3, ["0.00", "0.05", "0.10"]),
    (0.0, 12.0, 4, ["0", "5", "10"]),
    (-0.3, 0.3, 7, ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"]),
    (0.0, 2500.0, 4, ["0", "1000", "2000"]),
  ])
  func `takes steps of one, two or five`(low: Double, high: Double, limit: Int, labels: [String]) {
    #expect(Ticks(in: low...high, atMost: limit).labels == labels)
  }

  @Test func `never has more ticks than asked for, and at least two where there is room`() {
    for k in 1...300 {
      let range = -0.013 * Double(k)...0.071 * Double(k * k)
      let ticks = Ticks(in: range, atMost: 8)
      #expect((2...8).contains(ticks.values.count))
      #expect(
        ticks.values.allSatisfy {
          $0 >= range.lowerBound - 1e-9 && $0 <= range.upperBound * (1 + 1e-9)
        })
    }
  }

  @Test(arguments: [
    (0.0, 1, "0.0"), (-0.04, 1, "0.0"), (-0.06, 1, "−0.1"), (12.345, 2, "12.35"), (3, 0, "3"),
  ])
  func `writes decimals with a true minus sign`(value: Double, digits: Int, text: String) {
    #expect(decimal(value, digits: digits) == text)
  }
}
