import Testing

@testable import Scenarios

@Suite struct RunEstimateTests {
  /// Peak memory of `scenarios/gravity.json` at 12, 9, 8 and 4.5 mm edge in MB, from the manifests.
  private static let measuredMemory: [(unknowns: Int, megabytes: Double)] = [
    (36_141, 368), (58_521, 575), (77_505, 771), (212_835, 2177),
  ]

  @Test func `the measured meshes have the entries that were measured`() {
    for (unknowns, entries) in RunEstimate.measuredEntries {
      #expect(abs(RunEstimate.factorEntries(unknowns: unknowns) / entries - 1) < 1e-12)
    }
  }

  @Test func `a larger mesh needs more of everything`() {
    let sizes = [1_000, 24_818, 24_819, 24_820, 60_000, 150_000, 397_251, 397_252, 2_000_000]
    let estimates = sizes.map {
      RunEstimate(unknowns: $0, equilibria: 1, views: 2, hasScan: false)
    }
    for (a, b) in zip(estimates, estimates.dropFirst()) {
      #expect(a.factorEntries < b.factorEntries && a.memory < b.memory)
      #expect(a.processorTime < b.processorTime)
    }
  }

  /// Less than was needed would let a run begin that cannot end.
  @Test func `memory is met from above, within a tenth`() {
    for (unknowns, megabytes) in Self.measuredMemory {
      let estimate = RunEstimate(unknowns: unknowns, equilibria: 1, views: 3, hasScan: false)
      #expect((1.0..<1.1).contains(1e-6 * estimate.memory / megabytes), "\(unknowns)")
    }
  }
}
