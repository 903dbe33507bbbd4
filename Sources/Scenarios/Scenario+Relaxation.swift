import Treatments

extension Scenario {
  /// Whether a step relaxes a muscle.
  var relaxesMuscles: Bool {
    steps.contains { if case .treat(.relaxation) = $0.action { true } else { false } }
  }
}
