/// What a command takes: the one source of its parser, its help and its completion.
public struct CommandDeclaration: Sendable {
  public var name: String
  /// One line without a full stop.
  public var summary: String
  public var arguments: [ArgumentDeclaration]
  public var options: [OptionDeclaration]
  /// Command lines that work, with what each does.
  public var examples: [(line: String, purpose: String)]

  public init(
    name: String, summary: String, arguments: [ArgumentDeclaration] = [],
    options: [OptionDeclaration] = [], examples: [(line: String, purpose: String)]
  ) {
    (self.name, self.summary, self.arguments) = (name, summary, arguments)
    (self.options, self.examples) = (options, examples)
  }

  /// All options, `--help` included.
  var allOptions: [OptionDeclaration] { options + [.help] }
}

/// A word that stands by itself.
public struct ArgumentDeclaration: Sendable {
  public var name: String
  public var help: String
  public var isRequired: Bool
  /// The words that are allowed; nil means a file.
  public var choices: [String]?
  /// Whether more words of the kind may follow; the last argument alone.
  public var isRepeatable: Bool

  public init(
    _ name: String, help: String, isRequired: Bool = true, choices: [String]? = nil,
    isRepeatable: Bool = false
  ) {
    (self.name, self.help, self.isRequired, self.choices) = (name, help, isRequired, choices)
    self.isRepeatable = isRepeatable
  }
}

/// A word that begins with a dash.
public struct OptionDeclaration: Sendable {
  /// What follows an option.
  public enum Value: Sendable, Equatable {
    case none
    /// The path of a file or folder.
    case path
    /// Any text, described by a word.
    case text(String)
    case choice([String])
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
  }

  /// Without the dashes.
  public var name: String
  public var letter: Character?
  public var value: Value
  public var help: String
  /// Whether it may be given more than once.
  public var isRepeatable: Bool

  public init(
    _ name: String, _ letter: Character? = nil, value: Value = .none, help: String,
    isRepeatable: Bool = false
  ) {
    (self.name, self.letter, self.value, self.help) = (name, letter, value, help)
    self.isRepeatable = isRepeatable
  }

  static let help = OptionDeclaration("help", "h", help: "show this text")
  static let json = OptionDeclaration("json", help: "print the result as JSON")

  /// The value in help texts, as in `FILE`.
  var placeholder: String? {
    switch value {
    case .none: nil
    case .path: "FILE"
    case .text(let word): word
    case .choice(let words): words.joined(separator: "|")
    case .integer: "N"
    }
  }
}

/// The words of a command line, sorted by the declaration they belong to.
public struct ParsedWords: Sendable, Equatable {
  /// Values of options by name; empty text for options without a value.
  var options: [String: String] = [:]
  /// All values of the options that may be given more than once.
  var repeated: [String: [String]] = [:]
  /// Words that stand by themselves, in order.
  public internal(set) var arguments: [String] = []

  /// Whether an option was given.
  public func has(_ name: String) -> Bool { options[name] != nil }

  /// The text after an option.
  public func text(_ name: String) -> String? { options[name] }

  /// The texts after an option that may be given more than once, in order.
  public func texts(_ name: String) -> [String] { repeated[name] ?? [] }

  /// The number after an option; the parser has checked it.
  public func integer(_ name: String) -> Int? { options[name].flatMap { Int($0) } }
}
