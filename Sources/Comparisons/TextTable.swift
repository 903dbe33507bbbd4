/// Cells in columns, for a terminal.
struct TextTable {
  /// The first row is the heading.
  var rows: [[String]]
  /// Columns of words; the others hold numbers and end on the right.
  var words: Set<Int>

  /// One line for each row, without blanks at its end.
  var lines: [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return words.contains(column) ? cell + blanks : blanks + cell
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
