import Solvers
import SparseAlgebra

/// The factors that steps of a schedule had when they were solved last, one for each name, as far as there is room.
///
/// A step whose setting has changed a little then begins with its own factor, and mostly needs no other one.
struct StepFactors {
  /// In bytes, for all of them.
  let room: Double
  private var byStep: [String: FactorAtHand] = [:]

  init(room: Double) { self.room = room }

  /// The factor of a step; the first time a copy of the one at hand.
  ///
  /// - Returns: nil where there is no room for another one.
  mutating func factor(of step: String, atHand: FactorAtHand) -> FactorAtHand? {
    if let own = byStep[step] { return own }
    let bytes = 8 * atHand.factor.factorEntries
    guard Double(byStep.count + 1) * bytes <= room, let copy = try? atHand.copied() else {
      return nil
    }
    byStep[step] = copy
    return copy
  }

  /// Notes of which tangent the factor of a step is now.
  mutating func keep(_ factor: FactorAtHand, of step: String) { byStep[step] = factor }
}
