import Documents

/// A block of an Abaqus file: a keyword with its parameters, and the lines of data below it.
struct KeywordBlock {
  /// In capitals and without the star, as `SOLID SECTION`.
  var keyword: String
  /// Values by name in capitals; empty for a parameter without a value.
  private var parameters: [String: String] = [:]
  var line: Int
  /// Words between commas, and the line they stand in.
  var data: [(words: [String], line: Int)] = []
  private var taken: Set<String> = []

  fileprivate init(keyword: String, parameters: [String: String], line: Int) {
    (self.keyword, self.parameters, self.line) = (keyword, parameters, line)
  }

  /// A parameter, marked as read.
  mutating func parameter(_ name: String) -> String? {
    taken.insert(name)
    return parameters[name]
  }

  mutating func required(_ name: String) throws(DocumentError.Problem) -> String {
    guard let value = parameter(name), !value.isEmpty else {
      throw problem("needs \(name)=…")
    }
    return value
  }

  /// Refuses parameters that nobody has asked for.
  func checkParameters() throws(DocumentError.Problem) {
    if let unread = parameters.keys.sorted().first(where: { !taken.contains($0) }) {
      throw problem("Turgor does not understand the parameter \(unread)")
    }
  }

  func problem(_ message: String, line: Int? = nil) -> DocumentError.Problem {
    .init(
      place: TextPlace(line: line ?? self.line, column: 1), path: "*\(keyword)", message: message)
  }

  /// A number among the words of a line.
  func number(_ word: String, line: Int) throws(DocumentError.Problem) -> Double {
    // Fortran's exponent is a D.
    guard let value = Double(word) ?? Double(word.uppercased().replacingD), value.isFinite else {
      throw problem("\"\(word)\" is no number", line: line)
    }
    return value
  }

  func integer(_ word: String, line: Int) throws(DocumentError.Problem) -> Int {
    guard let value = Int(word) else {
      throw problem("\"\(word)\" is no whole number", line: line)
    }
    return value
  }

  /// All numbers of all lines of data.
  func numbers() throws(DocumentError.Problem) -> [Double] {
    var found: [Double] = []
    for (words, line) in data {
      for word in words where !word.isEmpty { found.append(try number(word, line: line)) }
    }
    return found
  }
}

extension String {
  fileprivate var replacingD: String { String(map { $0 == "D" ? "E" : $0 }) }
}

/// The blocks of an Abaqus file.
struct KeywordFile {
  private(set) var blocks: [KeywordBlock] = []

  /// - Parameter bytes: of the file; comments begin with two stars.
  /// - Throws: a problem where data come before the first keyword.
  init(_ bytes: [UInt8]) throws(DocumentError.Problem) {
    var open = ""
    var openLine = 0
    for (index, raw) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = index + 1
      let text = String(decoding: raw, as: UTF8.self).trimmingBlanks
      if text.hasPrefix("**") { continue }
      // A keyword line goes on after a comma at its end.
      if !open.isEmpty || text.hasPrefix("*") {
        if open.isEmpty { openLine = line }
        open += text
        if open.hasSuffix(",") { continue }
        blocks.append(try Self.block(open, line: openLine))
        open = ""
      } else if !text.isEmpty {
        guard !blocks.isEmpty else {
          throw .init(
            place: TextPlace(line: line, column: 1), path: "",
            message: "data before the first keyword")
        }
        // By bytes: a mesh has a hundred thousand such lines.
        let words = raw.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
          .map { String(decoding: $0, as: UTF8.self).trimmingBlanks }
        blocks[blocks.count - 1].data.append((words, line))
      }
    }
  }

  private static func block(_ text: String, line: Int) throws(DocumentError.Problem)
    -> KeywordBlock
  {
    let words = text.dropFirst().split(separator: ",").map { String($0).trimmingBlanks }
    guard let first = words.first, !first.isEmpty else {
      throw .init(
        place: TextPlace(line: line, column: 1), path: "", message: "a star without a keyword")
    }
    var parameters: [String: String] = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map { String($0).trimmingBlanks }
      guard let name = parts.first else { continue }
      parameters[name.uppercased()] = parts.count > 1 ? parts[1] : ""
    }
    let keyword = first.uppercased().split(separator: " ").joined(separator: " ")
    return KeywordBlock(keyword: keyword, parameters: parameters, line: line)
  }
}
