import Assembly
import SparseAlgebra
import Tensors

/// Which tangent a factor was made of: enough to make it again, to the last bit.
public struct FactorizedTangent: Sendable {
  /// Of the undeformed body then, in m.
  public var positions: [Vector3]
  public var state: SolidState
  /// Whether it was made positive definite cell by cell.
  public var isProjected: Bool

  public init(positions: [Vector3], state: SolidState, isProjected: Bool) {
    (self.positions, self.state, self.isProjected) = (positions, state, isProjected)
  }
}

/// A factor, and of which tangent it is; nil before the first.
public struct FactorAtHand {
  public let factor: CholeskyFactor
  let factorized: FactorizedTangent?

  /// Another factor with the same values, which the one that makes it does not change any more.
  ///
  /// - Throws: `FactorizationError.outOfMemory`.
  public func copied() throws(FactorizationError) -> FactorAtHand {
    FactorAtHand(factor: try CholeskyFactor(copying: factor), factorized: factorized)
  }
}

extension EquilibriumSolver {
  /// Makes the factor of an earlier tangent again, for the present materials; the body keeps its shape.
  ///
  /// What is solved next then goes the way it went when that factor was at hand.
  ///
  /// - Parameter tangent: as `factorized` had it.
  /// - Throws: `SolverError.factorization`.
  public func refactorize(_ tangent: FactorizedTangent) throws(SolverError) {
    let positions = assembler.solid.mesh.positions
    // Materials that turn with the shape lose their changes of stiffness when it is set.
    let wasReshaped = positions != tangent.positions
    if wasReshaped { assembler.reshape(to: tangent.positions) }
    defer { if wasReshaped { assembler.reshape(to: positions) } }
    assembler.assemble(at: tangent.state, wantsTangent: true, projected: tangent.isProjected)
    do { try factor.factorize(assembler.matrix) } catch { throw .factorization("\(error)") }
    factorized = tangent
  }
}
