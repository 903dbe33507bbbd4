import Scans
import Tensors

extension OptionDeclaration {
  static let landmark = OptionDeclaration(
    "landmark", value: .text("NAME=X,Y,Z"),
    help: "one landmark marked by hand, in the coordinates of the file; may be repeated",
    isRepeatable: true)
}

extension ParsedWords {
  /// The points of all `--landmark` options, in the unit of the scan's file.
  func markedLandmarks() throws(UsageError) -> [String: Vector3] {
    try MarkedLandmarks.parse(texts(OptionDeclaration.landmark.name))
  }
}

/// Landmarks that a user has marked by hand.
enum MarkedLandmarks {
  /// The points of texts such as `pronasale=1.5,-8,105`.
  ///
  /// - Throws: `UsageError` at the first that is no landmark with a place.
  static func parse(_ texts: [String]) throws(UsageError) -> [String: Vector3] {
    var marked: [String: Vector3] = [:]
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let numbers = (parts.last ?? "").split(separator: ",", omittingEmptySubsequences: false)
        .compactMap { Double($0) }.filter(\.isFinite)
      guard parts.count == 2, numbers.count == 3, parts[1].filter({ $0 == "," }).count == 2 else {
        throw UsageError(message: "--landmark: \"\(text)\" is not NAME=X,Y,Z")
      }
      guard LandmarkName.all.contains(parts[0]) else {
        throw UsageError(message: "--landmark: " + notOneOf(parts[0], LandmarkName.all))
      }
      guard marked[parts[0]] == nil else {
        throw UsageError(message: "--landmark: \(parts[0]) is given twice")
      }
      marked[parts[0]] = Vector3(numbers[0], numbers[1], numbers[2])
    }
    return marked
  }
}
