import Foundation

/// Whether tests that take long were asked for: `TURGOR_LONG_TESTS=1`.
public let areLongTestsAsked = ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil
