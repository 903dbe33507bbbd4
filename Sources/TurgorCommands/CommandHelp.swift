extension CommandDeclaration {
  /// The usage in one line.
  var usage: String {
    let words = arguments.map { argument in
      let name = argument.choices?.joined(separator: "|") ?? argument.name
      let more = argument.isRepeatable ? "…" : ""
      return argument.isRequired ? name + more : "[\(name)\(more)]"
    }
    return (["turgor", name] + words + ["[options]"]).joined(separator: " ")
  }

  /// What `--help` prints: examples first.
  var helpText: String {
    var lines = ["\(summary).", "", "Examples:"]
    for example in examples { lines += ["  \(example.line)", "      \(example.purpose)"] }
    lines += ["", "Usage: \(usage)"]
    let rows =
      arguments.map { ("  \($0.name)", $0.help) } + [("", "")]
      + allOptions.map { option in
        let letter = option.letter.map { "-\($0), " } ?? "    "
        let value = option.placeholder.map { " \($0)" } ?? ""
        return ("  \(letter)--\(option.name)\(value)", option.help)
      }
    let column = min(34, rows.map(\.0.count).max() ?? 0) + 2
    lines.append("")
    for (left, right) in rows.drop(while: { $0.0.isEmpty }) {
      if left.isEmpty {
        lines.append("")
      } else if left.count + 2 > column {
        lines += [left, String(repeating: " ", count: column) + right]
      } else {
        lines.append(left + String(repeating: " ", count: column - left.count) + right)
      }
    }
    return lines.joined(separator: "\n")
  }
}

/// What `turgor --help` prints.
func overviewText(_ commands: [CommandDeclaration]) -> String {
  let width = (commands.map(\.name.count).max() ?? 0) + 2
  let examples = commands.prefix(2).compactMap(\.examples.first)
  var lines = [
    "Turgor simulates how the soft tissue of a face hangs, tightens, fills and ages.", "",
    "Examples:",
  ]
  for example in examples { lines += ["  \(example.line)", "      \(example.purpose)"] }
  lines += ["", "Commands:"]
  for command in commands {
    let blanks = String(repeating: " ", count: width - command.name.count)
    lines.append("  \(command.name)\(blanks)\(command.summary)")
  }
  lines += [
    "", "`turgor COMMAND --help` explains a command.", "",
    "Exit codes: 0 done, 1 expectation not met or a bug, 2 usage, 3 bad input, 4 not converged,",
    "5 sweep with failed rows, 6 refused, 75 try again, 130 and 143 interrupted.",
  ]
  return lines.joined(separator: "\n")
}
