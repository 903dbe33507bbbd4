import Assembly
import ReferenceElements

/// A cell with a pressure it can carry.
public struct Element: Sendable, Hashable, CustomStringConvertible {
  public var shape: CellShape
  public var basis: PressureBasis

  public init(_ shape: CellShape, _ basis: PressureBasis) {
    (self.shape, self.basis) = (shape, basis)
  }

  /// What faces are made of.
  public static let standard = Element(.wedge15, .thickness)

  /// Every sound pair but pyramids, which only decks have.
  public static let all = CellShape.allCases.filter { $0 != .pyramid5 }.flatMap { shape in
    PressureBasis.allCases.filter { $0.isSound(for: shape) }.map { Element(shape, $0) }
  }

  public var description: String { "\(shape.rawValue)/\(basis.rawValue)" }

  /// Order of the displacement's polynomials: 1 or 2.
  var degree: Int { shape == shape.linear ? 1 : 2 }

  /// Order in which the displacement converges in L2 where the solution is smooth.
  ///
  /// Polynomials of degree k give k + 1. A pressure that is constant over a facet limits quadratic cells
  /// to 2: its error is of order 1, that of the strain likewise, and L2 has one more (P2–P0).
  public var order: Double {
    switch (degree, basis) {
    case (1, _): 2
    case (_, .displacement), (_, .linear): 3
    case (_, .constant), (_, .thickness): 2
    }
  }
}
