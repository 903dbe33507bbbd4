import Materials
import Tensors
import TestSupport
import Testing

@testable import ConstitutiveModels

/// Every law that decks can name, with constants of order one.
private let laws: [(name: String, law: any StrainLaw)] = {
  let moduli = OrthotropicModuli(
    young: Vector3(1, 2, 3), shear: Vector3(0.6, 0.7, 0.8), poisson: Vector3(0.2, 0.15, 0.3))
  return [
    ("neo-Hookean", NeoHookeanSolid(mu: 1, lambda: 3)),
    ("Saint-Venant–Kirchhoff", SaintVenantKirchhoff(mu: 1, lambda: 3)),
    ("Mooney–Rivlin", MooneyRivlinSolid(c1: 0.7, c2: 0.2)),
    ("coupled Mooney–Rivlin", CoupledMooneyRivlin(c1: 0.7, c2: 0.2, bulkModulus: 5)),
    ("Ogden", OgdenSolid(terms: [(1, 3), (0.4, -2)])),
    ("unconstrained Ogden", UnconstrainedOgden(terms: [(1, 3)], volumetricModulus: 2)),
    ("Veronda–Westmann", VerondaWestmannSolid(c1: 1, c2: 0.5)),
    ("Arruda–Boyce", ArrudaBoyce(mu: 1, links: 20)),
    ("exponential", ExponentialDistortion(mu: 1, beta: 0.3)),
    ("Yeoh", YeohSolid(coefficients: [0.5, 0.1, 0.02])),
    ("Holmes–Mow", HolmesMow(mu: 1, lambda: 0.5, beta: 0.2)),
    ("porous", PorousNeoHookean(youngModulus: 1, solidShare: 0.1)),
    ("orthotropic", OrthotropicSolid(moduli: moduli ?? .init(mu: .one, lambda: .identity))),
    ("Fung", OrthotropicFung(moduli: moduli ?? .init(mu: .one, lambda: .identity), scale: 8)),
    (
      "exponential–linear fibre",
      Fibres(ExponentialLinearFibre(c3: 1, c4: 2, c5: 3, straightened: 1.2))
    ),
    ("exponential–power fibre", Fibres(ExponentialPowerFibre(ksi: 1, alpha: 0.3, beta: 2.5))),
    ("power–linear fibre", Fibres(PowerLinearFibre(modulus: 1, beta: 2.5, straightened: 1.2))),
    ("stretch–power fibre", Fibres(StretchPowerFibre(ksi: 1, beta: 3.5))),
    ("two families", GasserOgdenHolzapfelSolid(c: 1, k1: 2, k2: 0.3, kappa: 0.1, gamma: 0.6)),
    (
      "muscle",
      MuscleSolid(
        g1: 0.5, g2: 0.7, p1: 0.05, p2: 3, optimum: 1.1, peak: 2, straightened: 1.4,
        activation: TimeValue(0.5))
    ),
  ]
}()

/// States of strain up to some 40 %, at any angle.
private let states: [Matrix3] = randomDeformations(count: 20, seed: 7).map { F in
  // Stretches of 0.5 to 2.5 become 0.75 to 1.75 along the same axes.
  let C = F.transpose * F
  let axes = PrincipalAxes(of: C)
  let values = [axes.values.0, axes.values.1, axes.values.2]
  return zip(values, [axes.axes.0, axes.axes.1, axes.axes.2]).reduce(.zero) { sum, pair in
    let n = Vector3(pair.1.x, pair.1.y, pair.1.z)
    let stretch = 0.5 + 0.5 * pair.0.squareRoot()
    return sum + Matrix3(outer: n, n) * (stretch * stretch)
  }
}

