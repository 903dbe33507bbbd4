import Testing

@testable import Verification

@Suite struct ComparisonTests {
  private func verdict(_ result: Double, _ allowance: Comparison.Allowance) -> Comparison.Verdict {
    Comparison("q", reference: 2, result: result, allowed: allowance, because: "").verdict
  }

  @Test func `a result is judged by its allowance`() {
    #expect(verdict(2.1, .absolute(0.11)) == .met)
    #expect(verdict(2.1, .absolute(0.09)) == .missed)
    #expect(verdict(2.1, .relative(0.051)) == .met)
    #expect(verdict(2.1, .relative(0.049)) == .missed)
    #expect(verdict(2.1, .within(2.2...3)) == .missed)
    #expect(verdict(2.1, .untold) == .told)
  }

  @Test func `no number meets nothing`() {
    for allowance in [Comparison.Allowance.absolute(9), .relative(9), .within(0...9), .untold] {
      #expect(verdict(.nan, allowance) == .missed)
    }
  }

  @Test func `a case without a result fails, a measurement that is missed does not`() {
    struct NoResult: Error {}
    let broken = VerificationCase("x", "broken", source: "") { _ in throw NoResult() }
    let missed = VerificationCase("y", "missed", kind: .validation, source: "") { _ in
      CaseOutcome([
        Comparison("q", reference: 0, result: 1, allowed: .absolute(0.5), because: "")
      ])
    }
    #expect(!VerificationRun([broken], depth: .quick).isVerified)
    #expect(VerificationRun([missed], depth: .quick).isVerified)
    #expect(!VerificationRun([missed], depth: .quick).records[0].passes)
  }

  /// f(h) = f₀ + C hᵖ gives back f₀ and p.
  @Test(arguments: [1.0, 1.5, 2.0])
  func `extrapolation finds limit and order of a power law`(order: Double) throws {
    let edges = [6e-3, 4.2e-3, 3e-3]
    let means = edges.map { 2 - 100 * Double.power($0, order) }
    let study = FaceConvergence.Study(zone: "z", edges: edges, means: means)
    #expect(abs(try #require(study.order) - order) < 1e-6)
    #expect(abs(study.limit - 2) < 1e-6)
    #expect(abs(study.errors[2] - 50 * Double.power(3e-3, order)) < 1e-6)
  }

  @Test func `values that do not settle get their scatter as error`() {
    let study = FaceConvergence.Study(
      zone: "z", edges: [6e-3, 4.2e-3, 3e-3], means: [1, 1.1, 1])
    #expect(study.order == nil)
    #expect(study.errors.allSatisfy { abs($0 - 0.1) < 1e-12 })
  }
}
