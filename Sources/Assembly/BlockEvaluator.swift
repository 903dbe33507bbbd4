import Materials
import ReferenceElements
import Tensors

/// The kernel of one block of cells, its law chosen once.
///
/// Holds a closure made where the law is a concrete type: behind a protocol the compiler would keep the
/// law generic and call its every operator through a table, many times slower.
struct BlockEvaluator: Sendable {
  let tables: CellTables
  let parameterCount: Int
  /// Evaluates a batch with the given constants; see `evaluate(law:tables:in:wantsTangent:)`.
  let evaluate:
    @Sendable (_ constants: UnsafePointer<Lanes>, _ workspace: CellWorkspace, _ wantsTangent: Bool)
      -> (minimumJ: Lanes, energy: Lanes)

  /// The evaluator for the law of `material`.
  init(for material: Material, tables: CellTables) {
    self.tables = tables
    parameterCount = material.parameters.count
    switch material {
    case .neoHookean:
      evaluate = { constants, workspace, wantsTangent in
        Assembly.evaluate(
          law: NeoHookean<Lanes>(constants: constants), tables: tables, in: workspace,
          wantsTangent: wantsTangent)
      }
    case .yeoh:
      evaluate = { constants, workspace, wantsTangent in
        Assembly.evaluate(
          law: Yeoh<Lanes>(constants: constants), tables: tables, in: workspace,
          wantsTangent: wantsTangent)
      }
    }
  }
}
