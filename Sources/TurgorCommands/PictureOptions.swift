import Foundation
import Rendering
import Scenarios

extension ParsedWords {
  /// How many may work at a time.
  var threads: Int { integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount }

  /// What `--maps` names, in its order; nil where it is not given.
  ///
  /// - Throws: `UsageError` for a word that is no map of numbers.
  func skinQuantities() throws(UsageError) -> [SkinQuantity]? {
    guard let list = text("maps") else { return nil }
    var quantities: [SkinQuantity] = []
    for word in list.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      guard let quantity = SkinQuantity(rawValue: word) else {
        throw UsageError(
          message: "--maps: " + notOneOf(word, SkinQuantity.allCases.map(\.rawValue)))
      }
      quantities.append(quantity)
    }
    return quantities
  }
}

/// The letters of pictures; says so where there are none.
func foundTypeface(_ console: Console) -> Typeface? {
  let typeface = Typeface.find()
  if typeface == nil { console.warn(Typeface.missingWarning) }
  return typeface
}
