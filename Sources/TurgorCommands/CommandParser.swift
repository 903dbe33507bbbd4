import Documents

/// A command line that does not say what it should.
public struct UsageError: Error, Equatable, Sendable {
  /// What was found, what is allowed, and what was perhaps meant.
  public var message: String
}

extension CommandDeclaration {
  /// Sorts the words after the name of the command.
  ///
  /// Options may stand anywhere, as `--name value`, `--name=value`, `-n value` or `-nvalue`; after
  /// `--` all words are arguments.
  ///
  /// - Parameter words: without the names of the program and the command.
  /// - Returns: the values of the options, and the arguments.
  /// - Throws: `UsageError` at the first word that does not fit.
  func parse(_ words: [String]) throws(UsageError) -> ParsedWords {
    var (parsed, rest) = (ParsedWords(), words[...])
    var onlyArguments = false
    while let word = rest.popFirst() {
      if onlyArguments || word == "-" || !word.hasPrefix("-") {
        parsed.arguments.append(word)
      } else if word == "--" {
        onlyArguments = true
      } else {
        try parseOption(word, rest: &rest, into: &parsed)
      }
    }
    if !parsed.has(OptionDeclaration.help.name) { try checkArguments(parsed.arguments) }
    return parsed
  }

  private func parseOption(
    _ word: String, rest: inout ArraySlice<String>, into parsed: inout ParsedWords
  ) throws(UsageError) {
    let (option, attached) = try find(word)
    let shown = word.hasPrefix("--") ? "--\(option.name)" : String(word.prefix(2))
    if parsed.has(option.name) && !option.isRepeatable {
      throw UsageError(message: "\(shown) is given twice")
    }
    if option.value == .none {
      if let attached {
        throw UsageError(message: "\(shown) takes no value, found \"\(attached)\"")
      }
      parsed.options[option.name] = ""
      return
    }
    guard let text = attached ?? rest.popFirst(), !text.isEmpty else {
      throw UsageError(message: "\(shown) needs a value: \(option.placeholder ?? "")")
    }
    if attached == nil && text.hasPrefix("-") && text.count > 1 && Int(text) == nil {
      throw UsageError(message: "\(shown) needs a value, found the option \(text)")
    }
    try option.check(text, shown: shown)
    parsed.options[option.name] = text
    if option.isRepeatable { parsed.repeated[option.name, default: []].append(text) }
  }

  /// The option that `word` names, and the value that hangs on it.
  private func find(_ word: String) throws(UsageError) -> (OptionDeclaration, String?) {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if let option = allOptions.first(where: { $0.name == name }) {
        return (option, parts.count > 1 ? String(parts[1]) : nil)
      }
      let names = allOptions.map(\.name)
      let near = nearestSpelling(to: name, among: names).map { "; did you mean --\($0)?" } ?? "."
      let list = names.map { "--\($0)" }.joined(separator: ", ")
      throw UsageError(message: "unknown option --\(name)\(near) Options of \(self.name): \(list)")
    }
    let letter = word[word.index(after: word.startIndex)]
    guard let option = allOptions.first(where: { $0.letter == letter }) else {
      let list = allOptions.compactMap { $0.letter.map { "-\($0)" } }.joined(separator: ", ")
      throw UsageError(message: "unknown option -\(letter); \(name) knows \(list)")
    }
    let attached = word.dropFirst(2)
    return (option, attached.isEmpty ? nil : String(attached))
  }

  private func checkArguments(_ words: [String]) throws(UsageError) {
    let required = arguments.filter(\.isRequired)
    if words.count < required.count {
      let missing = arguments[words.count]
      throw UsageError(message: "\(name) needs \(missing.name): \(missing.help)")
    }
    if words.count > arguments.count, !(arguments.last?.isRepeatable ?? false) {
      let allowed = arguments.isEmpty ? "no arguments" : "at most \(arguments.count)"
      throw UsageError(message: "\(name) takes \(allowed), found \"\(words[arguments.count])\"")
    }
    for (argument, word) in zip(arguments, words) {
      guard let choices = argument.choices, !choices.contains(word) else { continue }
      throw UsageError(message: "\(argument.name): " + notOneOf(word, choices))
    }
  }
}

extension OptionDeclaration {
  /// Whether `text` is a value of this option.
  func check(_ text: String, shown: String) throws(UsageError) {
    switch value {
    case .none, .path, .text: break
    case .choice(let words):
      if !words.contains(text) { throw UsageError(message: "\(shown): " + notOneOf(text, words)) }
    case .integer(let range):
      if Int(text).map({ range.contains($0) }) ?? false { break }
      throw UsageError(
        message:
          "\(shown): \"\(text)\" is not a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
  }
}

/// That a word is not among those allowed, and which was perhaps meant.
func notOneOf(_ word: String, _ words: [String]) -> String {
  let near = nearestSpelling(to: word, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
  return "\"\(word)\" is not one of \(words.joined(separator: ", "))\(near)"
}
