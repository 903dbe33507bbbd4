import Materials
import ReferenceElements
import Tensors

/// One block of cells arranged in batches of four, with its law chosen once.
protocol BlockEvaluator: Sendable {
  var tables: CellTables { get }
  var parameterCount: Int { get }
  /// Evaluates the batch whose constants are at `constants`; see `evaluate(law:tables:in:wantsTangent:)`.
  func evaluate(
    constants: UnsafePointer<Lanes>, in workspace: CellWorkspace, wantsTangent: Bool
  ) -> (minimumJ: Lanes, energy: Lanes)
}

/// The evaluator of a law; concrete, so that the compiler sees through to the formulas.
struct LawEvaluator<Law: HyperelasticLaw>: BlockEvaluator where Law.S == Lanes {
  let tables: CellTables
  let parameterCount: Int

  func evaluate(
    constants: UnsafePointer<Lanes>, in workspace: CellWorkspace, wantsTangent: Bool
  ) -> (minimumJ: Lanes, energy: Lanes) {
    Assembly.evaluate(
      law: Law(constants: constants), tables: tables, in: workspace, wantsTangent: wantsTangent)
  }
}

/// The evaluator for the law of `material`.
func makeEvaluator(for material: Material, tables: CellTables) -> any BlockEvaluator {
  let count = material.parameters.count
  switch material {
  case .neoHookean:
    return LawEvaluator<NeoHookean<Lanes>>(tables: tables, parameterCount: count)
  case .yeoh: return LawEvaluator<Yeoh<Lanes>>(tables: tables, parameterCount: count)
  }
}
