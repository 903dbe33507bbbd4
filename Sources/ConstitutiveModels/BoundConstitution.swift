import Tensors

/// A material in one cell: the stress at a strain, given what the point remembers.
public indirect enum BoundConstitution: Sendable {
  case law(any StrainLaw)
  case mixture([BoundConstitution])
  case relaxing(RelaxationTerms, BoundConstitution)
  case grown(KinematicGrowth, BoundConstitution)
  case prestrained(BoundPrestrain, BoundConstitution)
  case generations([Generation])

  public struct Generation: Sendable {
    var start: Double
    var material: BoundConstitution
  }
}

/// Where in a step of time a point is evaluated.
public struct MaterialInstant: Sendable {
  /// The end of the step, and its length; 0 outside a step.
  public var time: Double
  public var step: Double
  /// The deformation gradient F at the end, and at the beginning of the step.
  public var F: Matrix3
  public var before: Matrix3
  /// Fc, what the correction of a prestrain has found so far.
  public var correction: Matrix3

  public init(
    time: Double, step: Double, F: Matrix3, before: Matrix3 = .identity,
    correction: Matrix3 = .identity
  ) {
    (self.time, self.step, self.F) = (time, step, F)
    (self.before, self.correction) = (before, correction)
  }
}

extension BoundConstitution {
  /// Whether the stress depends on the strain alone, and not on what was before.
  public var isMemoryless: Bool {
    switch self {
    case .law: true
    case .mixture(let parts): parts.allSatisfy(\.isMemoryless)
    case .relaxing, .generations: false
    case .grown(_, let inner), .prestrained(_, let inner): inner.isMemoryless
    }
  }

  /// The second Piola–Kirchhoff stress with its derivatives by C = FᵀF, and what the point remembers after it.
  ///
  /// - Parameters:
  ///   - instant: deformation and time.
  ///   - history: what the point remembered at the beginning of the step; empty before the first.
  ///   - isDistortion: whether laws are evaluated at C̃ = J^(−2/3) C, as in an uncoupled solid.
  /// - Returns: S and the history at the end.
  public func response(at instant: MaterialInstant, history: [Double], isDistortion: Bool)
    -> (stress: StrainTensor, history: [Double])
  {
    var memory = MaterialHistory(history)
    let F = instant.F
    let C = StrainTensor(variable: F.transpose * F)
    let S = stress(at: C, instant, &memory, isDistortion)
    return (S, memory.new)
  }

  private func stress(
    at C: StrainTensor, _ instant: MaterialInstant, _ memory: inout MaterialHistory,
    _ isDistortion: Bool
  ) -> StrainTensor {
    switch self {
    case .law(let law):
      return isDistortion && law.isOfDistortion
        ? C.distortionStress { law.stress(at: $0, time: instant.time) }
        : law.stress(at: C, time: instant.time)
    case .mixture(let parts):
      return parts.reduce(.zero) { $0 + $1.stress(at: C, instant, &memory, isDistortion) }
    case .relaxing(let terms, let inner):
      let elastic = inner.stress(at: C, instant, &memory, isDistortion)
      return relaxed(elastic, terms, step: instant.step, &memory)
    case .grown(let growth, let inner):
      let Fg = growth.tensor(at: instant.time)
      return inner.pulled(by: Fg.inverse, C, instant, &memory, share: Fg.determinant)
    case .prestrained(let prestrain, let inner):
      let Fp = instant.correction * prestrain.tensor(at: instant.time)
      return inner.pulled(by: Fp, C, instant, &memory, share: 1 / Fp.determinant)
    case .generations(let parts):
      return parts.reduce(.zero) { sum, part in
        sum + part.stress(at: C, instant, &memory)
      }
    }
  }

  /// w A Sₑ(Aᵀ C A) Aᵀ: the stress of a material whose deformation is F A.
  fileprivate func pulled(
    by A: Matrix3, _ C: StrainTensor, _ instant: MaterialInstant, _ memory: inout MaterialHistory,
    share: Double
  ) -> StrainTensor {
    var inner = instant
    (inner.F, inner.before) = (instant.F * A, instant.before * A)
    let S = stress(at: C.congruent(by: A.transpose), inner, &memory, false)
    return share * S.congruent(by: A)
  }

  /// g₀ Sₑ + Σ gᵢ Hᵢ with Hᵢ ← e^(−Δt/τ) Hᵢ + (1 − e^(−Δt/τ)) τ/Δt (Sₑ − Sₑ before).
  ///
  /// - Source: Simo, Comput. Methods Appl. Mech. Eng. 60 (1987) 153.
  private func relaxed(
    _ elastic: StrainTensor, _ terms: RelaxationTerms, step: Double,
    _ memory: inout MaterialHistory
  ) -> StrainTensor {
    let change = elastic - StrainTensor(constant: memory.next(from: .zero))
    memory.store(elastic.values)
    var S = terms.longTerm * elastic
    for term in terms.terms {
      let x = step / term.time
      let decay = Double.exponential(-x)
      // (1 − e^(−x))/x, whose limit at x → 0 is 1.
      let gain = x > 1e-9 ? (1 - decay) / x : 1
      let H = decay * StrainTensor(constant: memory.next(from: .zero)) + gain * change
      memory.store(H.values)
      S += term.share * H
    }
    return S
  }
}

extension BoundConstitution.Generation {
  /// The stress of a generation, which begins free of stress in the shape that the body has at its start.
  fileprivate func stress(
    at C: StrainTensor, _ instant: MaterialInstant, _ memory: inout MaterialHistory
  ) -> StrainTensor {
    // The entry is F⁻¹ at the start of the generation, zero before it.
    var A = memory.next(from: start <= 0 ? .identity : .zero)
    let tolerance = 1e-9 * max(1, abs(start))
    if A == .zero, instant.time >= start - tolerance { A = instant.before.inverse }
    memory.store(A)
    return A == .zero
      ? .zero : material.pulled(by: A, C, instant, &memory, share: 1 / A.determinant)
  }
}

extension StrainTensor {
  /// J^(−2/3) (S̃ − ⅓ (S̃:C) C⁻¹) of a law that gives S̃ at C̃ = J^(−2/3) C.
  ///
  /// - Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), §6.4.
  func distortionStress(of law: (StrainTensor) -> StrainTensor) -> StrainTensor {
    let scale = Dual.power(determinant, -1.0 / 3)
    let S = scale * law(scale * self)
    return S.deviator(in: self)
  }

  /// S − ⅓ (S:C) C⁻¹, whose Cauchy stress has no trace.
  public func deviator(in C: StrainTensor) -> StrainTensor {
    self - ((1.0 / 3) * contracted(with: C)) * C.inverse
  }
}
