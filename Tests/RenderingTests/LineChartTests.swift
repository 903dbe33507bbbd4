import Foundation
import FoundationXML
import Rendering
import Testing

private func chart(_ series: [LineChart.Series]) -> LineChart {
  LineChart(title: "Rise & fall", horizontal: "time, s", vertical: "rise, mm", series: series)
}

@Test func `a chart is well-formed XML, whatever its names`() throws {
  var drawing = chart([.init("<cheek> & jowl", [SIMD2(0, 0), SIMD2(1, 2)], halfWidths: [0, 0.5])])
  drawing.marks = [.init("load off", at: 0.5)]
  drawing.caption = "a < b"
  #expect(XMLParser(data: Data(drawing.svg().utf8)).parse())
}

@Test func `zero is on the axis, and a curve ends where its last value is`() {
  let svg = chart([.init("cheek", [SIMD2(0, 1), SIMD2(4, 2)])]).svg()
  // From 0 to 2.1 mm over 300 units, the lower end at 344: 1 mm is at 201.14, 2 mm at 58.29.
  #expect(svg.contains("M70 201.14L630 58.29"))
}

@Test func `a point that is no number breaks the curve, and no points at all leave the axes`() {
  let broken = chart([.init("a", [SIMD2(0, 1), SIMD2(1, .nan), SIMD2(2, 1), SIMD2(3, 1)])]).svg()
  #expect(broken.matches(of: #/stroke-width="2"/#).count == 1)
  #expect(broken.contains(#/d="M70 [0-9.]+M[0-9.]+ [0-9.]+L/#))
  #expect(!chart([]).svg().contains("nan") && !broken.contains("nan"))
}

@Test func `names of curves that end together do not cover each other`() {
  let svg = chart((0..<5).map { .init("curve \($0)", [SIMD2(0, 0), SIMD2(1, 1)]) }).svg()
  let heights = svg.matches(of: #/y="([0-9.]+)"[^>]*>curve/#).compactMap { Double($0.1) }.sorted()
  #expect(heights.count == 5)
  #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 14.9 })
}
