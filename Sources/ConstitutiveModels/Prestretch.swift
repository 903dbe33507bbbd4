import Tensors

/// How a material has grown, as a function of time: Fg.
///
/// With the multiplier g(t) and the fibre n: g 1 in volume, √g (1 − n⊗n) + n⊗n in area, (g − 1) n⊗n + 1 along the
/// fibre.
///
/// - Source: *FEBio User Manual*, "kinematic growth".
public struct KinematicGrowth: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case volume = "volume growth"
    case area = "area growth"
    case fibre = "fiber growth"
  }
  public var kind: Kind
  public var multiplier: TimeValue
  /// n, a unit vector in material axes.
  public var fibre = Vector3(1, 0, 0)

  public init(_ kind: Kind, multiplier: TimeValue) {
    (self.kind, self.multiplier) = (kind, multiplier)
  }

  /// Fg at a time.
  func tensor(at time: Double) -> Matrix3 {
    let g = multiplier.value(at: time)
    let along = Matrix3(outer: fibre, fibre)
    switch kind {
    case .volume: return Matrix3.identity * g
    case .area: return (Matrix3.identity - along) * g.squareRoot() + along
    case .fibre: return Matrix3.identity + along * (g - 1)
    }
  }
}

/// The deformation that a material has undergone before the model begins: F₀.
public enum Prestrain: Sendable, Equatable {
  /// F₀ itself, the same everywhere.
  case gradient(Matrix3, ramp: TimeValue)
  /// F₀ of each cell, by the name of a table of the model.
  case map(String, ramp: TimeValue)
  /// λ n⊗n + s (1 − n⊗n) along the first material axis, s = 1/√λ if isochoric and 1 otherwise.
  case inSituStretch(Double, isIsochoric: Bool, ramp: TimeValue)
}

/// F₀ at a cell: 1 + r(t) (F₀ − 1).
public struct BoundPrestrain: Sendable {
  var gradient: Matrix3
  var ramp: TimeValue

  func tensor(at time: Double) -> Matrix3 {
    let r = ramp.value(at: time)
    return Matrix3.identity + (gradient - .identity) * r
  }
}
