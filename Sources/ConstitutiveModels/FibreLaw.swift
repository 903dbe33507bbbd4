import Tensors

/// What a fibre stores, as a function of I = n·C n, the square of its stretch.
public protocol FibreLaw: Sendable {
  /// ∂W/∂I at I > 0; zero where a fibre that bears no compression is slack.
  func slope(at I: Dual) -> Dual
}

/// Exponential at first, a straight line from a stretch on, slack in compression.
///
/// λ ∂W/∂λ = c₃ (e^(c₄ (λ − 1)) − 1) for λ < λ*, and c₅ λ + c₆ beyond, where c₆ makes it continuous.
///
/// - Source: Weiss, Maker & Govindjee, Comput. Methods Appl. Mech. Eng. 135 (1996) 107.
public struct ExponentialLinearFibre: FibreLaw {
  public var c3: Double
  public var c4: Double
  public var c5: Double
  /// λ*.
  public var straightened: Double

  public init(c3: Double, c4: Double, c5: Double, straightened: Double) {
    (self.c3, self.c4, self.c5, self.straightened) = (c3, c4, c5, straightened)
  }

  public func slope(at I: Dual) -> Dual {
    guard I.value > 1 else { return Dual(0) }
    let stretch = Dual.squareRoot(I)
    let tension: Dual
    if stretch.value < straightened {
      tension = c3 * (Dual.exponential(c4 * (stretch - 1)) - 1)
    } else {
      let atEnd = c3 * (Double.exponential(c4 * (straightened - 1)) - 1)
      tension = c5 * stretch + (atEnd - c5 * straightened)
    }
    return 0.5 * tension / I
  }
}

/// Exponential of a power of I − λ₀², slack below λ₀.
///
/// W = ξ/(αβ) (e^(α (I − λ₀²)^β) − 1), and ξ/β (I − λ₀²)^β for α = 0.
///
/// - Source: Ateshian et al., J. Biomech. Eng. 131 (2009) 061003.
public struct ExponentialPowerFibre: FibreLaw {
  public var ksi: Double
  public var alpha: Double
  public var beta: Double
  /// λ₀, the stretch at which the fibre becomes taut.
  public var taut: Double

  public init(ksi: Double, alpha: Double, beta: Double, taut: Double = 1) {
    (self.ksi, self.alpha, self.beta, self.taut) = (ksi, alpha, beta, taut)
  }

  public func slope(at I: Dual) -> Dual {
    let over = I - taut * taut
    guard over.value > 0 else { return Dual(0) }
    return ksi * Dual.power(over, beta - 1)
      * Dual.exponential(alpha * Dual.power(over, beta))
  }
}

/// A power of I − 1 up to a stretch, from there on a straight line of modulus E.
///
/// ∂W/∂I = ξ (I − 1)^(β−1) for λ < λ₀, b − E/(2λ) beyond, with ξ and b such that it is smooth.
///
/// - Source: *FEBio User Manual*, "fiber-pow-linear".
public struct PowerLinearFibre: FibreLaw {
  public var modulus: Double
  public var beta: Double
  /// λ₀ > 1.
  public var straightened: Double

  public init(modulus: Double, beta: Double, straightened: Double) {
    (self.modulus, self.beta, self.straightened) = (modulus, beta, straightened)
  }

  public func slope(at I: Dual) -> Dual {
    let over = I - 1
    guard over.value > 0 else { return Dual(0) }
    let atEnd = straightened * straightened
    let ksi =
      modulus / (4 * (beta - 1)) * Double.power(atEnd, -1.5)
      * Double.power(atEnd - 1, 2 - beta)
    if I.value < atEnd { return ksi * Dual.power(over, beta - 1) }
    let b = ksi * Double.power(atEnd - 1, beta - 1) + 0.5 * modulus / straightened
    return Dual(b) - Dual(0.5 * modulus) / Dual.squareRoot(I)
  }
}

/// W = ξ (λ − 1)^β in tension, slack in compression.
///
/// - Source: *FEBio User Manual*, "TC nonlinear orthotropic".
public struct StretchPowerFibre: FibreLaw {
  public var ksi: Double
  public var beta: Double

  public init(ksi: Double, beta: Double) { (self.ksi, self.beta) = (ksi, beta) }

  public func slope(at I: Dual) -> Dual {
    guard I.value > 1 else { return Dual(0) }
    let stretch = Dual.squareRoot(I)
    return (0.5 * beta * ksi) * Dual.power(stretch - 1, beta - 1) / stretch
  }
}

/// Fibres of one law in one or many directions, each with its share.
///
/// S = Σ wᵢ 2 ∂W/∂I nᵢ⊗nᵢ with I = nᵢ·C nᵢ.
public struct Fibres: StrainLaw {
  public var law: any FibreLaw
  /// Unit vectors in material axes, and their shares.
  public var directions: [(direction: Vector3, share: Double)]

  /// One family along the first material axis.
  public init(_ law: any FibreLaw) { self.init(law, [(Vector3(1, 0, 0), 1)]) }

  public init(_ law: any FibreLaw, _ directions: [(direction: Vector3, share: Double)]) {
    (self.law, self.directions) = (law, directions)
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    var S = StrainTensor.zero
    for (n, share) in directions {
      let slope = law.slope(at: C.along(n))
      if slope.value != 0 || slope.slopes != .zero { S.add((2 * share) * slope, along: n) }
    }
    return S
  }

  public func oriented(by Q: Matrix3) -> Self {
    Fibres(law, directions.map { (Q * $0.direction, $0.share) })
  }
}
