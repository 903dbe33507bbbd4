import Foundation
import Testing

@testable import Calibration

private typealias Evaluation = DampedGaussNewton.Evaluation

@Suite struct DampedGaussNewtonTests {
  @Test func `a straight line is fitted in one step, with its textbook deviations`() throws {
    let times = [0.0, 1, 2, 3]
    let search = DampedGaussNewton(
      data: zip(times, [1.1, 1.4, 2.1, 2.4]).map { ($0.1, 0.1) }, priors: [])
    let found = try search.minimize(from: [0, 0]) { x in
      Evaluation(values: times.map { x[0] + x[1] * $0 }, slopes: times.map { [1, $0] })
    }
    #expect(found.end == .converged)
    #expect(abs(found.parameters[0] - 1.06) < 1e-3 && abs(found.parameters[1] - 0.46) < 1e-3)
    // Σ(t − t̄)² = 5, so that the slope has 0.1/√5 and the information of both is known.
    let deviations = LogInformation(found.information, priors: [1, 1]).covariance(withPriors: false)
    #expect(abs(deviations[1][1].squareRoot() - 0.1 / 5.0.squareRoot()) < 1e-9)
  }

  @Test func `an exponential is found from afar`() throws {
    let times = (0..<8).map { 0.3 * Double($0) }
    func values(_ x: [Double]) -> [Double] { times.map { exp(x[0]) * exp(-exp(x[1]) * $0) } }
    let truth = [1.7, -1.2]
    let search = DampedGaussNewton(data: values(truth).map { ($0, 1e-3) }, priors: [])
    let found = try search.minimize(from: [0, 0]) { x in
      let here = values(x)
      return Evaluation(
        values: here, slopes: zip(here, times).map { [$0, -$0 * exp(x[1]) * $1] })
    }
    #expect(found.end == .converged)
    #expect(zip(found.parameters, truth).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test func `a prior and a reading meet in their weighted mean`() throws {
    let search = DampedGaussNewton(data: [(1.0, 0.2)], priors: [0.4])
    let found = try search.minimize(from: [0]) { Evaluation(values: $0, slopes: [[1]]) }
    // 1/0.04 against 1/0.16.
    #expect(abs(found.parameters[0] - 0.8) < 2e-3)
  }

  @Test func `where the model fails the step is shortened`() throws {
    struct Closed: Error {}
    let search = DampedGaussNewton(data: [(0.5, 1e-2)], priors: [])
    let found = try search.minimize(from: [0]) { x in
      guard x[0] < 0.6 else { throw Closed() }
      return Evaluation(values: [0.1 * sinh(x[0] / 0.2)], slopes: [[0.5 * cosh(x[0] / 0.2)]])
    }
    #expect(found.end == .converged && abs(found.parameters[0] - 0.2 * asinh(5)) < 1e-3)
  }

  @Test func `what cannot be reached ends at the bound and says so`() throws {
    let search = DampedGaussNewton(data: [(2.0, 1e-3)], priors: [])
    let found = try search.minimize(from: [0]) { x in
      let t = tanh(x[0])
      return Evaluation(values: [t], slopes: [[1 - t * t]])
    }
    #expect(found.end != .converged)
  }

  @Test func `two figures of which only the product is read are said to be so`() {
    // ∂/∂x₀ = ∂/∂x₁: only the sum of the logarithms counts.
    let information = LogInformation([100, 100, 100, 100], priors: [0.5, 0.5])
    #expect(information.directions[0].information < 1e-9)
    let weak = information.directions[0].components
    #expect(abs(weak[0] + weak[1]) < 1e-9)
    #expect(
      FittedTissue.unseen(["fat", "deep"], [information.directions[0]])
        .allSatisfy { $0.hasPrefix("fat and deep are seen only as a product") })
    // Two that nothing is seen of are named one by one, not as a product and a quotient.
    let both = LogInformation([0, 0, 0, 0], priors: [0.5, 0.5])
    #expect(
      FittedTissue.unseen(["fat", "deep"], both.directions)
        == ["fat is hardly seen by these readings", "deep is hardly seen by these readings"])
    // With the priors the difference has its prior variance 2s², the sum 2s²/(1 + 200 s²).
    let C = information.covariance(withPriors: true)
    #expect(abs((C[0][0] + C[1][1] - 2 * C[0][1]) - 0.5) < 1e-9)
    #expect(abs((C[0][0] + C[1][1] + 2 * C[0][1]) - 0.5 / (1 + 50)) < 1e-9)
  }
}
