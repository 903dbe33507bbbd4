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
  /// What the readings do not tell, in words.
  ///
  /// First the parameters that lie in what is not seen by themselves (nine tenths of them), then the combinations of the
  /// others: one sentence for each direction of which the readings say less than the priors.
  public var unseen: [String] {
    Self.unseen(parameters.map(\.parameter.name), directions.filter { $0.information < 1 })
  }

  static func unseen(_ names: [String], _ weak: [Direction]) -> [String] {
    let alone = Set(
      names.indices.filter { i in
        weak.reduce(0) { $0 + $1.components[i] * $1.components[i] } >= 0.9
      })
    return alone.sorted().map { "\(names[$0]) is hardly seen by these readings" }
      + weak.compactMap { sentence($0, names, besides: alone) }
  }

  private static func sentence(_ direction: Direction, _ names: [String], besides alone: Set<Int>)
    -> String?
  {
    // Of a vector of length 1, what carries at least a tenth of it.
    let parts = names.indices.filter {
      !alone.contains($0) && direction.components[$0] * direction.components[$0] >= 0.1
    }.map { (name: names[$0], component: direction.components[$0]) }
    guard parts.count > 1 else { return nil }
    let told =
      "(\(String(format: "%.2g", direction.information)) of what is known between people)"
    if parts.count == 2 {
      let isProduct = parts[0].component * parts[1].component < 0
      return """
        \(parts[0].name) and \(parts[1].name) are seen only as a \(isProduct ? "product" : "quotient") \(told)
        """
    }
    let moves = parts.map { "\($0.name) \($0.component > 0 ? "up" : "down")" }
    return "these readings hardly change with \(moves.joined(separator: ", ")) together \(told)"
  }
}
