import ConstitutiveModels
import Documents
import Tensors

/// The numbers of a material in an FEBio file, by name.
struct FEBioParameters {
  let element: XMLElement
  /// Of the material, for notes.
  let name: String
  private(set) var notes = DeckNotes()

  init(_ element: XMLElement, name: String) { (self.element, self.name) = (element, name) }

  func number(_ key: String) throws(DocumentError.Problem) -> Double {
    try element.required(key).number()
  }

  mutating func number(_ key: String, default value: Double) throws(DocumentError.Problem) -> Double
  {
    if let child = try element.child(key) { return try child.number() }
    notes.fillIn("\(name): \(key) = \(value)")
    return value
  }

  func positive(_ key: String) throws(DocumentError.Problem) -> Double {
    let child = try element.required(key)
    let value = try child.number()
    guard value > 0 else { throw child.problem("\(value) is not above 0") }
    return value
  }

  /// U(J) of an uncoupled material; the bulk modulus is 0 where a material around it has one.
  mutating func volumetric() throws(DocumentError.Problem) -> VolumetricEnergy {
    let K = try element.child("k")?.number() ?? 0
    guard K >= 0 else { throw element.problem("the bulk modulus k is negative") }
    var form = VolumetricEnergy.Form.logarithmic
    if let word = try element.child("pressure_model")?.content {
      guard let known = VolumetricEnergy.Form(rawValue: word) else {
        let all = VolumetricEnergy.Form.allCases.map(\.rawValue).joined(separator: ", ")
        throw element.problem("pressure_model \"\(word)\" is not one of \(all)")
      }
      form = known
    }
    return VolumetricEnergy(form, bulkModulus: K)
  }

  /// g₀ and six terms of tᵢ and gᵢ.
  func relaxation() throws(DocumentError.Problem) -> RelaxationTerms {
    var terms: [RelaxationTerms.Term] = []
    for i in 1...6 {
      let time = try element.child("t\(i)")?.number() ?? 1
      let share = try element.child("g\(i)")?.number() ?? 0
      guard share != 0 else { continue }
      guard time > 0 else { throw element.problem("t\(i) is not above 0") }
      terms.append(.init(time: time, share: share))
    }
    return RelaxationTerms(longTerm: try element.child("g0")?.number() ?? 1, terms: terms)
  }

  // MARK: - Groups of constants

  func lame() throws(DocumentError.Problem) -> LameConstants {
    let nu = try element.required("v")
    let value = try nu.number()
    guard value > -1, value < 0.5 else { throw nu.problem("\(value) is not within −1 and 0.5") }
    return LameConstants(youngModulus: try positive("E"), poissonRatio: value)
  }

  func orthotropic() throws(DocumentError.Problem) -> OrthotropicModuli {
    func triple(_ keys: [String]) throws(DocumentError.Problem) -> Vector3 {
      Vector3(try number(keys[0]), try number(keys[1]), try number(keys[2]))
    }
    let moduli = OrthotropicModuli(
      young: try triple(["E1", "E2", "E3"]), shear: try triple(["G12", "G23", "G31"]),
      poisson: try triple(["v12", "v23", "v31"]))
    guard let moduli else {
      throw element.problem("the moduli make no positive definite law")
    }
    return moduli
  }

  func ogdenTerms() throws(DocumentError.Problem) -> [(modulus: Double, exponent: Double)] {
    var terms: [(modulus: Double, exponent: Double)] = []
    for i in 1...6 {
      let c = try element.child("c\(i)")?.number() ?? 0
      let m = try element.child("m\(i)")?.number() ?? 1
      guard c != 0 else { continue }
      guard m != 0 else { throw element.problem("m\(i) is 0") }
      terms.append((c, m))
    }
    return terms
  }

  func exponentialLinear(end key: String = "lam_max") throws(DocumentError.Problem)
    -> ExponentialLinearFibre
  {
    ExponentialLinearFibre(
      c3: try element.child("c3")?.number() ?? 0, c4: try element.child("c4")?.number() ?? 0,
      c5: try element.child("c5")?.number() ?? 0,
      straightened: try element.required(anyOf: [key, "lambda"]).number())
  }

  // MARK: - Laws by name

  /// The fibre of a name; nil where it is none that is known.
  mutating func fibreLaw(_ type: String) throws(DocumentError.Problem) -> (any FibreLaw)? {
    switch type {
    case "fiber-exp-pow", "fiber-exp-pow-uncoupled", "uncoupled fiber-exp-pow":
      if let mu = try element.child("mu"), try mu.number() != 0 {
        throw mu.problem("a shear modulus of fibres is not supported; only 0 is")
      }
      return ExponentialPowerFibre(
        ksi: try number("ksi"), alpha: try number("alpha", default: 0),
        beta: try number("beta", default: 2), taut: try number("lam0", default: 1))
    case "fiber-pow-linear", "fiber-pow-linear-uncoupled":
      let end = try element.required("lam0")
      guard try end.number() > 1 else { throw end.problem("is not above 1") }
      return PowerLinearFibre(
        modulus: try positive("E"), beta: try number("beta"), straightened: try end.number())
    case "fiber-exp-linear", "uncoupled fiber-exp-linear":
      return try exponentialLinear(end: "lambda")
    default: return nil
    }
  }

