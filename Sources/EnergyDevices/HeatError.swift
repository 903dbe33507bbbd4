import SparseAlgebra

/// Why a computation of heat ended without a result.
public enum HeatError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The error stays above the tolerance however short a step is; the time is in s.
  case stepTooShort(time: Double)
  /// The linear system could not be solved.
  case factorization(FactorizationError)

  public var description: String {
    switch self {
    case .stepTooShort(let time):
      "the heat equation: no step is short enough \(time) s after the start"
    case .factorization(let error): "the heat equation cannot be solved: \(error)"
    }
  }
}
