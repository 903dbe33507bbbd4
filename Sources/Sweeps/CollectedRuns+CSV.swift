import Documents
import Foundation

extension CollectedRuns {
  /// A row per run, comma-separated; numbers are as short as they can be said and read back.
  public var csv: String {
    let axes = plan.common.axes.map(\.id)
    let head =
      ["run", "id", "face"] + axes + [
        "status", "failure", "reason", "start", "wall_s", "cpu_s", "memory_MB", "warnings",
      ]
      + columns
    let lines = rows.map { row in
      let record = row.record
      let known: [String] = [
        row.status, record?.failure?.kind.rawValue ?? "", record?.failure?.reason ?? "",
        record?.start ?? "",
        number(record?.wall_s, digits: 3), number(record?.cpu_s, digits: 3),
        number(record?.memory_MB, digits: 0),
        record?.warnings.joined(separator: "; ") ?? "",
      ]
      return
        (["\(row.run.number)", row.run.id, row.run.face] + axes.map { text(row.run.axes[$0]) }
        + known
        + row.values.map { $0.isFinite ? "\($0)" : "" }).map(cell).joined(separator: ",")
    }
    return ([head.map(cell).joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// What an axis has in a run: a number, a word, or JSON.
  func text(_ value: JSONTree?) -> String {
    switch value {
    case .string(let text): return text
    case .number(let number): return "\(number)"
    case .some(let tree): return (try? String(decoding: tree.canonicalText(), as: UTF8.self)) ?? ""
    case nil: return ""
    }
  }

  private func number(_ value: Double?, digits: Int) -> String {
    value.map { String(format: "%.\(digits)f", $0) } ?? ""
  }

  /// RFC 4180.
  private func cell(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) }
      ? "\"" + text.replacing("\"", with: "\"\"").replacing("\n", with: " ") + "\"" : text
  }
}
