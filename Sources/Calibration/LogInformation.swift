import Foundation
import SparseAlgebra

/// What readings say of the logarithms of some figures: JᵀJ, measured against what was known before.
///
/// With S the deviations of the priors, D = S JᵀJ S has the eigenvalues d and directions v: along v the readings
/// know d times as much as the priors, and both together leave 1/√(1 + d) of a prior deviation.
struct LogInformation: Sendable {
  private let system: SymmetricEigensystem
  private let priors: [Double]

  /// - Parameters:
  ///   - information: JᵀJ, full.
  ///   - priors: S.
  init(_ information: [Double], priors: [Double]) {
    let n = priors.count
    self.priors = priors
    var scaled = information
    for i in 0..<n { for j in 0..<n { scaled[i * n + j] *= priors[i] * priors[j] } }
    system = SymmetricEigensystem(of: scaled, order: n)
  }

  /// (JᵀJ + S⁻²)⁻¹, or (JᵀJ)⁻¹.
  ///
  /// A direction of which the readings say nothing has a variance of 10⁶ prior ones without the priors.
  func covariance(withPriors: Bool) -> [[Double]] {
    let scaled = system.matrix { 1 / max($0 + (withPriors ? 1 : 0), 1e-6) }
    return scaled.indices.map { i in
      scaled.indices.map { j in priors[i] * scaled[i][j] * priors[j] }
    }
  }

  /// From the least to the best seen.
  var directions: [FittedTissue.Direction] {
    zip(system.values, system.vectors).map {
      FittedTissue.Direction(components: $1, information: max($0, 0))
    }
  }
}

extension FittedTissue {
  /// What the readings do not tell, in words; one sentence for each direction of which they say less than the priors.
  public var unseen: [String] {
    directions.filter { $0.information < 1 }.map(sentence)
  }

  private func sentence(_ direction: Direction) -> String {
    // Of a vector of length 1, what carries at least a tenth of it.
    let parts = zip(parameters, direction.components).filter { $0.1 * $0.1 >= 0.1 }
      .map { (name: $0.0.parameter.name, component: $0.1) }
    let share = String(format: "%.2g", direction.information)
    let told = "(\(share) of what is known between people)"
    switch parts.count {
    case 0, 1:
      return "\(parts.first?.name ?? "a combination") is hardly seen by these readings \(told)"
    case 2:
      let isProduct = parts[0].component * parts[1].component < 0
      return """
        \(parts[0].name) and \(parts[1].name) are seen only as a \(isProduct ? "product" : "quotient") \(told)
        """
    default:
      let moves = parts.map { "\($0.name) \($0.component > 0 ? "up" : "down")" }
      return "these readings hardly change with \(moves.joined(separator: ", ")) together \(told)"
    }
  }
}