  /// The law of a coupled material; nil where the type is none of one law alone.
  mutating func coupledLaw(_ type: String, reader: FEBioReader) throws(DocumentError.Problem) -> (
    any StrainLaw
  )? {
    switch type {
    case "neo-Hookean":
      let lame = try lame()
      return NeoHookeanSolid(mu: lame.mu, lambda: lame.lambda)
    case "isotropic elastic", "St.Venant-Kirchhoff":
      let lame = try lame()
      return SaintVenantKirchhoff(mu: lame.mu, lambda: lame.lambda)
    case "Holmes-Mow":
      let lame = try lame()
      return HolmesMow(mu: lame.mu, lambda: lame.lambda, beta: try positive("beta"))
    case "porous neo-Hookean":
      return PorousNeoHookean(
        youngModulus: try positive("E"), solidShare: try number("phi0"))
    case "coupled Mooney-Rivlin":
      return CoupledMooneyRivlin(
        c1: try number("c1"), c2: try number("c2", default: 0), bulkModulus: try positive("k"))
    case "coupled trans-iso Mooney-Rivlin":
      return CoupledMooneyRivlin(
        c1: try number("c1"), c2: try number("c2", default: 0), bulkModulus: try positive("k")
      ).with(Fibres(try exponentialLinear()))
    case "Ogden unconstrained":
      return UnconstrainedOgden(
        terms: try ogdenTerms(), volumetricModulus: try number("cp"))
    case "orthotropic elastic": return OrthotropicSolid(moduli: try orthotropic())
    case "orthotropic CLE": return OrthotropicSolid(moduli: try conewise())
    case "Fung-ortho-compressible":
      return OrthotropicFung(
        moduli: try orthotropic(), scale: try positive("c"), bulkModulus: try number("k"))
    case "prescribed uniaxial active contraction", "prescribed isotropic active contraction":
      return ActiveContraction(
        tension: try reader.timeValue(try element.required("T0")),
        isIsotropic: type == "prescribed isotropic active contraction")
    case "fiber-exp-pow", "fiber-pow-linear", "fiber-exp-linear":
      return try fibreLaw(type).map { Fibres($0) }
    default: return nil
    }
  }

  private func conewise() throws(DocumentError.Problem) -> OrthotropicModuli {
    let (l12, l23, l31) = (try number("l12"), try number("l23"), try number("l31"))
    return OrthotropicModuli(
      mu: Vector3(try number("mu1"), try number("mu2"), try number("mu3")),
      lambda: Matrix3(
        try number("lp11"), l12, l31, l12, try number("lp22"), l23, l31, l23,
        try number("lp33")),
      shortenedLambda: Vector3(
        try number("lm11"), try number("lm22"), try number("lm33")))
  }

