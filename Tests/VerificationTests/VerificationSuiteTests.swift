import Foundation
import TestSupport
import Testing
import Verification

@Suite struct VerificationSuiteTests {
  @Test(arguments: VerificationSuite.mathematics.map(\.id))
  func `a case with a mathematical answer meets it`(id: String) throws {
    let verification = try #require(VerificationSuite.mathematics.first { $0.id == id })
    for comparison in try verification.outcome().comparisons {
      #expect(comparison.verdict != .missed, "\(comparison)")
    }
  }
}
