extension DocumentSchema {
  /// A line of the reference: where, what is allowed, what for.
  public struct ReferenceRow: Sendable, Equatable {
    /// As in `steps[].load.pressure.zone`; a word in capitals stands for one of many names.
    public var path: String
    public var allowed: String
    public var help: String
    public var isRequired: Bool
  }

  /// All keys of a document, each before those inside it.
  ///
  /// Of kinds of value that a key may have, the keys inside the objects are counted up.
  public var reference: [ReferenceRow] { rows(under: "") }

  private func rows(under path: String) -> [ReferenceRow] {
    switch self {
    case .text, .identifier, .constant, .number, .choice, .flag, .anything: []
    case .list(let element, _): element.rows(under: path + "[]")
    case .entries(let kind, _, let element):
      element.rows(under: "\(path).\(kind.uppercased())")
    case .either(let kinds): kinds.flatMap { $0.rows(under: path) }
    case .object(let members, _):
      members.flatMap { member in
        let place = path.isEmpty ? member.key : "\(path).\(member.key)"
        let row = ReferenceRow(
          path: place, allowed: member.schema.allowed, help: member.help,
          isRequired: member.isRequired)
        return [row] + member.schema.rows(under: place)
      }
    }
  }

  /// What may stand here, in a few words.
  private var allowed: String {
    switch self {
    case .text: "text"
    case .identifier: "name of at most 64 letters, digits, - and _"
    case .constant(let text): "`\(text)`"
    case .number(let range, let unit):
      "\(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
        + (unit.isEmpty ? "" : " \(unit)")
    case .choice(let words):
      words.count > Self.longestChoice ? "name" : words.map { "`\($0)`" }.joined(separator: ", ")
    case .flag: "`true`, `false`"
    case .anything: "anything"
    case .list: "list"
    case .object: "object"
    case .entries(let kind, _, _): "object by \(kind)"
    case .either(let kinds): kinds.map(\.allowed).joined(separator: ", or ")
    }
  }

  /// A longer list of words is not counted up.
  private static let longestChoice = 12

  /// The reference as a table in Markdown.
  public var markdown: String {
    let lines = reference.map { row in
      "| `\(row.path)` | \(row.allowed) | \(row.isRequired ? "**Required.** " : "")\(row.help) |"
    }
    return (["| key | allowed | what it says |", "|---|---|---|"] + lines).joined(separator: "\n")
  }
}
