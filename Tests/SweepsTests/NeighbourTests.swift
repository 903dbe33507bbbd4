import Documents
import Foundation
import Testing

@testable import Scenarios
@testable import Sweeps

struct NeighbourTests {
  @Test func `weights give what is linear exactly`() throws {
    let points = [[0.1, 0.2], [0.9, 0.1], [0.4, 0.8], [0.5, 0.5], [0.3, 0.9]]
    let target = [0.45, 0.4]
    let weights = try #require(AffineWeights(points, to: target)).values
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
    func linear(_ x: [Double]) -> Double { 3 + 2 * x[0] - 5 * x[1] }
    let value = zip(weights, points).reduce(0) { $0 + $1.0 * linear($1.1) }
    // The ridge of 1e-9 is what is left.
    #expect(abs(value - linear(target)) < 1e-6)
  }

  @Test func `a point that is there counts alone`() throws {
    let weights = try #require(AffineWeights([[0, 0], [1, 0], [0, 1]], to: [1, 0])).values
    #expect(abs(weights[1] - 1) < 1e-3)
  }

  @Test func `points on a line give what they can, and those far off on one side nothing`() throws {
    // All at the same second coordinate: it is met as nearly as it can be, and weights stay what they are on the line.
    let onLine = try #require(AffineWeights([[0, 0], [1, 0], [2, 0]], to: [0.5, 0.01])).values
    #expect(abs(onLine[1] + 2 * onLine[2] - 0.5) < 0.01)
    #expect(AffineWeights([[0], [0.01]], to: [1]) == nil)
  }

  @Test func `runs with other words are no neighbours where there are some with the same`() throws {
    func run(_ number: Int, _ x: Double, _ word: String) -> PlannedRun {
      PlannedRun(
        number: number, id: "run\(number)", face: "a", body: "b",
        axes: ["x": .number(x), "zones": .array([.string(word)])])
    }
    var neighbours = SolvedNeighbours()
    #expect(neighbours.beginning(of: run(1, 0, "jowl")) == nil)
    neighbours.keep(SolvedSteps(), of: run(1, 0, "jowl"))
    neighbours.keep(SolvedSteps(), of: run(2, 1, "cheek"))
    neighbours.keep(SolvedSteps(), of: run(3, 2, "cheek"))
    let near = try #require(neighbours.beginning(of: run(4, 0.1, "cheek")))
    #expect(near.id == "run2")
    let other = try #require(neighbours.beginning(of: run(5, 0.1, "chin")))
    #expect(other.id == "run3" && other.weights == [1])
    // The same word, one run.
    #expect(neighbours.beginning(of: run(6, 0.1, "jowl"))?.weights == [1])
  }
}
