/// How much of a zone is treated, and how often.
public struct TreatmentExtent: Sendable, Equatable {
  /// Share of the zone that is treated, from 0 to 1.
  public var share: Double
  /// Passes over it in one session, at least 1; pulses of two passes meet at random.
  public var passes: Int
  /// At least 1.
  public var sessions: Int
  /// c: 1 until it is fitted to a measured lift.
  public var calibration: Double

  public init(share: Double = 1, passes: Int = 1, sessions: Int = 1, calibration: Double = 1) {
    precondition(
      (0...1).contains(share) && passes > 0 && sessions > 0 && calibration >= 0,
      "a share from 0 to 1, and at least one pass and session")
    (self.share, self.passes, self.sessions) = (share, passes, sessions)
    self.calibration = calibration
  }

  /// F = s (1 − (1 − f)ⁿ).
  ///
  /// - Parameter fraction: f of one pass.
  /// - Returns: of all passes of a session, over the whole zone.
  public func share(of fraction: Double) -> Double {
    share * (1 - Double.repeated(1 - fraction, passes))
  }
}

extension Double {
  /// A factor that is applied some times.
  static func repeated(_ factor: Double, _ times: Int) -> Double {
    (0..<times).reduce(1) { product, _ in product * factor }
  }
}
