/// Heat that evaporates water at the nodes, counted in the kelvins by which it would have warmed them.
///
/// After each step what is above the boiling point becomes vapour, and vapour condenses where it is colder: the enthalpy method
/// in its split form. Vapour stays where it is, and there is water enough.
///
/// - Source: Voller & Swaminathan, Numer. Heat Transf. B 19 (1991) 175, on source-based enthalpy methods.
struct Vapour {
  private let limit: Double?
  private var kelvins: [Double]

  init(_ boilingPoint: Double?, nodes: Int) {
    limit = boilingPoint.map { $0 - Blood.temperature }
    kelvins = [Double](repeating: 0, count: nodes)
  }

  /// Whether there is any.
  var isPresent: Bool { kelvins.contains { $0 > 0 } }

  mutating func exchange(with theta: inout [Double]) {
    guard let limit else { return }
    for i in theta.indices where theta[i] > limit || kelvins[i] > 0 {
      let all = theta[i] + kelvins[i]
      theta[i] = min(all, limit)
      kelvins[i] = all - theta[i]
    }
  }
}