  /// The laws of the distortion of an uncoupled material; nil where the type is none of these.
  mutating func uncoupledLaws(_ type: String, reader: FEBioReader) throws(DocumentError.Problem)
    -> [any StrainLaw]?
  {
    switch type {
    case "Mooney-Rivlin": return [try mooneyRivlin()]
    case "incompressible neo-Hookean":
      return [MooneyRivlinSolid(c1: 0.5 * (try positive("G")), c2: 0)]
    case "Veronda-Westmann": return [try verondaWestmann()]
    case "Arruda-Boyce":
      return [ArrudaBoyce(mu: try positive("mu"), links: try positive("N"))]
    case "uncoupled Holmes-Mow":
      return [ExponentialDistortion(mu: try positive("mu"), beta: try number("beta"))]
    case "Ogden": return [OgdenSolid(terms: try ogdenTerms())]
    case "Yeoh":
      var coefficients: [Double] = []
      for i in 1...6 { coefficients.append(try element.child("c\(i)")?.number() ?? 0) }
      while coefficients.count > 1, coefficients.last == 0 { coefficients.removeLast() }
      return [YeohSolid(coefficients: coefficients)]
    case "trans iso Mooney-Rivlin":
      return [try mooneyRivlin(), Fibres(try exponentialLinear())]
    case "trans iso Veronda-Westmann":
      return [try verondaWestmann(), Fibres(try exponentialLinear())]
    case "Fung orthotropic":
      return [OrthotropicFung(moduli: try orthotropic(), scale: try positive("c"))]
    case "Holzapfel-Gasser-Ogden": return [try gasserOgdenHolzapfel()]
    case "TC nonlinear orthotropic":
      let (beta, ksi) = (
        try element.required("beta").vector(), try element.required("ksi").vector()
      )
      return [try mooneyRivlin()]
        + (0..<3).map { i in
          var axis = Vector3.zero
          axis[i] = 1
          return Fibres(StretchPowerFibre(ksi: ksi[i], beta: beta[i]), [(axis, 1)])
        }
    case "Mooney-Rivlin von Mises Fibers": return [try mooneyRivlin(), try vonMisesFibres()]
    case "muscle material":
      return [
        MuscleSolid(
          g1: try number("g1"), g2: try number("g2"), p1: try number("p1"), p2: try number("p2"),
          optimum: try positive("Lofl"), peak: try number("smax"),
          straightened: try number("lam_max"), activation: try muscleActivation(reader))
      ]
    case "uncoupled prescribed uniaxial active contraction",
      "uncoupled prescribed isotropic active contraction":
      return [
        ActiveContraction(
          tension: try reader.timeValue(try element.required("T0")),
          isIsotropic: type.contains("isotropic"))
      ]
    case "fiber-exp-pow-uncoupled", "uncoupled fiber-exp-pow", "fiber-pow-linear-uncoupled",
      "uncoupled fiber-exp-linear":
      return try fibreLaw(type).map { [Fibres($0)] }
    default: return nil
    }
  }

  private mutating func mooneyRivlin() throws(DocumentError.Problem) -> MooneyRivlinSolid {
    MooneyRivlinSolid(c1: try number("c1"), c2: try number("c2", default: 0))
  }

  private func verondaWestmann() throws(DocumentError.Problem) -> VerondaWestmannSolid {
    VerondaWestmannSolid(c1: try number("c1"), c2: try number("c2"))
  }

  private func gasserOgdenHolzapfel() throws(DocumentError.Problem) -> GasserOgdenHolzapfelSolid {
    let kappa = try element.required("kappa")
    guard (0...1.0 / 3).contains(try kappa.number()) else {
      throw kappa.problem("is not within 0 and 1/3")
    }
    return GasserOgdenHolzapfelSolid(
      c: try number("c"), k1: try number("k1"), k2: try positive("k2"),
      kappa: try kappa.number(), gamma: try number("gamma") * Double.pi / 180)
  }

  private func muscleActivation(_ reader: FEBioReader) throws(DocumentError.Problem) -> TimeValue {
    // A third modulus, against rounding of the law at rest, is not in the law as published.
    if let g3 = try element.child("g3"), try g3.number() != 0 {
      throw g3.problem("is not supported; only 0 is")
    }
    guard let activation = try element.child("activation") else { return TimeValue(0) }
    return try reader.timeValue(activation)
  }

  /// Fibres in the plane of the first two axes, by von Mises about an angle.
  ///
  /// - Source: Gouget, Girard & Ross Ethier, Biomech. Model. Mechanobiol. 11 (2012) 475.
  private func vonMisesFibres() throws(DocumentError.Problem) -> Fibres {
    let (kf, tp) = (try number("kf"), try number("tp"))
    let count = try number("gipt")
    guard count >= 10, count <= 1000 else {
      throw element.problem("gipt is not within 10 and 1000")
    }
    let form = try number("vmc")
    guard form == 1 || form == 2 else { throw element.problem("vmc is neither 1 nor 2") }
    let ratio = Bessel.i1(kf) / Bessel.i0(kf)
    let share = form == 1 ? 1 : Double.power(ratio, try number("var_n"))
    let pi = Double.pi
    let directions = FibreDensity.circle(Int(count) / 10 * 10, from: tp - pi / 2) { angle in
      (1 - share) / pi
        + share / (pi * Bessel.i0(kf)) * Double.exponential(kf * Double.cosine(2 * (angle - tp)))
    }
    return Fibres(try exponentialLinear(), directions)
  }
}

extension CoupledMooneyRivlin {
  /// The same with fibres.
  fileprivate func with(_ fibres: Fibres) -> FibreReinforced {
    FibreReinforced(ground: self, fibres: fibres)
  }
}

/// A coupled ground with one family of fibres along the first axis.
private struct FibreReinforced: StrainLaw {
  var ground: CoupledMooneyRivlin
  var fibres: Fibres

  func stress(at C: StrainTensor, time: Double) -> StrainTensor {
    ground.stress(at: C, time: time) + fibres.stress(at: C, time: time)
  }

  func oriented(by axes: Matrix3) -> Self {
    FibreReinforced(ground: ground, fibres: fibres.oriented(by: axes))
  }
}
