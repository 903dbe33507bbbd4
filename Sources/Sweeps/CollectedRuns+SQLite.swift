import CSQLite
import Documents
import Foundation

/// Why a database could not be written.
public struct SweepDatabaseError: Error, CustomStringConvertible {
  public var reason: String
  public var description: String { "the database cannot be written: \(reason)" }
}

extension CollectedRuns {
  /// Writes the table as a database of SQLite: `runs` with a row per run, `results` with a row per run and number.
  ///
  /// SQLite relies on locks that network file systems do not keep: the file is to be on a local disk.
  ///
  /// - Parameter url: of a file that is not there yet.
  /// - Throws: `SweepDatabaseError`.
  public func writeDatabase(to url: URL) throws(SweepDatabaseError) {
    let database = try Database(url)
    let axes = plan.common.axes.map(\.id)
    let names = axes.map { ", \"axis_\($0)\"" }.joined()
    try database.run(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
      CREATE TABLE runs (run INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, face TEXT NOT NULL, status TEXT NOT NULL,
        failure TEXT, reason TEXT, start TEXT, wall_s REAL, cpu_s REAL, memory_MB REAL, warnings TEXT\(names));
      CREATE TABLE results (run INTEGER NOT NULL REFERENCES runs(run), name TEXT NOT NULL, value REAL NOT NULL,
        PRIMARY KEY (run, name)) WITHOUT ROWID;
      """)
    let marks = Array(repeating: "?", count: 11 + axes.count).joined(separator: ", ")
    let runs = try database.statement("INSERT INTO runs VALUES (\(marks))")
    let results = try database.statement("INSERT INTO results VALUES (?, ?, ?)")
    for row in rows {
      let record = row.record
      let known: [JSONTree] = [
        .number(Double(row.run.number)), .string(row.run.id), .string(row.run.face),
        .string(row.status),
        text(record?.failure?.kind.rawValue), text(record?.failure?.reason), text(record?.start),
        number(record?.wall_s), number(record?.cpu_s), number(record?.memory_MB),
        text(record.map { $0.warnings.joined(separator: "; ") }),
      ]
      try runs.insert(known + axes.map { row.run.axes[$0] ?? .null })
      for (name, value) in zip(columns, row.values) where value.isFinite {
        try results.insert([.number(Double(row.run.number)), .string(name), .number(value)])
      }
    }
    try database.run("COMMIT;")
  }

  private func text(_ text: String?) -> JSONTree { text.map { .string($0) } ?? .null }
  private func number(_ number: Double?) -> JSONTree { number.map { .number($0) } ?? .null }
}

/// A database that is being written.
private final class Database {
  private var handle: OpaquePointer?

  init(_ url: URL) throws(SweepDatabaseError) {
    guard sqlite3_open(url.path, &handle) == SQLITE_OK else { throw failure }
  }

  deinit { sqlite3_close_v2(handle) }

  var failure: SweepDatabaseError {
    SweepDatabaseError(reason: String(cString: sqlite3_errmsg(handle)))
  }

  func run(_ text: String) throws(SweepDatabaseError) {
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  func statement(_ text: String) throws(SweepDatabaseError) -> Statement {
    var pointer: OpaquePointer?
    guard sqlite3_prepare_v2(handle, text, -1, &pointer, nil) == SQLITE_OK, let pointer else {
      throw failure
    }
    return Statement(pointer: pointer, database: self)
  }
}

/// A statement that is done for row after row.
private final class Statement {
  private let pointer: OpaquePointer
  private let database: Database

  init(pointer: OpaquePointer, database: Database) {
    (self.pointer, self.database) = (pointer, database)
  }

  deinit { sqlite3_finalize(pointer) }

  func insert(_ values: [JSONTree]) throws(SweepDatabaseError) {
    for (number, value) in values.enumerated() {
      let place = Int32(number + 1)
      switch value {
      case .null: sqlite3_bind_null(pointer, place)
      case .number(let number): sqlite3_bind_double(pointer, place, number)
      case .boolean(let flag): sqlite3_bind_int(pointer, place, flag ? 1 : 0)
      case .string(let text): bind(text, at: place)
      case .array, .object:
        bind((try? String(decoding: value.canonicalText(), as: UTF8.self)) ?? "", at: place)
      }
    }
    guard sqlite3_step(pointer) == SQLITE_DONE else { throw database.failure }
    sqlite3_reset(pointer)
  }

  /// SQLite copies the text: its constant SQLITE_TRANSIENT, −1 as a pointer, is a macro that Swift does not see.
  private func bind(_ text: String, at place: Int32) {
    sqlite3_bind_text(pointer, place, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }
}
