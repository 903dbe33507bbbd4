/// All that is wrong with a file, in the user's words.
public struct DocumentError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  public struct Problem: Error, Equatable, Sendable {
    /// Where in the file, if the problem has a place.
    public var place: TextPlace?
    /// Where in the document, as in `steps[1].posture`; empty for the document itself.
    public var path: String
    /// What was found, and what is allowed.
    public var message: String

    public init(place: TextPlace?, path: String, message: String) {
      (self.place, self.path, self.message) = (place, path, message)
    }
  }

  /// Name of the file, as the user gave it.
  public var file: String
  /// At least one, in the order of the file.
  public var problems: [Problem]

  public init(file: String, problems: [Problem]) { (self.file, self.problems) = (file, problems) }

  /// An error that concerns the file as a whole.
  public init(file: String, _ message: String) {
    self.init(file: file, problems: [.init(place: nil, path: "", message: message)])
  }

  /// One line for each problem: `file:line:column: path: message`.
  public var description: String {
    problems.map { problem in
      let place = problem.place.map { ":\($0.line):\($0.column)" } ?? ""
      let path = problem.path.isEmpty ? "" : "\(problem.path): "
      return "\(file)\(place): \(path)\(problem.message)"
    }.joined(separator: "\n")
  }
}
