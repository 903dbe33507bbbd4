import Testing

@testable import Verification

@Suite struct FEBioComparisonTests {
  private func judged(
    _ displacement: Double, materials: [String] = ["neo-Hookean"], drift: Double? = nil,
    atReference: (stress: Double, imbalance: Double)? = nil
  ) -> FEBioComparison {
    var comparison = FEBioComparison(name: "a", tier: "core")
    comparison.displacement = displacement
    comparison.judge(materials: materials, withoutDrift: drift, atReference: atReference)
    return comparison
  }

  @Test func `a difference needs a reason`() {
    #expect(judged(1e-5).verdict == .pass)
    #expect(judged(1e-3).verdict == .unexplained)
    #expect(judged(.nan).verdict == .failed)
    #expect(judged(0.5, drift: 1e-9).verdict == .pass)
    #expect(judged(0.01, materials: ["solid mixture > Arruda-Boyce"]).verdict == .differs)
    #expect(judged(0.01, materials: ["multigeneration > Holmes-Mow"]).verdict == .differs)
    // Equal stresses at the reference's own displacements leave only the reference to be out of balance.
    #expect(judged(0.01, atReference: (stress: 1e-9, imbalance: 1e-5)).verdict == .differs)
    #expect(judged(0.01, atReference: (stress: 1e-2, imbalance: 1e-5)).verdict == .unexplained)
  }

  /// 95 % of the decks that are needed must pass, and none may be without a reason.
  @Test func `the goal is met by passes and reasons alone`() {
    let pass = judged(0)
    var unsupported = judged(0)
    unsupported.verdict = .unsupported
    #expect(FEBioReport(rows: Array(repeating: pass, count: 19) + [unsupported]).isMet)
    #expect(!FEBioReport(rows: Array(repeating: pass, count: 9) + [unsupported]).isMet)
    #expect(!FEBioReport(rows: Array(repeating: pass, count: 99) + [judged(1)]).isMet)
  }
}
