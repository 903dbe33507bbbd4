import Tensors
import Testing

@testable import ModelSolvers

@Suite struct StatePathTests {
  private func path(_ times: [Double], _ u: (Double) -> Double) -> StatePath {
    var path = StatePath(time: times[0], displacements: [Vector3(u(times[0]), 0, 0)])
    for t in times.dropFirst() { path.append(time: t, displacements: [Vector3(u(t), 0, 0)]) }
    return path
  }

  @Test func `a parabola is continued exactly`() throws {
    let u = { (t: Double) in t + 0.02 * t * t }
    let found = try #require(path([0, 1, 2], u).prediction(at: 3))
    #expect(abs(found[0].x - u(3)) < 1e-14)
  }

  @Test func `steps of another length, a bend and too short a path predict nothing`() {
    #expect(path([0, 1, 2], { $0 }).prediction(at: 2.5) == nil)
    #expect(path([0, 0.5, 2], { $0 }).prediction(at: 3.5) == nil)
    #expect(path([0, 1, 2], { $0 * $0 }).prediction(at: 3) == nil)
    #expect(path([0, 1], { $0 }).prediction(at: 2) == nil)
  }
}
