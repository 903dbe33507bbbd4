import Documents
import Foundation
import Testing

@testable import Sweeps

struct SamplingTests {
  /// The table of Joe and Kuo in the order of n, not of Gray's code: dimensions 1 to 8 of n = 1, 2, 3, 5.
  @Test func `gives the points of Sobol'`() {
    let sequence = SobolSequence(dimensions: 8, scrambledBy: nil)
    #expect(sequence.point(0) == Array(repeating: 0, count: 8))
    #expect(sequence.point(1) == Array(repeating: 0.5, count: 8))
    #expect(sequence.point(3) == [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75])
    #expect(sequence.point(2) == [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25])
  }

  @Test(arguments: [nil, 1, 77] as [UInt64?])
  func `has one coordinate in every part, scrambled or not`(seed: UInt64?) {
    let sequence = SobolSequence(dimensions: SobolSequence.mostDimensions, scrambledBy: seed)
    let points = (0..<256).map(sequence.point)
    for dimension in 0..<SobolSequence.mostDimensions {
      #expect(Set(points.map { Int($0[dimension] * 256) }).count == 256)
    }
  }

  @Test func `fills rectangles of two coordinates evenly, which random points do not`() {
    // The first two dimensions are a (0, 2)-sequence: 64 points have one in each of the 64 rectangles of any shape.
    let sequence = SobolSequence(dimensions: 2, scrambledBy: 5)
    let points = (0..<64).map(sequence.point)
    for columns in [1, 2, 4, 8, 16, 32, 64] {
      let boxes = Set(
        points.map { Int($0[0] * Double(columns)) * 1000 + Int($0[1] * Double(64 / columns)) })
      #expect(boxes.count == 64)
    }
  }

  @Test func `scrambles otherwise for another seed`() {
    let (a, b) = (
      SobolSequence(dimensions: 3, scrambledBy: 1), SobolSequence(dimensions: 3, scrambledBy: 2)
    )
    #expect(a.point(7) != b.point(7))
    #expect(a.point(7) == SobolSequence(dimensions: 3, scrambledBy: 1).point(7))
  }

  @Test func `a Latin hypercube has one point in each part of every axis`() {
    let points = LatinHypercube(count: 100, dimensions: 4, seed: 3).points
    for axis in 0..<4 { #expect(Set(points.map { Int($0[axis] * 100) }).count == 100) }
    #expect(points != LatinHypercube(count: 100, dimensions: 4, seed: 4).points)
  }

  @Test func `quantiles are those of the distributions`() {
    // Tables of the normal distribution, to their last digit.
    for (part, z) in [(0.975, 1.959964), (0.5, 0), (0.001, -3.090232), (0.84134475, 1)] {
      #expect(abs(Distribution.standardNormalQuantile(part) - z) < 1e-6)
    }
    // The tail keeps its digits: Φ(−8) = 6.22096e-16.
    #expect(abs(Distribution.standardNormalQuantile(6.220960574e-16) + 8) < 1e-8)
    let normal = Distribution.normal(mean: 2, deviation: 3, within: -.infinity ... .infinity)
    #expect(abs(normal.quantile(0.975) - (2 + 3 * 1.959964)) < 1e-5)
    let cut = Distribution.normal(mean: 0, deviation: 1, within: 0...1)
    // Half of what lies between 0 and 1: Φ⁻¹(½ + ½ · 0.3413447).
    #expect(abs(cut.quantile(0.5) - Distribution.standardNormalQuantile(0.67067237)) < 1e-7)
    #expect(Distribution.uniform(2...4).quantile(0.25) == 2.5)
    #expect(abs(Distribution.logNormal(median: 5, deviation: 0.3).quantile(0.5) - 5) < 1e-12)
    let triangle = Distribution.triangular(0...4, mode: 1)
    // F(1) = ¼; beyond, 1 − F = (4 − x)²/12.
    #expect(triangle.quantile(0.25) == 1)
    #expect(abs(triangle.quantile(1 - 1.0 / 12) - 3) < 1e-12)
  }

  @Test func `ranges meet their ends, and logarithmic ones have equal ratios`() {
    #expect(AxisRange(from: 0.1, to: 0.7, count: 4).values.last == 0.7)
    let log = AxisRange(from: 1, to: 1000, count: 4, spacing: .log).values
    for (a, b) in zip(log, [1, 10, 100, 1000]) { #expect(abs(a - Double(b)) < 1e-9) }
  }

  @Test func `a grid has every combination, the last axis fastest, and constraints take some away`()
    throws
  {
    var sweep = Sweep()
    sweep.axes = ["a", "b"].map {
      SweepAxis(id: $0, pointers: [], values: .list([.number(1), .number(2), .number(3)]))
    }
    sweep.constraints = [try #require(SweepConstraint("a <= b"))]
    let design = SweepDesign(sweep, table: nil)
    #expect(design.excluded == 3)
    #expect(design.combinations.map { $0["a"] } == [1, 1, 1, 2, 2, 3].map { .number($0) })
    #expect(design.combinations.map { $0["b"] } == [1, 2, 3, 2, 3, 3].map { .number($0) })
  }

  @Test func `rows of a table stay together`() throws {
    var sweep = Sweep()
    sweep.axes = [SweepAxis(id: "c", pointers: [], values: .list([.string("x"), .string("y")]))]
    let pointer = try #require(JSONPointer("/p"))
    let table = try SettingTable(
      parsing: "a,\"b\",unused\n1,\"two, or so\",9\n3,true,9\n",
      columns: ["a", "b"].map { .init(name: $0, pointer: pointer) }, file: "t.csv")
    let found = SweepDesign(sweep, table: table).combinations
    #expect(found.count == 4)
    #expect(found[1] == ["a": .number(1), "b": .string("two, or so"), "c": .string("y")])
    #expect(found[2] == ["a": .number(3), "b": .boolean(true), "c": .string("x")])
  }

  @Test func `a table that lacks a column or a cell says where`() throws {
    let pointer = try #require(JSONPointer("/p"))
    func message(_ text: String) -> String {
      do {
        _ = try SettingTable(
          parsing: text, columns: [.init(name: "energy", pointer: pointer)], file: "t.csv")
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message("enery,b\n1,2\n")
        == "t.csv:1:1: there is no column \"energy\"; there are enery, b; did you mean \"enery\"?")
    #expect(message("energy,b\n1,2\n3\n") == "t.csv:3:1: 1 cells, where the first line has 2")
    #expect(message("energy\n") == "t.csv: has no row below the names of its columns")
  }
}
