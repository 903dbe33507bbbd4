import Documents
import Foundation

/// Settings that belong together: a row of a comma-separated file for each combination, columns by pointer.
public struct SettingTable: Sendable, Equatable {
  /// Which column goes where.
  public struct Column: Sendable, Equatable {
    public var name: String
    public var pointer: JSONPointer
  }

  public let columns: [Column]
  /// One value per column.
  public let rows: [[JSONTree]]

  /// - Parameters:
  ///   - text: of the file; its first line names the columns.
  ///   - columns: those that are used, by name.
  ///   - file: for messages.
  /// - Throws: `DocumentError` naming line and column.
  init(parsing text: String, columns: [Column], file: String) throws(DocumentError) {
    let lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
    guard let head = lines.first.map(Self.cells) else {
      throw DocumentError(file: file, "is empty; its first line names the columns")
    }
    var problems: [DocumentError.Problem] = []
    var places: [Int] = []
    for column in columns {
      if let place = head.firstIndex(of: column.name) {
        places.append(place)
      } else {
        problems.append(
          .init(
            place: TextPlace(line: 1, column: 1), path: "",
            message: "there is no column \"\(column.name)\"; there are "
              + allowedWords(head, near: column.name)))
      }
    }
    var rows: [[JSONTree]] = []
    for (number, line) in lines.enumerated().dropFirst() where problems.isEmpty {
      let cells = Self.cells(line)
      guard cells.count == head.count else {
        problems.append(
          .init(
            place: TextPlace(line: number + 1, column: 1), path: "",
            message: "\(cells.count) cells, where the first line has \(head.count)"))
        break
      }
      rows.append(places.map { Self.value(cells[$0]) })
    }
    if problems.isEmpty && rows.isEmpty {
      problems.append(
        .init(place: nil, path: "", message: "has no row below the names of its columns"))
    }
    guard problems.isEmpty else { throw DocumentError(file: file, problems: problems) }
    (self.columns, self.rows) = (columns, rows)
  }

  /// Cells between commas; one in quotes may hold commas, and quotes as two of them (RFC 4180 without line breaks).
  private static func cells(_ line: Substring) -> [String] {
    var (cells, isQuoted) = ([""], false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func value(_ cell: String) -> JSONTree {
    if let number = Double(cell), number.isFinite { return .number(number) }
    return cell == "true" ? .boolean(true) : cell == "false" ? .boolean(false) : .string(cell)
  }
}
