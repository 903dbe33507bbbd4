import Documents
import Foundation

/// A comma-separated table of a finished run, whose cells are found by the names of their columns.
///
/// Our own writer needs no quotes, so a cell is what stands between two commas.
struct ResultTable: Sendable {
  /// A longer table is refused, in bytes: one of 100 steps with error bars has 2 MB.
  static let largestFile = 64 << 20

  /// One line below the header.
  struct Row: Sendable {
    fileprivate let file: String
    /// Counts from 1; the header is line 1.
    fileprivate let line: Int
    fileprivate let cells: [String: String]

    /// The text of a column that the table must have.
    ///
    /// - Throws: `DocumentError` where there is no such column.
    func text(_ column: String) throws(DocumentError) -> String {
      guard let cell = cells[column] else {
        throw DocumentError(
          file: file,
          "there is no column \"\(column)\"; the run is of another version: run it again")
      }
      return cell
    }

    /// The number of a column that the table must have; nil for an empty cell.
    ///
    /// - Throws: `DocumentError` where there is no such column, or no number in it.
    func number(_ column: String) throws(DocumentError) -> Double? {
      let cell = try text(column)
      if cell.isEmpty { return nil }
      guard let number = Double(cell), number.isFinite else {
        throw DocumentError(
          file: file,
          problems: [
            .init(
              place: TextPlace(line: line, column: 1), path: column,
              message: "\"\(cell)\" is no finite number")
          ])
      }
      return number
    }

    /// The number of a column that the table may lack; nil then, and for an empty cell.
    func optionalNumber(_ column: String) throws(DocumentError) -> Double? {
      cells[column] == nil ? nil : try number(column)
    }
  }

  let columns: [String]
  let rows: [Row]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: of the table.
  ///   - name: what it is called in messages.
  /// - Throws: `DocumentError`.
  init(contentsOf url: URL, name: String) throws(DocumentError) {
    let size = (try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
    guard size <= Self.largestFile else {
      throw DocumentError(file: name, "is longer than \(Self.largestFile >> 20) MB")
    }
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw DocumentError(
        file: name, "cannot be read; the results of a run have this file: run it again")
    }
    try self.init(parsing: text, name: name)
  }

  /// Reads the text of a table that is called `name` in messages.
  ///
  /// - Throws: `DocumentError` at the first line that has not as many cells as there are columns.
  init(parsing text: String, name: String) throws(DocumentError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    columns = Self.cells(of: lines[0])
    guard columns.count > 1, Set(columns).count == columns.count else {
      throw DocumentError(file: name, "its first line is no list of different column names")
    }
    var rows: [Row] = []
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let cells = Self.cells(of: line)
      guard cells.count == columns.count else {
        throw DocumentError(
          file: name,
          problems: [
            .init(
              place: TextPlace(line: number + 1, column: 1), path: "",
              message: "has \(cells.count) cells, and the table has \(columns.count) columns")
          ])
      }
      rows.append(
        Row(
          file: name, line: number + 1,
          cells: Dictionary(uniqueKeysWithValues: zip(columns, cells))))
    }
    self.rows = rows
  }

  private static func cells(of line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