/// C with one of its six entries moved, both of its places where there are two.
private func moved(_ C: Matrix3, _ entry: Int, by h: Double) -> Matrix3 {
  var C = C
  let (i, j) = [(0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (0, 2)][entry]
  C[i, j] += h
  if i != j { C[j, i] += h }
  return C
}

@Suite struct StrainLawTests {
  /// Central differences with h = 10⁻⁵: truncation h² f‴/6 of about 10⁻⁹ and round-off ε/h of 10⁻¹¹, times what a
  /// law's third derivatives exceed its first by (a hundred, for exponentials).
  @Test(arguments: laws.indices)
  func `slopes are the derivatives of the stress`(index: Int) {
    let (name, law) = laws[index]
    let axes = Matrix3(rotationBy: 0.7, about: Vector3(1, 2, -1))
    let turned = law.oriented(by: axes)
    let h = 1e-5
    for C in states {
      let S = turned.stress(at: StrainTensor(variable: C), time: 0)
      let scale = (0..<6).reduce(1e-3) { worst, k in
        (0..<6).reduce(worst) { max($0, abs(S[k].slopes[$1])) }
      }
      for entry in 0..<6 {
        let up = turned.stress(at: StrainTensor(variable: moved(C, entry, by: h)), time: 0)
        let down = turned.stress(at: StrainTensor(variable: moved(C, entry, by: -h)), time: 0)
        for k in 0..<6 {
          let slope = (up[k].value - down[k].value) / (2 * h)
          #expect(abs(slope - S[k].slopes[entry]) < 1e-6 * scale, "\(name)")
        }
      }
    }
  }

  /// ∂S_I/∂E_J = ∂S_J/∂E_I where S derives from an energy; E_J has engineering shear.
  @Test(arguments: laws.indices)
  func `the stress derives from an energy`(index: Int) {
    for C in states {
      let S = laws[index].law.stress(at: StrainTensor(variable: C), time: 0)
      let D = { (i: Int, j: Int) in S[i].slopes[j] * (j < 3 ? 2 : 1) }
      var (worst, scale) = (0.0, 1e-12)
      for i in 0..<6 {
        for j in 0..<6 {
          worst = max(worst, abs(D(i, j) - D(j, i)))
          scale = max(scale, abs(D(i, j)))
        }
      }
      #expect(worst < 1e-11 * scale, "\(laws[index].name)")
    }
  }

  /// The same laws as in `Materials`, written another way: P = F S.
  @Test func `distortions agree with the laws of the face`() {
    let pairs: [(Material, any StrainLaw)] = [
      (.mooneyRivlin(c10: 200, c01: 50, bulkModulus: 5e4), MooneyRivlinSolid(c1: 200, c2: 50)),
      (
        .yeoh(c10: 250, c20: 100, c30: 30, bulkModulus: 5e4),
        YeohSolid(coefficients: [250, 100, 30])
      ),
      (
        .verondaWestmann(c1: 400, c2: 1.2, bulkModulus: 5e4), VerondaWestmannSolid(c1: 400, c2: 1.2)
      ),
      // 2μ/α² there, c/m² here.
      (
        .ogden(terms: [(400, 3), (100, -2)], bulkModulus: 5e4),
        OgdenSolid(terms: [(800, 3), (200, -2)])
      ),
    ]
    for (material, law) in pairs {
      let bound = BoundConstitution.law(law)
      for F in randomDeformations(count: 20, seed: 3) {
        let (S, _) = bound.response(
          at: MaterialInstant(time: 0, step: 0, F: F), history: [], isDistortion: true)
        let P = F * S.values
        let (_, expected) = material.evaluated(over: Double.self).isochoric(at: F)
        let scale = expected.contracted(with: expected).squareRoot()
        let difference = P - expected
        #expect(difference.contracted(with: difference).squareRoot() < 1e-11 * scale)
      }
    }
  }

  /// At C = 1 all eigenvalues are equal: C^p changes by p H.
  @Test func `a power has the right slopes at equal eigenvalues`() {
    let power = StrainTensor(variable: .identity).powers([(weight: 2, exponent: 1.5)])
    for k in 0..<6 {
      for j in 0..<6 { #expect(abs(power[k].slopes[j] - (k == j ? 3 : 0)) < 1e-14) }
    }
  }

  /// A stretch held: S(t) = (g₀ + Σ g e^(−t/τ)) Sₑ for a jump at the start, whatever the steps.
  @Test func `a held stretch relaxes by its exponentials`() {
    let terms = RelaxationTerms(
      longTerm: 1, terms: [.init(time: 0.5, share: 0.6), .init(time: 5, share: 0.4)])
    let material = BoundConstitution.relaxing(terms, .law(NeoHookeanSolid(mu: 1, lambda: 2)))
    let F = Matrix3(diagonal: 1.3, 0.9, 1)
    let elastic = NeoHookeanSolid(mu: 1, lambda: 2).stress(
      at: StrainTensor(variable: F.transpose * F), time: 0
    ).values.xx
    var (history, time) = ([Double](), 0.0)
    // The jump happens in a step so short that nothing relaxes in it.
    for step in [1e-12, 0.3, 0.7, 2] {
      time += step
      let response = material.response(
        at: MaterialInstant(time: time, step: step, F: F), history: history, isDistortion: false)
      history = response.history
      let expected =
        elastic * (1 + 0.6 * Double.exponential(-time / 0.5) + 0.4 * Double.exponential(-time / 5))
      #expect(abs(response.stress.values.xx - expected) < 1e-9 * abs(expected))
    }
  }

  /// F = Fg and F = F₀⁻¹ are free of stress.
  @Test func `grown and prestrained materials are free of stress where they should be`() throws {
    let law = Constitution.law(NeoHookeanSolid(mu: 1, lambda: 2))
    let cell = CellFrame(nodes: [])
    let growth = KinematicGrowth(.volume, multiplier: TimeValue(1.4))
    let F0 = Matrix3(1.1, 0.05, 0, 0, 0.95, 0.1, 0.02, 0, 1)
    let cases: [(Constitution, Matrix3)] = [
      (.grown(growth, law), Matrix3.identity * 1.4),
      (.prestrained(.gradient(F0, ramp: TimeValue(1)), law), F0.inverse),
    ]
    for (constitution, F) in cases {
      let bound = try constitution.bound(to: cell)
      let (S, _) = bound.response(
        at: MaterialInstant(time: 1, step: 1, F: F), history: [], isDistortion: false)
      #expect(S.values.contracted(with: S.values) < 1e-28)
    }
  }
}
