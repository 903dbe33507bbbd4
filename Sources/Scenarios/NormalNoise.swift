import Scans
import Meshes
import Tensors

/// Skin that lies off the true one along its normals, in patterns at random.
///
/// r(x) = √(2/m) Σⱼ cos(kⱼ·x + φⱼ) with normal kⱼ of deviation 1/ℓ and even φⱼ: a field of variance 1 whose correlation
/// falls off as exp(−d²/2ℓ²). The patterns are the same in every run.
///
/// - Source: Rahimi & Recht, Advances in Neural Information Processing Systems 20 (2007) (recalled).
struct NormalNoise {
  /// Patterns; a root mean square over them has a scatter of 1/√(2·16), a sixth.
  static let draws = 16
  /// ℓ in m, an assumption.
  ///
  /// Waves of a sensor and steps between joined images: longer than what smoothing takes away, shorter than
  /// what the pose takes up.
  static let correlationLength = 10e-3
  private static let waves = 64

  private let terms: [(k: Vector3, phase: Double)]

  init(seed: UInt64) {
    var random = NormalDraws(seed: seed)
    terms = (0..<Self.waves).map { _ in
      let k = Vector3(random.normal(), random.normal(), random.normal()) / Self.correlationLength
      return (k, 2 * .pi * random.even())
    }
  }

  /// r at a point, of variance 1.
  func value(at point: Vector3) -> Double {
    (2 / Double(terms.count)).squareRoot()
      * terms.reduce(0) { $0 + Double.cosine($1.k.dot(point) + $1.phase) }
  }

  /// Root mean square over the patterns of what r of deviation 1 m does to each measure.
  static func slopes(of result: ScenarioResult) -> [NumberPlace: Double] {
    // Small beside what measures see, large beside round-off.
    let step = 1e-6
    let base = ResultNumbers(result.measures).all
    var sums = [Double](repeating: 0, count: base.count)
    for draw in 0..<draws {
      var moved = result
      moved.prepared.moveSkin(by: NormalNoise(seed: UInt64(draw)), times: step)
      for (i, number) in ResultNumbers(MeasureSeries(moved)).all.enumerated() {
        let slope = (number.value - base[i].value) / step
        sums[i] += slope * slope / Double(draws)
      }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(base, sums).map { ($0.place, $1.squareRoot()) })
  }
}

extension PreparedFace {
  /// Moves the skin that is measured along its normals.
  fileprivate mutating func moveSkin(by noise: NormalNoise, times step: Double) {
    let normals = skin.vertexNormals()
    for i in normals.indices {
      let point = skin.positions[i]
      skin.positions[i] = point + step * noise.value(at: point) * normals[i]
    }
  }
}
