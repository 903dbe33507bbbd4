/// Cells in columns, for a terminal.
public struct TextTable {
  private let rows: [[String]]
  private let words: Set<Int>

  /// - Parameters:
  ///   - rows: the first is the heading.
  ///   - words: columns of words; the others hold numbers and end on the right.
  public init(rows: [[String]], words: Set<Int>) { (self.rows, self.words) = (rows, words) }

  /// One line for each row, without blanks at its end.
  public var lines: [String] {
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
